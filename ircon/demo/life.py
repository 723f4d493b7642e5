"""What the handlers do with an incident of the demonstration, step by step, and what comes back.

Each incident's life is a generator that yields the instant at which it wants to go on;
``ircon.demo.build`` wakes them in order of time, so that the journal reads as it would
have been written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from ircon import desk
from ircon.demo import composing, phrases
from ircon.demo.cast import HANDLERS
from ircon.demo.schedule import STEPS, Scene
from ircon.errors import NotPermitted, Usage
from ircon.model import Audience, Centre, CloseReason, ConsentState, Draft, LetterKind, Level
from ircon.store import Store, incidents

INTAKE = "intake"
LETTERS_KEPT_SINCE = 2026
"""Of the years before, the archive keeps notices and requests, but no acknowledgements and closing letters."""

_FIRST_HOUR, _LAST_HOUR = 0, 9
"""The office is open from 9 to 18 o'clock in Tokyo, which is 0 to 9 UTC."""


class Office:
    """The centre while the demonstration is played: its store, its letters, its running numbers."""

    def __init__(self, store: Store, centre: Centre, rng: Random) -> None:
        self.store, self.centre, self.rng = store, centre, rng
        self.serial = count(50_001)

    def working(self, at: datetime, hours: float) -> datetime:
        """Return a moment of office hours at least ``hours`` after ``at``."""
        at += timedelta(hours=hours, minutes=self.rng.randrange(1, 50), seconds=self.rng.randrange(60))
        if not _FIRST_HOUR <= at.hour < _LAST_HOUR:
            at += timedelta(days=at.hour >= _LAST_HOUR)
            at = datetime(at.year, at.month, at.day, 0, self.rng.randrange(5, 59), at.second, tzinfo=UTC)
        return at + timedelta(days=max(0, 7 - at.weekday())) if at.weekday() > 4 else at


def play(office: Office, scene: Scene) -> Iterator[datetime]:
    """Live through one incident; yields when it goes on."""
    yield scene.received
    taken = desk.take_in(office.store, scene.data, received=scene.received, handler=INTAKE)
    if scene.until != "new":
        yield from _Ticket(office, scene, taken.incident, scene.received).worked_on()


