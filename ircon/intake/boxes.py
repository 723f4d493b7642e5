"""Boxes on forms: ``□ログの監視 ■他サイトからの連絡`` means the filled one."""

from __future__ import annotations

import re

_EMPTY = r"□|☐|◻|▢|\[[ \u3000]?\]|［[ \u3000]?］|\([ \u3000]\)|（[ \u3000]）"
_FILLED = r"■|☑|☒|◼|✅|✓|✔|レ(?=[ \u3000])|\[[xX*✓レ]\]|［[xXｘＸ✓レ]］|\([xX*]\)|（[xXｘＸ○✓レ]）"
_BOX = re.compile(rf"(?P<empty>{_EMPTY})|(?P<filled>{_FILLED})")
_AT_START = re.compile(rf"^[ \t\u3000>]*(?:(?P<empty>{_EMPTY})|(?P<filled>{_FILLED}))")


def has_boxes(lines: list[str]) -> bool:
    """Say whether an answer is a choice between boxes: some empty one, or one that is plainly ticked."""
    return any(found.group("empty") or found.group() != "■" for line in lines for found in _BOX.finditer(line)) or (
        bool(lines) and all(line.startswith("■") for line in lines if line)
    )


def chosen(lines: list[str]) -> str:
    """Return the words beside the filled boxes, one a line; "" where none is filled."""
    picked: list[str] = []
    for line in lines:
        boxes = list(_BOX.finditer(line))
        for box, following in zip(boxes, [*boxes[1:], None], strict=True):
            if box.group("filled"):
                words = line[box.end() : following.start() if following else None].strip(" \t\u3000、,/／・")
                picked.append(words)
    return "\n".join(words for words in picked if words)


def option_lines(lines: list[str]) -> frozenset[int]:
    """Return the lines (from 1) that are options of a choice and therefore no labels.

    Only a run of box lines that holds an empty box is a choice; a filled box that opens
    the run may be the question's own mark (``■条件``), so the first line is not taken
    unless it is an empty one.
    """
    options: set[int] = set()
    run: list[tuple[int, bool]] = []
    for number, line in enumerate([*lines, ""], 1):
        box = _AT_START.match(line)
        if box is not None:
            run.append((number, box.group("empty") is not None))
            continue
        if any(empty for _, empty in run):
            options.update(place for place, _ in run[1:])
            if run[0][1] or not _is_label(lines[run[0][0] - 1]):
                options.add(run[0][0])
        run = []
    return frozenset(options)


def _is_label(line: str) -> bool:
    from ircon.intake import labels

    rest = _AT_START.sub("", line).strip(" \t\u3000:：")
    return labels.which(rest) is not None
