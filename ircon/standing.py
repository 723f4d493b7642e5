"""Whose turn is it, since when, and why: the reason that stands on the queue's row.

Pure. The order of the questions is the order in which a handler would ask them: is
there something nobody has looked at, has somebody answered us, is something ready to
go out, and only then who else must act. Nobody is left without an answer, so an
incident whose reporter has not been written to is always ours.

Behind the reason stands what makes it weigh more: that several have reported it, and that
it goes on although a site was told. How long it has waited is said where it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ircon.i18n import COMMA, language, made_of, mark, retell, word_of
from ircon.model import Ball, Draft, DraftState, LetterKind, RelatedSite, SiteState, Status
from ircon.model.words import CloseReason

NEEDS_US, NEEDS_OTHERS, NEEDS_NOBODY = 0, 1, 2
"""The queue's first sort key."""

CLOSED = mark("closed: {closed}")
NOTHING = mark("nothing outstanding")
UNREADABLE = mark("could not be read")
SITE_ANSWERED = mark("a site has answered")
ANSWERED = mark("an answer came in")
NOT_ANSWERED = mark("reporter not answered")
TO_NOTIFY = (mark("{count} site to notify"), mark("{count} sites to notify"))
NEW_TO_NOTIFY = (mark("new, {count} site to notify"), mark("new, {count} sites to notify"))
NOT_SENT = mark("{kind} not sent")
NOT_ASKED = mark("consent not asked")
BOUNCED = mark("{kind} bounced")
NO_ANSWER = mark("no answer for {count} days")
ASKED_CONSENT = mark("asked for consent")
ASKED = mark("asked the reporter")
NOTIFIED = mark("notified, no answer yet")
ACKNOWLEDGED = mark("acknowledged, not fixed yet")
STILL_NOT_FIXED = mark("acknowledged {count} days ago, not fixed yet")
FIXED = mark("fixed, reporter not told")
REMINDED = mark("reminded, no answer yet")

REASONS = (
    CLOSED, NOTHING, UNREADABLE, SITE_ANSWERED, ANSWERED, NOT_ANSWERED, *NEW_TO_NOTIFY, *TO_NOTIFY, NOT_SENT,
    NOT_ASKED, BOUNCED, NO_ANSWER, ASKED_CONSENT, ASKED, NOTIFIED, REMINDED,
    ACKNOWLEDGED, STILL_NOT_FIXED, FIXED,
)  # fmt: skip
"""What a reason is made of. The store keeps it in English; ``said`` tells it in the handler's language."""

_LOOK, _WRITE = "open", "letter"
_STEPS: dict[str, tuple[str, str]] = {
    NOT_ANSWERED: (_WRITE, mark("writes to the reporter")),
    SITE_ANSWERED: (_LOOK, mark("shows the answer")),
    ANSWERED: (_LOOK, mark("shows the answer")),
    NOT_ASKED: (_WRITE, mark("asks for consent")),
    FIXED: (_WRITE, mark("tells the reporter")),
    UNREADABLE: ("original", mark("shows it as it came")),
    NOTHING: ("close", mark("closes it")),
    **dict.fromkeys((*NEW_TO_NOTIFY, *TO_NOTIFY), (_WRITE, mark("writes the notice"))),
    NOT_SENT: (_WRITE, mark("shows the letter")),
    **dict.fromkeys((BOUNCED, NO_ANSWER, STILL_NOT_FIXED), (_WRITE, mark("writes again"))),
}
"""What is done next where it is ours: by which command, and what that does."""

REPORTERS = mark("reported by {count}")
GOES_ON = mark("still going on")
DETAILS = (REPORTERS, GOES_ON)
"""What may stand behind a reason, each after ``_THEN``."""

_THEN = "; "


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that came in: when, and whether it could be read; ``from_site`` where a related site sent it.

    ``bounced``: it says no more than that a letter of ours, which is marked so, did not arrive.
    """

    at: datetime
    readable: bool
    from_site: bool
    bounced: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Who must act next, since when, why, and where that puts the incident in the queue."""

    ball: Ball
    since: datetime
    reason: str
    need: int