class _Ticket:
    """One incident in one handler's hands. ``at`` is how far its time has come."""

    def __init__(self, office: Office, scene: Scene, number: int, at: datetime) -> None:
        self.office, self.scene, self.number, self.at = office, scene, number, at
        self.handler = office.rng.choice(HANDLERS)
        self.goal = STEPS.index(scene.until) if scene.until in STEPS else STEPS.index("drafted")

    def wants(self, step: str) -> bool:
        return self.goal >= STEPS.index(step)

    def after(self, hours: float) -> datetime:
        self.at = self.office.working(self.at, hours)
        return self.at

    # --- the whole of it -----------------------------------------------------------------

    def worked_on(self) -> Iterator[datetime]:
        yield self.after(0.2)
        desk.take(self.office.store, self.number, handler=self.handler, at=self.at)
        yield self.after(0.1)
        acknowledged = self.letter(LetterKind.ACKNOWLEDGEMENT) if self.at.year >= LETTERS_KEPT_SINCE else None
        if self.scene.more and acknowledged:
            yield self.after(20)
            self.answered_by(self.scene.reporter.person, self.scene.reporter.mail, acknowledged, self.scene.more)
        short = self.scene.closed_for in (CloseReason.OUT_OF_SCOPE, CloseReason.DUPLICATE, CloseReason.NOT_AN_INCIDENT)
        if self.scene.until == "question":
            yield self.after(1)
            self.letter(LetterKind.QUESTION)
        elif self.wants("asked") and not short:
            yield from self.coordinated()
        if self.scene.closed_for:
            yield from self.closed(self.scene.closed_for)

    def coordinated(self) -> Iterator[datetime]:
        yield self.after(0.1)
        known = desk.consent_from_report(self.office.store, self.number, handler=self.handler, at=self.at)
        if known.needs:
            yield from self.asked()
        if self.scene.until == "withdrawn":
            yield from self.withdrawn()
        elif self.wants("drafted"):
            yield from self.notified()
        if self.scene.until == "progress" or (self.scene.closed_for is CloseReason.RESOLVED and self.number % 5 == 0):
            yield self.after(30)
            self.letter(LetterKind.PROGRESS)

    def asked(self) -> Iterator[datetime]:
        """Ask the reporter, whose answer comes as mail."""
        yield self.after(0.3)
        request = self.letter(LetterKind.CONSENT_REQUEST)
        if request is None or not self.wants("decided"):
            return
        said = self.office.rng.choice(phrases.CONSENT_ANSWER[self.scene.answer][self.scene.reporter.language])
        yield self.after(self.office.rng.randrange(2, 60))
        self.answered_by(self.scene.reporter.person, self.scene.reporter.mail, request, said)
        yield self.after(0.5)
        self.decided(self.scene.answer, said)

    def decided(self, answer: str, quote: str) -> None:
        refused = answer == "refused"
        desk.decide(
            self.office.store,
            self.number,
            state=ConsentState.REFUSED if refused else ConsentState.GRANTED,
            level=Level.NONE if refused else Level(answer),
            audience=Audience.RELATED,
            quote=quote,
            handler=self.handler,
            at=self.at,
        )

    def withdrawn(self) -> Iterator[datetime]:
        """Permission is taken back while the notices still wait: their drafts may not leave any more."""
        for site in self.sites():
            yield self.after(0.2)
            self.letter(LetterKind.NOTICE, to=site, send=False)
        yield self.after(20)
        said = phrases.WITHDRAWAL[self.scene.reporter.language][0]
        desk.decide(
            self.office.store, self.number, state=ConsentState.WITHDRAWN, quote=said, handler=self.handler, at=self.at
        )

    def notified(self) -> Iterator[datetime]:
        sent: list[Draft] = []
        for site in self.sites():
            yield self.after(0.2)
            notice = self.letter(LetterKind.NOTICE, to=site, send=self.wants("notified"))
            sent += [notice] if notice else []
        if self.wants("answered") and self.scene.closed_for is not CloseReason.NO_ANSWER:
            for notice in sent:
                yield self.after(self.office.rng.randrange(5, 70))
                said = self.office.rng.choice(phrases.SITE_ANSWER[notice.language])
                self.answered_by("abuse desk", notice.to, notice, said)

    def closed(self, reason: CloseReason) -> Iterator[datetime]:
        yield self.after(24 if reason is not CloseReason.NO_ANSWER else 24 * 15)
        note = phrases.WHY_CLOSED[reason]
        desk.close(self.office.store, self.number, reason, note, handler=self.handler, at=self.at)
        yield self.after(0.1)
        if self.at.year >= LETTERS_KEPT_SINCE:
            self.letter(LetterKind.CLOSING)

    # --- single acts ---------------------------------------------------------------------

    def sites(self) -> list[int]:
        """The related sites that we know and may tell."""
        incident = incidents.load(self.office.store, self.number, lines=0)
        return [s.site_id for s in incident.related if s.site_id is not None and s.permitted.covers(Level.FACTS)]

    def letter(self, kind: LetterKind, *, to: int | None = None, send: bool = True) -> Draft | None:
        """Draft a letter and mark it as sent; None where it may not be written or leave."""
        office = self.office
        try:
            written = desk.write_letter(
                office.store,
                self.number,
                centre=office.centre,
                kind=kind,
                to=to,
                handler=self.handler,
                at=self.at,
            ).draft
            if written is None or written.id is None or not send:
                return written
            self.at += timedelta(minutes=office.rng.randrange(2, 12))
            desk.mark_sent(office.store, written.id, centre=office.centre, handler=self.handler, at=self.at)
        except (NotPermitted, Usage):
            return None
        return written

    def answered_by(self, person: str, sender: str, letter: Draft, said: str) -> None:
        """Take in an answer to one of our letters."""
        quoted = "\n".join(f"> {line}".rstrip() for line in letter.body.split("\n")[:6])
        sent = self.at - timedelta(minutes=3)
        data = composing.mail(
            person, sender, f"Re: {letter.subject}", f"{said}\n\n{quoted}", sent, next(self.office.serial)
        )
        desk.take_in(self.office.store, data, received=self.at, handler=INTAKE)
