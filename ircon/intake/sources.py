"""Where messages come from: files, standard input, mailboxes (mbox), Maildirs and directories.

A message counts as taken in only once its report is committed, so each source carries
``done``: a Maildir's message moves from ``new`` to ``cur`` then and not before.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ircon.errors import Unreadable, Usage, why
from ircon.i18n import _

_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def _nothing() -> None:
    """What is to be done after most messages."""


@dataclass(frozen=True, slots=True)
class Source:
    """One message as it came. ``name`` says where from; call ``done`` after its report is committed."""

    name: str
    data: bytes
    done: Callable[[], None] = _nothing


def messages(path: str) -> Iterator[Source]:
    """Yield the messages at ``path``: ``-`` is standard input, a directory with ``new`` and ``cur`` a Maildir.

    Raises Usage where there is nothing at ``path``, Unreadable where it may not be read.
    """
    if path == "-":
        yield Source("-", sys.stdin.buffer.read())
        return
    place = Path(path)
    try:
        if place.is_dir():
            yield from _directory(place)
        elif not place.exists():
            raise Usage(_("there is no file {path}", path=path))
        elif _is_mbox(place):
            yield from _mbox(place)
        else:
            yield Source(path, place.read_bytes())
    except OSError as error:
        raise Unreadable(_("{path} could not be read: {why}", path=path, why=why(error))) from error


def expected(paths: Sequence[str]) -> int | None:
    """Say how many messages these paths hold, where that can be seen without reading them; else None."""
    if not all((Path(path) / "new").is_dir() for path in paths):
        return None
    return sum(1 for path in paths for entry in os.scandir(Path(path) / "new") if not entry.name.startswith("."))


def watched(paths: Sequence[str], *, every: float = 1.0) -> Iterator[Source]:
    """Yield what is in these Maildirs and then what arrives, looking each ``every`` seconds; never ends by itself.

    Raises Usage for what is no Maildir. A message that stays (nobody called ``done``) comes again.
    """
    places = [Path(path) for path in paths]
    for place in places:
        if not ((place / "new").is_dir() and (place / "cur").is_dir()):
            raise Usage(_("{place} is no Maildir: it has no new and cur", place=place))
    while True:
        for place in places:
            yield from _maildir(place)
        time.sleep(every)


def _directory(place: Path) -> Iterator[Source]:
    if (place / "new").is_dir() and (place / "cur").is_dir():
        yield from _maildir(place)
        return
    for entry in sorted(place.iterdir()):
        if entry.is_file() and not entry.name.startswith("."):
            yield from _mbox(entry) if _is_mbox(entry) else (Source(str(entry), entry.read_bytes()),)


def _maildir(place: Path) -> Iterator[Source]:
    """The messages not seen yet, oldest name first; a message that another process took meanwhile is left to it."""
    for entry in sorted((place / "new").iterdir()):
        if entry.name.startswith(".") or not entry.is_file():
            continue
        try:
            data = entry.read_bytes()
        except FileNotFoundError:
            continue
        yield Source(str(entry), data, _mover(entry, place / "cur" / f"{entry.name.partition(':')[0]}:2,S"))


def _mover(entry: Path, to: Path) -> Callable[[], None]:
    def move() -> None:
        try:
            entry.rename(to)
        except FileNotFoundError:
            return

    return move


def _is_mbox(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as stream:
        head = stream.read(4096)
    return re.match(rb"From \S*[ \t].*\d{4}\s*\r?\n[!-9;-~]+:", head) is not None


def _mbox(place: Path) -> Iterator[Source]:
    """Split a mailbox at its ``From `` lines (RFC 4155); ``>From`` is undone as mboxrd has it."""
    lines: list[bytes] = []
    number, blank = 0, True
    with place.open("rb") as stream:
        for line in stream:
            if blank and line.startswith(b"From "):
                if lines:
                    number += 1
                    yield _mail(place, number, lines)
                lines = []
            else:
                lines.append(line)
            blank = not line.strip()
    if lines:
        yield _mail(place, number + 1, lines)


def _mail(place: Path, number: int, lines: list[bytes]) -> Source:
    if lines and not lines[-1].strip():
        lines = lines[:-1]
    return Source(f"{place}#{number}", _ESCAPED_FROM.sub(rb"\1", b"".join(lines)))
