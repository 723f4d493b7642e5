"""The handover: what happened to which incident since a time, in a few lines each, for the colleague who goes on.

It stays in the house, so it may name reporters and sites; it still passes the gate of
``ircon.text``, since whoever is told pastes it into a terminal or a chat. Pure: the desk
gathers what there is (``ircon.desk.handing_over``), this says it, in plain text or in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ircon import journaling
from ircon import standing as reasons
from ircon.errors import Usage
from ircon.i18n import _, mark, plural, term
from ircon.model import Ball, QueueRow
from ircon.text import fit, one_line, width

MOST_EVENTS = 8
"""Lines an incident takes at most; of more, the newest are shown and the others counted."""

_LABEL = 10


class What(StrEnum):
    """What kind of thing happened."""

    ARRIVED = "arrived"
    ANSWERED = "answered"
    BOUNCED = "bounced"
    DECIDED = "decided"
    SENT = "sent"
    NOTE = "note"
    CLOSED = "closed"
    DONE = "done"


_LABELS = {
    What.ARRIVED: mark("arrived"),
    What.ANSWERED: mark("answered"),
    What.BOUNCED: mark("bounced"),
    What.DECIDED: mark("decided"),
    What.SENT: mark("sent"),
    What.NOTE: mark("note"),
    What.CLOSED: mark("closed"),
    What.DONE: mark("did"),
}
_BALLS = {
    Ball.US: mark("our turn"),
    Ball.REPORTER: mark("the reporter's turn"),
    Ball.SITE: mark("a site's turn"),
    Ball.NOBODY: mark("done"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when (UTC), what, by whom ("" for a message that came in).

    ``message`` is an English template and ``values`` what goes into it; a value that is one
    of our own words (an enum's) is translated with it. ``quote`` are words of somebody's.
    """

    at: datetime
    what: What
    who: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    quote: str = ""

    @property
    def words(self) -> str:
        """What happened, in the handler's language."""
        told = {name: term(value) if isinstance(value, StrEnum) else value for name, value in self.values}
        if "whom" in told:
            told["whom"] = _(told["whom"])  # an audience in words, or a site's name
        if "undone" in told:
            told["undone"] = journaling.told("undo", told["undone"])
        if "action" in told:
            told["note"] = journaling.told(told["action"], told["note"])
            told["action"] = journaling.action(told["action"])
        return one_line(self._quoting(_(self.message, **told) if self.message else ""))

    @property
    def english(self) -> str:
        """What happened, for a program to read."""
        return self._quoting(self.message.format(**dict(self.values)))

    def _quoting(self, told: str) -> str:
        quote = " ".join(self.quote.split())
        return f'{told}: "{quote}"' if quote and told else quote or told


@dataclass(frozen=True, slots=True)
class Account:
    """What happened to one incident, oldest first, and how it stands now."""

    row: QueueRow
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """All that happened between two instants.

    ``besides`` belongs to no incident; ``left_off`` is how many incidents were too many.
    """

    since: datetime
    until: datetime
    accounts: tuple[Account, ...]
    besides: tuple[Event, ...] = ()
    left_off: int = 0

    def count(self, *kinds: What) -> int:
        """Return how many things of these kinds happened."""
        return sum(event.what in kinds for account in self.accounts for event in account.events)


_SPAN = re.compile(r"(\d{1,5})\s*([mhdw])")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


def since(told: str, now: datetime) -> datetime:
    """Return the instant that is meant: ``12h``, ``3d``, ``2026-11-20``, ``2026-11-20T08:00``; without a zone, UTC.

    Raises ``Usage`` for what is no time, or lies ahead.
    """
    spelled = told.strip().lower()
    if length := _SPAN.fullmatch(spelled):
        return now - timedelta(seconds=int(length[1]) * _SECONDS[length[2]])
    try:
        at = datetime.fromisoformat(told.strip())
    except ValueError:
        wrong = _("{told} is no time; write 12h, 3d, 2026-11-20 or 2026-11-20T08:00.", told=one_line(told))
        raise Usage(wrong) from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if at > now:
        raise Usage(_("{told} lies ahead.", told=one_line(told)))
    return at.astimezone(UTC)


def span(told: Handover) -> str:
    """Return from when to when, in words."""
    return f"{told.since:%Y-%m-%d %H:%M} - {told.until:%Y-%m-%d %H:%M} UTC"


