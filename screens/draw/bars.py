"""The header line, and the footer with its keys or the one sentence about what just happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ircon.i18n import _, plural
from ircon.store import looking
from ircon.text import one_line, width
from screens.draw.lines import Line, Span, fill, sides


@dataclass(frozen=True, slots=True)
class Counted:
    """How many incidents the filter lists and how many there are (None until that is known), how many are marked.

    ``looking``: what the filter lists is still being looked for.
    """

    count: int | None = None
    total: int | None = None
    marked: int = 0
    looking: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What the queue lists and in which order; empty where that is all, and as usual."""

    filtered: str = ""
    sorted: str = ""


def header(cells: int, counted: Counted, listed: Listed, *, file: Path | None, handler: str) -> Line:
    """Return the top line: what this is, which file, which filter, and how many (blank until that is known)."""
    left: list[Span] = [(" ircon ", "bold")]
    if file is not None:
        left.append((f" {one_line(file.name)} ", "dim"))
    if looking.looks_only():
        left.append((f" {_('read only')} ", "us"))
    if listed.filtered:
        left.append((f" / {one_line(listed.filtered)}", "us"))
    if listed.sorted:
        left.append((f"  {listed.sorted}", "key"))
    right = f"{how_many(counted)}  {one_line(handler)} "
    marked = plural("{count:,} marked", "{count:,} marked", counted.marked)
    marks: list[Span] = [(f"{marked}  ", "key")] if counted.marked else []
    return sides(left, [*marks, (right, "dim")], cells)


def how_many(counted: Counted) -> str:
    """Return how many are listed, or that they are being looked for."""
    return _("looking ...") if counted.looking else count(counted.count, counted.total)


def count(count: int | None, total: int | None) -> str:
    """Return how many incidents are listed, and of how many; blank until that is known."""
    if count is None:
        return ""
    if total is None or total == count:
        return plural("{count:,} incident", "{count:,} incidents", count)
    return _("{count:,} of {total:,}", count=count, total=total)


def footer(cells: int, entries: Iterable[tuple[str, str, bool]], *, kept: int = 1) -> Line:
    """Return the bottom line from (key, word, possible) entries; what cannot be done is dim.

    Where not all have room those before the last ``kept`` go: these are the ways out and to the others.
    """
    entries = list(entries)
    others, last = entries[:-kept], entries[-kept:]
    room = cells - 1 - sum(map(_taken, last)) - 2 * (len(last) - 1)
    shown = []
    for entry in others:
        room -= _taken(entry) + 2
        if room < 0:
            break
        shown.append(entry)
    spans: list[Span] = [(" ", "")]
    for key, word, possible in (*shown, *last):
        spans += [(key, "key" if possible else "dim"), (f" {word}  ", "" if possible else "dim")]
    spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
    return fill(spans, cells)


def _taken(entry: tuple[str, str, bool]) -> int:
    return width(entry[0]) + 1 + width(entry[1])


def flash(cells: int, message: str, *, bad: bool) -> Line:
    """Return the bottom line saying what just happened, or why it did not."""
    return fill([(" ", ""), (one_line(message), "bad" if bad else "bold")], cells)


def prompt(cells: int, label: str, hints: Sequence[str]) -> Line:
    """Return a dim line of hints beside a prompt."""
    return fill([(f" {label}  ", "bold"), ("  ".join(hints), "dim")], cells)
