"""Where the journal's head is noted outside the store, so that a cut or rewritten journal shows.

A chain of hashes tells of every edit inside it, but whoever may write the file can cut its end
off or write all of it anew. So its head, the number and hash of the last entry, is noted where
that hand does not reach: in a file of each handler's own, in one that the centre names (on
another machine, or append-only), in the system's log. Noted is what was seen, one line each,
never changed: ``at number hash how path``, the path as JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import why
from ircon.i18n import _
from ircon.store import journal, stamps
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store.store import Store

SEEN, ANEW = "seen", "anew"
"""How a line came about: the head as it stood; or the head of a backup that was put back on purpose."""

EVERY = timedelta(minutes=10)
"""Between two lines about one store in a file, unless somebody asks: a mail server's intake runs by the minute."""

_TAIL = 65_536


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was noted: ``number`` and ``hash`` of an entry, ``at`` (UTC) when it was the last one."""

    at: datetime
    number: int
    hash: str
    how: str = SEEN


@dataclass(frozen=True, slots=True)
class Places:
    """Where heads are noted: files (the first is the handler's own) and perhaps the system's log."""

    files: tuple[Path, ...] = ()
    syslog: bool = False


def note(store: Store, places: Places, *, asked: bool = False, anew: bool = False) -> list[str]:
    """Note the head of ``store`` in every place; return a sentence for each that could not be written.

    ``asked``: also if a line was written minutes ago. ``anew``: this head is the one to go by from now on.
    The handler's own file may be missing without a word: a mail server's user has no home.
    """
    number, digest = journal.head(store)
    if not number:
        return []
    now, path = stamps.now(), str(store.path.absolute())
    line = f"{stamps.to_text(now)} {number} {digest} {ANEW if anew else SEEN} {json.dumps(path)}"
    failed = []
    for place in places.files:
        try:
            last = next(_in_tail(place, path), None)
            if anew or last is None or ((last.number, last.hash) != (number, digest) and (asked or _old(last, now))):
                _append(place, line)
        except OSError as error:
            if place != places.files[0]:
                told = _("The journal's head could not be noted in {file}: {why}.", file=place, why=why(error))
                failed.append(told)
    if places.syslog:
        _log(line)
    return failed


def _old(last: Anchor, now: datetime) -> bool:
    return not timedelta(0) <= now - last.at < EVERY


def _append(place: Path, line: str) -> None:
    """Add a line in one write, so that two who note at once do not mix theirs."""
    with suppress(FileExistsError):
        place.parent.mkdir(mode=0o700, parents=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(place, flags, 0o600)
    try:
        os.write(handle, f"{line}\n".encode("ascii"))
    finally:
        os.close(handle)


def _log(line: str) -> None:
    import syslog

    syslog.openlog("ircon", syslog.LOG_PID, syslog.LOG_AUTHPRIV if hasattr(syslog, "LOG_AUTHPRIV") else syslog.LOG_AUTH)
    syslog.syslog(syslog.LOG_NOTICE, f"journal head {line}")


# --- reading ----------------------------------------------------------------------------


def noted(places: Places, path: Path) -> dict[Path, list[Anchor]]:
    """Return what each file has to say of the store at ``path``, oldest first; what cannot be read says nothing.

    Where a backup was put back on purpose, later entries than its own no longer count.
    """
    found: dict[Path, list[Anchor]] = {}
    for place in places.files:
        kept: list[Anchor] = []
        with suppress(OSError), place.open("rb") as lines:
            for anchor in _read(lines, str(path.absolute())):
                if anchor.how == ANEW:
                    kept = [older for older in kept if older.number <= anchor.number]
                kept.append(anchor)
        if kept:
            found[place] = kept
    return found


def unlike(store: Store, heads: dict[Path, list[Anchor]]) -> Iterator[str]:
    """Yield one sentence for each file with heads through which the journal no longer goes; the first one counts."""
    for place, anchors in heads.items():
        for anchor in anchors:
            told = next(journal.unlike_noted(store, anchor.number, anchor.hash), None)
            if told:
                yield f"{told} ({one_line(str(place))}, {anchor.at:%Y-%m-%d %H:%M} UTC)"
                break


def _read(lines: Iterable[bytes], path: str) -> Iterator[Anchor]:
    """Yield the anchors of one store; a line that somebody has garbled is passed over."""
    for line in lines:
        with suppress(ValueError):
            at, number, digest, how, told = line.decode("ascii").split(maxsplit=4)
            if json.loads(told) == path and how in (SEEN, ANEW):
                yield Anchor(stamps.from_text(at), int(number), digest, how)


def _in_tail(place: Path, path: str) -> Iterator[Anchor]:
    """Yield the last anchors of a store, newest first, from the end of a file that may be long."""
    try:
        with place.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
            lines = stream.read().split(b"\n")
    except FileNotFoundError:
        return
    yield from _read(reversed(lines), path)