def said(reason: str) -> str:
    """Return a reason that the store kept, as the handler reads it."""
    return COMMA[language()].join(parts(reason))


def parts(reason: str) -> tuple[str, ...]:
    """Return a reason that the store kept as the handler reads it: first itself, then what makes it weigh more."""
    details: list[str] = []
    while True:
        head, _then, last = reason.rpartition(_THEN)
        if not head or not any(made_of(last, template) for template in DETAILS):
            itself = retell(reason, REASONS, kind=word_of(LetterKind), closed=word_of(CloseReason))
            return (itself, *reversed(details))
        details.append(retell(last, DETAILS))
        reason = head


def next_step(reason: str) -> tuple[str, str] | None:
    """Return the command that deals with a reason as the store keeps it, and what that does; None where others must."""
    itself = reason.partition(_THEN)[0]
    if itself in _STEPS:
        return _STEPS[itself]
    return next((step for template, step in _STEPS.items() if "{" in template and made_of(itself, template)), None)


def turn(
    *,
    status: Status,
    closed_at: datetime | None,
    closed_for: str,
    arrivals: Sequence[Arrival],
    related: Sequence[RelatedSite],
    drafts: Sequence[Draft],
    undecided: bool = False,
    decided: bool = False,
    reporters: int = 1,
    last_seen: datetime | None = None,
) -> Turn:
    """Return whose turn it is. ``arrivals`` are in order of time and not empty.

    ``undecided``: on some report nothing about disclosure has been recorded or asked;
    ``decided``: on all that were asked about, something has been recorded since.
    ``reporters``: how many have reported it, each once; ``last_seen``: the time of the last
    log line, by corrected clocks.
    """
    if status is Status.CLOSED:
        return Turn(Ball.NOBODY, closed_at or arrivals[-1].at, CLOSED.format(closed=closed_for), NEEDS_NOBODY)
    details = list(_details(reporters, drafts, last_seen))
    ours = next(_ours(arrivals, related, drafts, undecided), None)
    if ours:
        return Turn(Ball.US, ours[0], _THEN.join((ours[1], *details)), NEEDS_US)
    theirs = next(_theirs(drafts, decided=decided), None)
    if theirs:
        ball, since, reason = theirs
        return Turn(ball, since, _THEN.join((reason, *details)), NEEDS_OTHERS)
    since = max(arrivals[-1].at, _last_sent(drafts) or arrivals[-1].at)
    return Turn(Ball.US, since, _THEN.join((NOTHING, *details)), NEEDS_US)


def _details(reporters: int, drafts: Sequence[Draft], last_seen: datetime | None) -> Iterator[str]:
    if reporters > 1:
        yield REPORTERS.format(count=reporters)
    told = min((d.sent_at for d in drafts if d.sent_at and d.kind is LetterKind.NOTICE), default=None)
    if told and last_seen and last_seen > told:
        yield GOES_ON


def _ours(
    arrivals: Sequence[Arrival], related: Sequence[RelatedSite], drafts: Sequence[Draft], undecided: bool
) -> Iterator[tuple[datetime, str]]:
    for arrival in arrivals:
        if not arrival.readable:
            yield arrival.at, UNREADABLE
    dealt_with = _dealt_with(drafts)
    unanswered = [a for a in arrivals if not a.bounced and (dealt_with is None or a.at > dealt_with)]
    if any(a.from_site for a in unanswered):
        yield unanswered[0].at, SITE_ANSWERED
    if unanswered and any(d.state is DraftState.SENT for d in drafts):
        yield unanswered[0].at, ANSWERED
    yield from _failed(related, drafts)
    ready = sum(site.state is SiteState.READY for site in related)
    new = not any(d.state is DraftState.SENT and not d.kind.to_site for d in drafts)
    if new:
        yield arrivals[0].at, NEW_TO_NOTIFY[ready > 1].format(count=ready) if ready else NOT_ANSWERED
    waiting = [d for d in drafts if d.state is DraftState.DRAFTED and d.written_at]
    if waiting:
        yield min(d.written_at for d in waiting if d.written_at), NOT_SENT.format(kind=waiting[0].kind)
    if ready:
        yield arrivals[-1].at, TO_NOTIFY[ready > 1].format(count=ready)
    if fixed := _fixed(related, drafts):
        yield fixed, FIXED
    if undecided and any(site.state is SiteState.FOUND for site in related):
        yield arrivals[-1].at, NOT_ASKED


