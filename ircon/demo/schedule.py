"""When what happens in the demonstration: years of archive, and a queue of today with everything still in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Generic, TypeVar

from ircon.demo import composing, kinds_1999, kinds_today, machines, phrases
from ircon.demo.cast import ORIGINS, ORIGINS_V6, REPORTERS, Origin, Reporter
from ircon.demo.composing import Told, utc
from ircon.demo.kinds import Kind
from ircon.model import CloseReason

Card = TypeVar("Card")

STEPS = ("new", "acked", "question", "asked", "decided", "drafted", "notified", "answered", "progress", "closed")
"""How far an incident has come, in this order; ``withdrawn`` leaves the order at ``drafted``."""

_CONDITIONS = ("full", "full", "full", "logs", "logs", "facts", "none", "none", "none", "refused", "unsure")
_LATE = ("new", "new", "new", "acked", "asked", "decided", "drafted", "notified")
_EARLIER = (
    "asked",
    "notified",
    "decided",
    "answered",
    "closed",
    "notified",
    "question",
    "withdrawn",
    "closed",
    "drafted",
)

SERIES = "198.51.100.131"
"""The host that today's series is about; this year nothing else happens at its site."""
THIS_YEAR = 2026
_A_YEAR = {2020: 2, 2021: 3, 2022: 4, 2023: 8, 2024: 14, 2025: 32}
"""How many incidents of a year the archive has; of years before 2020 one."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One incident to be played: the first mail, when it comes, how far it is worked on, and what is agreed to.

    ``more``: a second message that the reporter sends after our acknowledgement, its body.
    """

    received: datetime
    data: bytes
    reporter: Reporter
    until: str
    closed_for: CloseReason | None = None
    answer: str = "full"
    more: str = ""


class Deck(Generic[Card]):
    """Cards drawn in a shuffled order, all once before any comes again, so that nothing crowds the queue."""

    def __init__(self, rng: Random, cards: Sequence[Card]) -> None:
        self._rng, self._cards = rng, list(cards)
        self._left: list[Card] = []

    def draw(self, fits: Callable[[Card], bool] = lambda card: True) -> Card:
        """Take the next card that fits; there must be one."""
        while not (fitting := next((card for card in self._left if fits(card)), None)):
            fresh = self._cards.copy()
            self._rng.shuffle(fresh)
            self._left += fresh
        self._left.remove(fitting)
        return fitting


def scenes(rng: Random) -> Iterator[Scene]:
    """Return all scenes but the story's, in no particular order."""
    cast, plots = Deck(rng, [r for r in REPORTERS if r.address != SERIES]), Deck(rng, kinds_1999.ALL + kinds_today.ALL)
    for serial, (received, until) in enumerate(_calendar(rng), start=101):
        kind = plots.draw(partial(_seen_in, received.year))
        yield _scene(rng, kind, cast.draw(), received, until, serial)
    yield from _series(rng)
    yield from _by_machine()


def _seen_in(year: int, kind: Kind) -> bool:
    return kind.since <= year <= kind.until


def _calendar(rng: Random) -> Iterator[tuple[datetime, str]]:
    """When incidents come in, and how far each has come by the end."""
    for n in range(26):
        yield utc(1999, 7, 1) + timedelta(days=n * 6, minutes=rng.randrange(1_440)), "closed"
    for year in range(2000, THIS_YEAR):
        for n in range(_A_YEAR.get(year, 1)):
            gap = 330 / _A_YEAR.get(year, 1)
            yield (
                utc(year, 1, 10) + timedelta(days=n * gap + rng.random() * gap, minutes=rng.randrange(1_440)),
                "closed",
            )
    open_still = {29: "notified", 31: "asked", 34: "answered", 36: "notified", 38: "asked"}
    for n in range(40):
        yield utc(2026, 1, 8) + timedelta(days=n * 6.8, minutes=rng.randrange(1_440)), open_still.get(n, "closed")
    for n in range(46):
        until = _LATE[n % len(_LATE)] if n >= 34 else _EARLIER[n % len(_EARLIER)]
        yield utc(2026, 10, 6) + timedelta(hours=n * 24 - n * n / 12, minutes=rng.randrange(600)), until


def _scene(rng: Random, kind: Kind, reporter: Reporter, received: datetime, until: str, serial: int) -> Scene:
    told_on = until in ("decided", "drafted", "notified", "answered", "withdrawn")
    sent = received - timedelta(minutes=rng.randrange(1, 9))
    told = Told(
        kind=kind,
        reporter=reporter,
        origin=_origin(rng, reporter, received.year, registered=told_on),
        occurred=sent - timedelta(minutes=rng.randrange(40, 2_900)),
        sent=sent,
        condition=_condition(rng, until),
        page=_page(rng, reporter, received.year, registered=told_on),
    )
    more = composing.follow_up(rng, told) if until != "new" and rng.random() < 0.12 else ""
    return Scene(
        received=received,
        data=composing.report(rng, told, serial),
        reporter=reporter,
        until=until,
        closed_for=_reason(rng, kind) if until == "closed" else None,
        answer=rng.choice(("full", "full", "logs", "facts")) if told_on else rng.choice(("full", "logs", "refused")),
        more=more,
    )


