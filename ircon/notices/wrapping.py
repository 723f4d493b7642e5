"""Lines of 72 cells, so that they can be quoted without breaking: prose is wrapped, log lines never are."""

from __future__ import annotations

import re

from ircon.text import width

CELLS = 72
NEAR = 14
"""Cells that a line may stay short so that it ends where one pauses."""
SIGNATURE = "-- "
"""What stands before a signature (RFC 3676, section 4.3); mail programs leave out what follows when they quote."""
EVIDENCE = "    | "
"""What opens a log line in a letter; such a line is left as long as it is."""

_ATOM = re.compile(
    r"[!-~]+ ?| +|(?:くだ|下)さい(?:ませ)?|(?:いた|致)します|ござい(?:ます|ません)|ありません|(?:ており)?ません"
    r"|でしょうか|けましたら|おります|ところ|こと[がをはにも]?|[ァ-ヺー]{2,10}|[一-鿿々]{2,6}|.",
    re.DOTALL,
)
"""What is not broken: words in Latin letters, in katakana and kanji, and what a Japanese sentence ends on."""
_HANG = re.compile(r" +(?:[-*] |\d+\. |[^:：]{1,10}[:：] *)?")
_NEVER_FIRST = frozenset("、。，．・：；？！」』）】〉》ーぁぃぅぇぉっゃゅょ々ァィゥェォッャュョ),.:;!?]}")
_NEVER_LAST = frozenset("「『（【〈《([{")
_PAUSES = frozenset("、。」』）")


def wrapped(text: str, cells: int = CELLS) -> str:
    """Return ``text`` with prose broken at ``cells``.

    A paragraph line that is too long takes the rest of its paragraph along; an indented
    line continues under its own text.
    """
    done: list[str] = []
    lines = [line if line == SIGNATURE else line.rstrip() for line in text.split("\n")]
    while lines:
        line = lines.pop(0)
        if width(line) <= cells or line.startswith(EVIDENCE):
            done.append(line)
            continue
        while lines and lines[0] and not line.startswith(" ") and not lines[0].startswith((" ", "■")):
            line = _joined(line, lines.pop(0))
        done += _broken(line, cells)
    return "\n".join(done)


def _joined(line: str, following: str) -> str:
    both_wide = not line[-1].isascii() or not following[0].isascii()
    return line + following if both_wide else f"{line} {following}"


def _broken(line: str, cells: int) -> list[str]:
    hang = _HANG.match(line)
    indent = " " * width(hang.group()) if hang else ""
    pieces: list[str] = []
    current = hang.group() if hang else ""
    empty = True
    for atom in _ATOM.findall(line[len(current) :]):
        if empty or atom[0] in _NEVER_FIRST or width(current) + width(atom.rstrip()) <= cells:
            current += atom
            empty = False
            continue
        carried = _carried(current, len(indent))
        pieces.append(current[: len(current) - len(carried)].rstrip())
        current = indent + carried + atom.lstrip()
        empty = not atom.strip()
    pieces.append(current.rstrip())
    return pieces


def _carried(line: str, start: int) -> str:
    """Return the end of ``line`` that reads better on the next one: what follows a near pause, or an open bracket."""
    for at in range(len(line) - 1, start, -1):
        rest = line[at + 1 :]
        if width(rest) > NEAR:
            break
        if line[at] in _PAUSES and rest:
            return rest
    return line[-1] if line[-1] in _NEVER_LAST else ""
