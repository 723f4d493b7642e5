"""Boxes on forms: ``□ログの監視 ■他サイトからの連絡`` means the filled one."""

from __future__ import annotations

import re

from ircon.intake import labels

_EMPTY = r"□|☐|◻|▢|\[[ \u3000]?\]|［[ \u3000]?］|\([ \u3000]\)|（[ \u3000]）"
_FILLED = r"■|☑|☒|◼|✅|✓|✔|レ(?=[ \u3000])|\[[xX*✓レ]\]|［[xXｘＸ✓レ]］|\([xX*]\)|（[xXｘＸ○✓レ]）"
_BOX = re.compile(rf"(?P<empty>{_EMPTY})|(?P<filled>{_FILLED})")
_AT_START = re.compile(rf"^[ \t\u3000>]*(?:(?P<empty>{_EMPTY})|(?P<filled>{_FILLED}))")
_EDGES = " \t\u3000、,/／・"


def has_boxes(lines: list[str]) -> bool:
    """Say whether an answer is a choice between boxes: some empty one, or one that is plainly ticked."""
    return any(found.group("empty") or found.group() != "■" for line in lines for found in _BOX.finditer(line)) or (
        bool(lines) and all(line.startswith("■") for line in lines if line)
    )


def chosen(lines: list[str]) -> str:
    """Return the words beside the filled boxes, one a line; "" where none is filled."""
    picked: list[str] = []
    going_on = False
    for line in lines:
        boxes = list(_BOX.finditer(line))
        if not boxes and going_on:
            picked[-1] += line.strip(_EDGES)  # the chosen words, folded
        for box, end in zip(boxes, [*(box.start() for box in boxes[1:]), len(line)], strict=False):
            going_on = bool(box.group("filled"))
            picked += [line[box.end() : end].strip(_EDGES)] * going_on
    return "\n".join(words for words in picked if words)


def option_lines(lines: list[str]) -> frozenset[int]:
    """Return the lines (from 1) that are options of a choice and therefore no labels.

    Only a run of box lines that holds an empty box is a choice. In it a filled box before
    a label is the label's own mark (``■条件``) if it opens the run, or if the run is
    opened by another such label as far to the left.
    """
    options: set[int] = set()
    run: list[tuple[int, bool, int]] = []
    for number, line in enumerate([*lines, ""], 1):
        box = _AT_START.match(line)
        if box is not None:
            run.append((number, box.group("empty") is not None, box.start("empty") + box.start("filled")))
            continue
        if any(empty for _, empty, _ in run):
            options.update(_options(lines, run))
        run = []
    return frozenset(options)


def _options(lines: list[str], run: list[tuple[int, bool, int]]) -> list[int]:
    marked = [not empty and _is_label(lines[number - 1]) for number, empty, _ in run]
    column = run[0][2]
    labelled = [mark and (place == 0 or (marked[0] and run[place][2] == column)) for place, mark in enumerate(marked)]
    return [number for (number, _, _), is_label in zip(run, labelled, strict=True) if not is_label]


def _is_label(line: str) -> bool:
    words = _AT_START.sub("", line).strip(_EDGES)
    name = re.split("[:：]", words, maxsplit=1)[0]
    return labels.which(name) is not None and (name == words or not name.endswith(("）", ")")))