def summary(told: Handover) -> str:
    """Return the whole in one sentence of counts."""
    ours = sum(account.row.ball is Ball.US for account in told.accounts)
    came, answered = told.count(What.ARRIVED), told.count(What.ANSWERED)
    sent, closed = told.count(What.SENT), told.count(What.CLOSED)
    parts = [
        plural("{count} incident", "{count} incidents", len(told.accounts) + told.left_off),
        plural("{count} report came in", "{count} reports came in", came) if came else "",
        plural("{count} answer", "{count} answers", answered) if answered else "",
        plural("{count} letter sent", "{count} letters sent", sent) if sent else "",
        plural("{count} closed", "{count} closed", closed) if closed else "",
        plural("{count} waits for us", "{count} wait for us", ours) if ours else "",
    ]
    return _("; ").join(part for part in parts if part)


def title(row: QueueRow) -> str:
    """Return which incident an account is of: number, class, reporter, subject, whose it is."""
    told = [f"#{row.incident} {term(row.klass)}", one_line(row.reporter)]
    told += [one_line(row.subject)] if row.subject else []
    whose = _("taken by {owner}", owner=one_line(row.owner)) if row.owner else _("taken by nobody")
    return f"{_(', ').join(part for part in told if part)} ({whose})"


def standing(row: QueueRow) -> str:
    """Return whose turn it is, since when and why."""
    return _("{turn} since {since}: {reason}", turn=_(_BALLS[row.ball]), since=f"{row.ball_since:%Y-%m-%d %H:%M}",
             reason=one_line(reasons.said(row.reason)))  # fmt: skip


def lines(account: Account) -> Iterator[tuple[str, str]]:
    """Yield label and words of each line about an incident, what it waits for last."""
    hidden = len(account.events) - MOST_EVENTS
    if hidden > 1:
        yield "", plural("({count} more before)", "({count} more before)", hidden)
    for event in account.events[hidden if hidden > 1 else 0 :]:
        yield label(event), line(event)
    yield _("now"), standing(account.row)


def label(event: Event) -> str:
    """Return the kind of an event in one word."""
    return _(_LABELS[event.what])


def line(event: Event) -> str:
    """Return an event in one line: when, who, what."""
    who = f"{one_line(event.who)}: " if event.who else ""
    return f"{event.at:%m-%d %H:%M}  {who}{event.words}"


def left_off(told: Handover) -> str:
    """Return that there was more than is shown; "" where there was not."""
    return plural("{count} more incident is left off; choose a shorter time",
                  "{count} more incidents are left off; choose a shorter time",
                  told.left_off) if told.left_off else ""  # fmt: skip


def as_text(told: Handover) -> str:
    """Return the handover as plain text, ready to be pasted."""
    out = [f"{_('Handover')}  {span(told)}", summary(told)]
    for account in told.accounts:
        out += ["", title(account.row)]
        out += [f"  {fit(name, _column(account))}  {words}" for name, words in lines(account)]
    if told.besides:
        out += ["", _("besides")]
        out += [f"  {line(event)}" for event in told.besides]
    out += ["", left_off(told)] if told.left_off else []
    return dead("\n".join(out)) + "\n"


def _column(account: Account) -> int:
    return max(_LABEL - 2, *(width(name) for name, _words in lines(account)))


def as_markdown(told: Handover) -> str:
    """Return the handover in Markdown: a heading, and for each incident a list."""
    out = [f"## {_('Handover')}  {span(told)}", "", escaped(summary(told))]
    for account in told.accounts:
        out += ["", f"### {escaped(title(account.row))}", ""]
        out += [f"- {f'**{escaped(name)}** ' if name else ''}{escaped(words)}" for name, words in lines(account)]
    if told.besides:
        out += ["", f"### {_('besides')}", ""]
        out += [f"- {escaped(line(event))}" for event in told.besides]
    out += ["", escaped(left_off(told))] if told.left_off else []
    return dead("\n".join(out)) + "\n"


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_SCHEME = re.compile(r"(?i)\b(h)tt(ps?)(?=://)")


def escaped(text: str) -> str:
    """Return text of which Markdown shows every character as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def dead(text: str) -> str:
    """Return text in which no address is one that a chat would make a link of."""
    return _SCHEME.sub(r"\1xx\2", text)
