"""What a format's reader hands over: where the words stand, before any evidence is looked for.

The text, the answers, whose part each address plays. ``finish`` makes a report of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ircon.model import Fields, IncidentClass, LogLine, Reporter, Role, Stated


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as one format's reader understood it, before evidence is looked for.

    ``own``: what the sender wrote, without quotes, logs and signature, in which consent
    may be stated. ``clock``: words about zone and accuracy. ``roles``: values whose part
    the format itself names. ``aside``: values that are no observables (the reporter's own
    address, a schema's URL). ``skipped``: lines that hold no evidence. ``ends``: columns
    up to which a line is label. ``consent``: set where the format states it in code;
    ``condition``: the condition in words, where that is more than the field as written.
    ``timed``: log lines whose instant the format itself gives. ``anchor``: when what was
    forwarded had been written. ``code``: first and last line of what only machines read,
    where dates are no log lines unless they are ``timed``.
    """

    format: str
    text: str
    subject: str = ""
    reporter: Reporter = field(default_factory=Reporter)
    fields: Fields = field(default_factory=Fields)
    klass: IncidentClass | None = None
    consent: Stated | None = None
    condition: str = ""
    timed: tuple[LogLine, ...] = ()
    anchor: datetime | None = None
    code: tuple[int, int] = (0, -1)
    own: str | None = None
    clock: str = ""
    occurred: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    skipped: frozenset[int] = frozenset()
    ends: Mapping[int, int] = field(default_factory=dict)
    header_text: str = ""
    problems: tuple[str, ...] = ()
    message_id: str = ""
    replies_to: tuple[str, ...] = ()
    references: tuple[int, ...] = ()
    sent_at: datetime | None = None


def surrounded(reading: Reading, before: str, after: str) -> Reading:
    """Set a structured part among the texts that came with it; line numbers follow."""
    shift = 0
    text = reading.text.rstrip("\n")
    if before.strip():
        before = before.rstrip("\n")
        shift = before.count("\n") + 2
        text = f"{before}\n\n{text}"
    if after.strip():
        text = f"{text}\n\n{after}"
    return replace(
        reading,
        text=text,
        own=joined(one for one in (before, reading.own if reading.own is not None else "") if one),
        timed=tuple(replace(one, line=one.line + shift) for one in reading.timed),
        code=(reading.code[0] + shift, reading.code[1] + shift),
        skipped=frozenset(line + shift for line in reading.skipped),
        ends={line + shift: end for line, end in reading.ends.items()},
    )


def joined(texts: Iterable[str]) -> str:
    """Put the texts of several parts under one another, with a blank line between; line ends become LF."""
    return "\n\n".join(text.rstrip("\n") for text in texts if text.strip())