def _failed(related: Sequence[RelatedSite], drafts: Sequence[Draft]) -> Iterator[tuple[datetime, str]]:
    """What became of the last letter to each party, where it did not arrive or has waited too long."""
    answered = {site.site_id for site in related if site.state.answered} - {None}
    last = {d.site_id: d for d in sorted((d for d in drafts if d.sent_at), key=lambda d: str(d.sent_at))}
    for draft in last.values():
        if draft.bounced_at and draft.site_id not in answered:
            yield draft.bounced_at, BOUNCED.format(kind=draft.kind)
    for draft in last.values():
        if draft.overdue_at and draft.sent_at and draft.site_id not in answered:
            yield draft.overdue_at, NO_ANSWER.format(count=(draft.overdue_at - draft.sent_at).days)
        elif draft.overdue_at and draft.said_at and draft.said is SiteState.ACKNOWLEDGED:
            yield draft.overdue_at, STILL_NOT_FIXED.format(count=(draft.overdue_at - draft.said_at).days)


def _fixed(related: Sequence[RelatedSite], drafts: Sequence[Draft]) -> datetime | None:
    """Return since when every site that was told has fixed it without the reporter having been told; else None."""
    told = [site for site in related if site.state.notified]
    said = [d.said_at for d in drafts if d.said_at]
    if not said or not told or any(site.state is not SiteState.FIXED for site in told):
        return None
    since = max(said)
    return None if any(d.sent_at and d.sent_at > since and not d.kind.to_site for d in drafts) else since


def _theirs(drafts: Sequence[Draft], *, decided: bool) -> Iterator[tuple[Ball, datetime, str]]:
    """Whoever the newest letter that waits for an answer went to: had they answered, it would be ours by now."""
    asked = [
        d for d in drafts
        if d.sent_at and d.kind in _ASKED and d.said is not SiteState.FIXED and not _settled(d, decided=decided)
    ]  # fmt: skip
    waiting = [
        (d.said_at, Ball.SITE, ACKNOWLEDGED) if d.said_at else (d.sent_at, *_ASKED[d.kind]) for d in asked if d.sent_at
    ]
    for at, ball, reason in sorted(waiting, key=lambda one: one[0], reverse=True):
        yield ball, at, reason


def _settled(letter: Draft, *, decided: bool) -> bool:
    """Whether what a letter asked the reporter is answered: of consent by what is recorded, else by any answer."""
    if letter.kind is LetterKind.CONSENT_REQUEST:
        return decided
    return letter.kind is LetterKind.QUESTION and letter.answer is not None


_ASKED = {
    LetterKind.CONSENT_REQUEST: (Ball.REPORTER, ASKED_CONSENT),
    LetterKind.QUESTION: (Ball.REPORTER, ASKED),
    LetterKind.NOTICE: (Ball.SITE, NOTIFIED),
    LetterKind.REMINDER: (Ball.SITE, REMINDED),
}


def _dealt_with(drafts: Sequence[Draft]) -> datetime | None:
    """Return when we last wrote a letter or took down what a site said: what came before has been looked at."""
    return max((at for draft in drafts for at in (draft.sent_at, draft.said_at) if at), default=None)


def _last_sent(drafts: Sequence[Draft]) -> datetime | None:
    return max((d.sent_at for d in drafts if d.sent_at), default=None)