def _condition(rng: Random, until: str) -> str:
    if until in ("asked", "question"):
        return rng.choice(("none", "unsure"))
    if until in ("decided", "drafted", "notified", "withdrawn"):
        return rng.choice(("full", "logs", "facts", "none"))
    return rng.choice(_CONDITIONS)


def _origin(rng: Random, reporter: Reporter, year: int, *, registered: bool) -> Origin:
    """Somebody else's host; from 2016 on now and then one with an IPv6 address only."""
    if year >= 2016 and rng.random() < 0.12:
        return rng.choice(ORIGINS_V6[:2] if registered else ORIGINS_V6)
    others = [o for o in ORIGINS if not (_same_block(o.address, reporter.address) or _kept_for_series(o, year))]
    return rng.choice([o for o in others if o.in_register] if registered else others)


def _page(rng: Random, reporter: Reporter, year: int, *, registered: bool) -> str:
    known = tuple(o.name for o in ORIGINS if o.in_register)
    kept = tuple(o.name for o in ORIGINS if _kept_for_series(o, year))
    others = [page for page in phrases.PAGES if not page.endswith(reporter.domain) and page not in kept]
    return rng.choice([page for page in others if page in known] if registered else others)


def _same_block(one: str, other: str) -> bool:
    """Say whether both stand in one /28, which is one site's in the register."""
    ours, theirs = one.rpartition("."), other.rpartition(".")
    return ours[0] == theirs[0] and int(ours[2]) // 16 == int(theirs[2]) // 16


def _kept_for_series(origin: Origin, year: int) -> bool:
    return origin.address == SERIES or (year == THIS_YEAR and _same_block(origin.address, SERIES))


def _reason(rng: Random, kind: Kind) -> CloseReason:
    if kind.klass == "copyright":
        return CloseReason.OUT_OF_SCOPE
    rare = (CloseReason.NO_ANSWER, CloseReason.DUPLICATE, CloseReason.NOT_AN_INCIDENT)
    return rng.choice((*(CloseReason.RESOLVED,) * 9, CloseReason.NO_ANSWER, *rare))


# --- scenes that are set by hand ----------------------------------------------------------


def _who(host: str) -> Reporter:
    return next(reporter for reporter in REPORTERS if reporter.host == host)


def _where(address: str) -> Origin:
    return next(origin for origin in ORIGINS if origin.address == address)


def _series(rng: Random) -> Iterator[Scene]:
    """Today's counterpart of the story: one broken-in host guesses passwords at four sites, then its owner reports."""
    guessing, broken_in = kinds_today.SCANS[0], kinds_today.INTRUSIONS[1]
    played: Sequence[tuple[str, Kind, str, datetime, str, str]] = (
        ("gw", guessing, SERIES, utc(2026, 11, 16, 1, 20), "full", "notified"),
        ("bastion", guessing, SERIES, utc(2026, 11, 16, 8, 2), "logs", "acked"),
        ("edge", guessing, SERIES, utc(2026, 11, 17, 4, 45), "none", "asked"),
        ("ns1", guessing, SERIES, utc(2026, 11, 18, 0, 31), "facts", "new"),
        ("vps3", broken_in, "203.0.113.151", utc(2026, 11, 18, 6, 12), "none", "new"),
    )
    for serial, (host, kind, address, at, condition, until) in enumerate(played, start=700):
        occurred = at - timedelta(hours=72 if kind is broken_in else 9 + serial % 5)
        told = Told(kind, _who(host), _where(address), occurred, at - timedelta(minutes=4), condition)
        yield Scene(at, composing.report(rng, told, serial), _who(host), until)


def _by_machine() -> Iterator[Scene]:
    played: tuple[tuple[machines.Machine, str, str, datetime, str], ...] = (
        (machines.fail2ban, "core2", "198.51.100.118", utc(2026, 11, 12, 2, 11), "notified"),
        (machines.fail2ban, "core2", "203.0.113.188", utc(2026, 11, 19, 22, 40), "new"),
        (machines.xarf_02, "bastion", "198.51.100.152", utc(2026, 10, 29, 6, 5), "closed"),
        (machines.xarf_4, "edge", "198.51.100.146", utc(2026, 11, 18, 9, 30), "acked"),
        (machines.arf, "login", "198.51.100.152", utc(2026, 11, 17, 20, 2), "new"),
        (machines.table, "sensor4", "198.51.100.121", utc(2026, 11, 20, 0, 15), "new"),
        (machines.encrypted, "vpn", "203.0.113.9", utc(2026, 11, 19, 7, 48), "new"),
        (machines.fax, "srv", "203.0.113.9", utc(2026, 11, 18, 1, 20), "new"),
        (machines.spooled, "srv", "203.0.113.9", utc(2026, 11, 19, 23, 31), "new"),
        (machines.hostile, "nas", "203.0.113.66", utc(2026, 11, 20, 1, 2), "new"),
    )
    for serial, (machine, host, address, at, until) in enumerate(played, start=800):
        data = machine(_who(host), _where(address), at, serial)
        reason = CloseReason.RESOLVED if until == "closed" else None
        yield Scene(at + timedelta(minutes=9), data, _who(host), until, reason)
