"""Strings that attackers put into reports, and the test whether any of them got through to a terminal.

Sequences in the corpus carry parameters that no program of ours uses (line 998, overline,
the title and clipboard text below), so that they can be told from our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tests.support.screen import CONTROL

PLANTED = "SMUGGLED"
"""Stands in every title, link and clipboard text of the corpus."""

_ENDS = {"BEL": "\x07", "ST": "\x1b\\", "8-bit ST": "\x9c", "nothing": ""}
_CSI = (
    "998;998H 998;998f 998;999r 998S 998@ 998X 53;5m 2J 3J ?1049h ?1000h ?9h ?2004h ?25l 12l "
    "5n 6n c >c ?2026$p 20t 21t 4i !p ?5W >4;2m ?u =31;1u"
).split()
_OSC = (
    f"0;{PLANTED} 2;{PLANTED} 8;;http://{PLANTED}.example/ 52;c;U01VR0dMRUQ= 52;c;? 4;1;? 10;#998998 11;#998998 "
    f"9;{PLANTED} 777;notify;{PLANTED};x 1337;File=name={PLANTED}:AAAA 50;? 104"
).split()
_STRINGS = f'P$q"p P+q544e _G{PLANTED} ^{PLANTED} X{PLANTED} k{PLANTED}'.split()
_SHORT = "c #8 (0 )0 7 8 D M E = > N O Z n o ~ %@ l m".split()
_ODD = f"\x90$q\x9c,\x9f{PLANTED}\x9c,\x98\x9c,\x1b\x1b[53m,\x1b[53,\x1b,a\x08\x08\x08b,a\x0e b\x0f".split(",")
_FOOLING = (
    *(*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0x061C, 0x00AD, 0x180E, 0xFEFF),
    *(*range(0xFFF9, 0xFFFC), 0xE0001, 0xE0041, 0xE007F, 0xE000, 0xF8FF, 0xF0000, 0xFDD0, 0xFFFE),
    *(0xFE0E, 0xFE0F, 0xE0100),
)
_MARKUP = r"""
[@click=app.quit]press[/]
x [/] y
[bold red]loud
[link=http://evil.example/]x[/link]
[[
]]
\[b]
[/b]
[$primary]x
[on red]x
RE: [JIRA-123] Foo
:skull:
%s %n %d
{0} {name}
$reference ${centre} $$
{{7*7}}
<script>x</script>
&#27;[31m
\x1b[31m
\u001b[31m
=cmd|'/c x'!A1
+1+1
-1
@SUM(A1)
'; DROP TABLE report; --
" OR "" = "
NEAR(a b, 3)
a* OR b^
../../../etc/passwd
~root
-rf
`id`
$(id)
|id
%00
a/b\c
""".strip().split("\n")
_SIZES = (
    *("A" * 5_000, "語" * 5_000, "\t" * 3_000, "e" + "\u0301" * 500, "\U0001f468\u200d" * 200, "ｱ" * 3_000),
    *("\u0e33" * 200, " " * 5_000 + "end", "[" * 2_000, "\\" * 2_000, "א" * 500, "\U0001f1ef\U0001f1f5" * 50),
    *("q\u0323\u0302" * 100, "a" + "\n" * 2_000 + "b"),
)


_CARRIERS = ("{}", "[b]{}[/b]", '"{}" <a@b.example>', "記録「{}」終", "{0} {0}", "x\t{}\n{}", "http://{}.example/")
"""What an attack can be wrapped in: markup, an address, Japanese, itself, a log line, a link."""


def combined() -> list[str]:
    """Return every attack in every wrapping: more than two thousand strings, each beginning with its own number."""
    attacks = list(_strings())
    told = (carrier.replace("{0}", attack).replace("{}", attack) for carrier in _CARRIERS for attack in attacks)
    return [f"H{number:04d} {string} end" for number, string in enumerate(told)]


def corpus() -> list[str]:
    """Return some hundred strings, each beginning with its own number (``H0042``)."""
    return [f"H{number:04d} {string} end" for number, string in enumerate(_strings())]


def _strings() -> Iterator[str]:
    for code in (*range(0x20), *range(0x7F, 0xA0), *_FOOLING):
        if code not in (0x0A, 0x0D):
            yield f"a{chr(code)}b"
    for begin in ("\x1b[", "\x9b"):
        yield from (begin + tail for tail in _CSI)
    for begin in ("\x1b]", "\x9d"):
        yield from (begin + tail + end for tail in _OSC for end in _ENDS.values())
    yield from (f"\x1b{tail}{end}" for tail in _STRINGS for end in _ENDS.values())
    yield from (f"\x1b{tail}" for tail in _SHORT)
    yield from _ODD
    yield from _MARKUP
    yield from _SIZES


_OURS = re.compile(
    rb"\x1b\[(?:[0-9;]*[ABCDGHJKLMPSTXdfmr]|\?[0-9;]+[hlu]|\?[0-9;]+\$p|[<>=][0-9;]*[umq]|>0?q|[0-9]* q|0?c|[0-9]*b"
    rb"|2[23];2t)|\x1b\](?:1[01];\?|22;[a-z]*|2;(?:ircon: [^\x00-\x1f\x7f]+)?)(?:\x07|\x1b\\)|\x1b[78=>]|\x1b\([0B]"
)
OWN = {
    r"\x1b\[[0-9;]*m": "colours and styles of what follows",
    r"\x1b\[(?:[0-9]+;[0-9]+)?H": "the cursor, to a place",
    r"\x1b\[[0-9]+C": "the cursor, to the right",
    r"\x1b\[[0-9]+X": "cells, blank from here",
    r"\x1b\[[0-9]*K": "the line, blank from here",
    r"\x1b\[2J": "the screen, blank",
    r"\x1b\[[0-9]*;?[0-9]*r": "which lines scroll",
    r"\x1b\[[0-9]*[ST]": "these lines, up or down",
    r"\x1b\[[0-9]*b": "the last character, again",
    r"\x1b\[\?1049[hl]": "a screen of its own, and the shell's back",
    r"\x1b\[\?25[hl]": "the cursor, shown and hidden",
    r"\x1b\[\?7[hl]": "long lines, folded or cut",
    r"\x1b\[\?2026(?:\$p|[hl])": "a frame begins and ends; can the terminal tell?",
    r"\x1b\[\?2004[hl]": "put what is pasted into brackets",
    r"\x1b\[\?1004[hl]": "say when the window is looked at",
    r"\x1b\[\?(?:1000|1002|1006)[hl]": "the mouse, where the configuration wants it",
    r"\x1b\[(?:>[0-9]+|<)u": "keys without ambiguity, where the terminal knows how",
    r"\x1b\[2[23];2t": "the title, laid by and brought back",
    r"\x1b\]2;(?:ircon: [^\x00-\x1f\x7f]+)?\x07": "the title: ircon and the name of the store's file",
    r"\x1b\]22;default\x07": "the usual mouse pointer",
}
"""Every control sequence that the console writes, Textual's and our own; the list in docs/terminal.md says the same."""

_OWN = re.compile("|".join(OWN).encode())


def foreign(raw: bytes) -> list[str]:
    """Return what the console has written that is not on its own list; what ``smuggled`` says, too."""
    found = {repr(s) for s in CONTROL.findall(raw) if not _OWN.fullmatch(s)}
    return sorted({*found, *smuggled(raw)})


_PLANTED_PARAMETERS = re.compile(rb"998|(?:\[|;)53;5m|\[4i|\[2[01]t|" + PLANTED.encode())
_DECEIVING = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"})
_LAYOUT = frozenset("\r\n\x0f")
"""Control characters that programs like ours write for themselves."""


def smuggled(raw: bytes) -> list[str]:
    """Return what in a program's output did not come from the program itself: empty if all of it did."""
    found = [repr(s) for s in CONTROL.findall(raw) if not _OURS.fullmatch(s) or _PLANTED_PARAMETERS.search(s)]
    text = CONTROL.sub(b"", raw).decode("utf-8", "surrogateescape")
    return sorted({*found, *(f"U+{ord(char):04X}" for char in set(text) if _deceives(char))})


def _deceives(char: str) -> bool:
    if char in _LAYOUT:
        return False
    return unicodedata.category(char) in _DECEIVING or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
