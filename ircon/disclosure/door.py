"""The only door: from reports and decisions to what one recipient may be shown.

Nothing here strikes anything out. A disclosure begins empty, and each report whose sender
permits it adds the facts and, for each item that they open, a part of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from ircon.consent import PartIn, items
from ircon.disclosure import clock, home
from ircon.disclosure.masking import Reader, Reading
from ircon.disclosure.owning import Own, url_host
from ircon.disclosure.shapes import (
    Disclosure,
    Fact,
    Hosts,
    MaskedLines,
    Named,
    Opened,
    Reachable,
    Shown,
    WholeLines,
)
from ircon.model import (
    Certainty,
    Decision,
    Item,
    LogLine,
    Observable,
    ObservableKind,
    Report,
    Site,
    StoredReport,
)

MAX_LINES = 200
"""Log lines of one report that a letter shows; the facts count all of them."""

_SURE = tuple(Certainty)


def build(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    recipient: Site,
    part_in: PartIn,
    *,
    others: Sequence[Site] = (),
    evidence: Sequence[str] = (),
) -> Disclosure:
    """Return what ``recipient`` may be shown of ``reports``, its own reports left out.

    ``part_in`` is the part it plays by each report; it decides only which consents speak of it.
    ``others`` are sites whose netblocks or domains lie within the recipient's (a provider's
    customers): those are not its own. ``evidence`` are addresses or names known to be the
    recipient's besides the register.
    """
    own = Own(recipient, others, evidence)
    allowed: list[_Allowed] = []
    for stored in reports:
        if recipient.id is not None and stored.site_id == recipient.id:
            continue
        opened = items(decisions, stored.id, site_id=recipient.id, role=part_in(stored.id))
        if opened:
            allowed.append(_Allowed(_timed(stored), opened, home.of(stored, others)))
    parts = [part for one in allowed if (part := _part(one, own))]
    # A site can be part of a series without an address in this report: then that it happened is all there is to tell.
    parts = parts or [_that_it_happened(one) for one in allowed]
    return Disclosure(site=recipient.name, parts=tuple(sorted(parts, key=_order)))


def together(views: Iterable[Disclosure]) -> Disclosure:
    """Return what one recipient may be shown of several incidents, each gone through the door by itself."""
    found = list(views)
    return Disclosure(site=found[0].site, parts=tuple(sorted(chain.from_iterable(v.parts for v in found), key=_order)))


@dataclass(frozen=True, slots=True)
class _Allowed:
    """A report of which something may be shown: which items, and who knows the reporter's own hosts."""

    report: Report
    items: frozenset[Item]
    home: Own


def _timed(stored: StoredReport) -> Report:
    """Return the report with no time in it that cannot be one."""
    report = stored.report
    told = report.sent_at or stored.received
    lines = ((line, clock.credible(line, told)) for line in report.lines)
    return replace(report, lines=tuple(line if at is line.at else replace(line, at=at) for line, at in lines))


def concerns(report: Report, own: Own) -> bool:
    """Say whether anything in ``report`` is about the recipient that ``own`` knows."""
    return bool(_beside(report, own, frozenset())) or next(_concerned(report, own), None) is not None


def _part(allowed: _Allowed, own: Own) -> Shown | None:
    report = allowed.report
    concerned = list(_concerned(report, own))
    logged = frozenset(address for _, reading in concerned for address in reading.addresses)
    facts = _gathered(concerned) + _beside(report, own, logged)
    if not facts:
        return None
    zone, accuracy = _stated_clock(report)
    occurred = "" if any(fact.written for fact in facts) else _occurred(report)
    return Shown(report.klass, facts, occurred, zone, accuracy, tuple(_opened(allowed, own, concerned)))


def _opened(allowed: _Allowed, own: Own, concerned: Sequence[tuple[LogLine, Reading]]) -> Iterator[Opened]:
    """Yield a part for each item that is open, beside the facts; nothing for one that there is nothing of."""
    report = allowed.report
    if allowed.items == frozenset(Item):
        if lines := tuple(_as_they_came(report, own, concerned))[:MAX_LINES]:
            yield WholeLines(lines)
    elif Item.LOGS in allowed.items and concerned:
        yield MaskedLines(tuple(reading.masked for _, reading in concerned[:MAX_LINES]))
    if Item.HOSTS in allowed.items:
        about: set[int | None] = {line.line for line, _ in concerned}
        logged = {None, *(line.line for line in report.lines)}
        about |= {seen.line for seen in report.observables if seen.line not in logged and own.observable(seen)}
        if found := home.hosts(report, about, allowed.home, own):
            yield Hosts(found)
    yield from _who(report, allowed.items)


def _who(report: Report, opened: frozenset[Item]) -> Iterator[Opened]:
    sender = report.reporter
    if Item.CONTACT in opened and sender.mail:
        yield Reachable(sender.mail)
    if Item.IDENTITY in opened and (sender.site or sender.name):
        yield Named(sender.site, sender.name)


def _that_it_happened(allowed: _Allowed) -> Shown:
    report = allowed.report
    times = [line.at for line in report.lines if line.at]
    fact = Fact(
        addresses=(),
        first=min(times, default=None),
        last=max(times, default=None),
        written=_occurred(report),
        year=max((line.year for line in report.lines), key=_SURE.index, default=Certainty.WRITTEN),
        zone=max((line.zone for line in report.lines), key=_SURE.index, default=Certainty.WRITTEN),
    )
    zone, accuracy = _stated_clock(report)
    return Shown(report.klass, (fact,), "", zone, accuracy, tuple(_who(report, allowed.items)))


def _order(part: Shown) -> tuple[object, ...]:
    """By time, then by address, then by what is shown: never by what the store numbered."""
    first = min((fact.first for fact in part.facts if fact.first), default=None)
    return (first is None, first.isoformat() if first else "", part.facts[0].addresses, repr(part))


# --- lines that concern the recipient ------------------------------------------------------


def _concerned(report: Report, own: Own) -> Iterator[tuple[LogLine, Reading]]:
    reader = Reader(own)
    by_line: dict[int, list[Observable]] = {}
    for found in report.observables:
        if found.line is not None and own.observable(found):
            by_line.setdefault(found.line, []).append(found)
    for line in report.lines:
        seen = by_line.get(line.line, ())
        if seen or not line.text.isascii() or own.may_be_in(line.text):
            reading = reader.read(line, seen)
            if reading.addresses:
                yield line, reading


def _as_they_came(report: Report, own: Own, concerned: Iterable[tuple[LogLine, Reading]]) -> Iterator[str]:
    """Yield the lines as the reporter wrote them: log lines and other lines that name the recipient, in order.

    What the reporter quotes are the words of somebody who was not asked: those stay masked, or unsaid.
    """
    found = {line.line: reading.masked if _quoted(line.text) else line.text for line, reading in concerned}
    text = report.text.split("\n")
    for seen in report.observables:
        if seen.line is None or not 0 < seen.line <= len(text) or not own.observable(seen):
            continue
        if not _quoted(text[seen.line - 1]):
            found.setdefault(seen.line, text[seen.line - 1].rstrip("\r"))
    yield from (found[number] for number in sorted(found))


def _quoted(line: str) -> bool:
    return line.lstrip().startswith((">", "＞", "|"))


# --- facts --------------------------------------------------------------------------------------


def _gathered(concerned: Iterable[tuple[LogLine, Reading]]) -> tuple[Fact, ...]:
    """Put lines of the same kind together into one row with its first and last time and its count."""
    rows: dict[tuple[object, ...], _Row] = {}
    for line, reading in concerned:
        key = (tuple(sorted(reading.addresses)), reading.service, reading.protocol, reading.direction, reading.port)
        row = rows.get(key)
        if row is None:
            rows[key] = _Row(reading, line, line)
        else:
            row.add(line, reading)
    return tuple(sorted((row.fact() for row in rows.values()), key=_fact_order))


def _fact_order(fact: Fact) -> tuple[object, ...]:
    return (fact.first is None, fact.first.isoformat() if fact.first else "", fact.addresses, repr(fact))


class _Row:
    """Lines of one kind while they are put together; a line without a time changes neither the first nor the last."""

    def __init__(self, reading: Reading, first: LogLine, last: LogLine) -> None:
        self._reading, self._first, self._last = reading, first, last
        self._written = self._written_last = reading.written
        self._year, self._zone = first.year, first.zone
        self._source_port = reading.source_port
        self._count = 1

    def add(self, line: LogLine, reading: Reading) -> None:
        """Put another line to the row."""
        self._count += 1
        if self._source_port != reading.source_port:
            self._source_port = None
        if line.year is not self._year:
            self._year = max(self._year, line.year, key=_SURE.index)
        if line.zone is not self._zone:
            self._zone = max(self._zone, line.zone, key=_SURE.index)
        if line.at is not None and (self._first.at is None or line.at < self._first.at):
            self._first, self._written = line, reading.written
        if line.at is not None and (self._last.at is None or line.at > self._last.at):
            self._last, self._written_last = line, reading.written
        self._written = self._written or reading.written
        self._written_last = self._written_last or reading.written

    def fact(self) -> Fact:
        """Return the row as a fact."""
        told = self._reading
        return Fact(
            addresses=tuple(sorted(told.addresses)),
            first=self._first.at,
            last=self._last.at,
            written=self._written,
            written_last=self._written_last,
            year=self._year,
            zone=self._zone,
            service=told.service,
            protocol=told.protocol,
            direction=told.direction,
            port=told.port,
            source_port=self._source_port,
            count=self._count,
        )


def _beside(report: Report, own: Own, logged: frozenset[str]) -> tuple[Fact, ...]:
    """Return facts for the recipient's addresses and hosts that are named, but in no log line."""
    found: dict[tuple[str, str], None] = {}
    log_lines = {line.line for line in report.lines}
    for seen in report.observables:
        address = own.observable(seen) if seen.line not in log_lines else None
        if address and address not in logged:
            found[address, _scheme(seen)] = None
    return tuple(Fact(addresses=(address,), service=service) for address, service in sorted(found))


def _scheme(seen: Observable) -> str:
    if seen.kind is not ObservableKind.URL or not url_host(seen.value):
        return ""
    scheme = seen.value.partition("://")[0].lower()
    return scheme if scheme in ("http", "https", "ftp") else ""


# --- the clock ---------------------------------------------------------------------------------------


def _occurred(report: Report) -> str:
    written = clock.find(report.fields.occurred)
    return written.text if written else ""


def _stated_clock(report: Report) -> tuple[str, str]:
    """Return the zone ("UTC+09:00") and the accuracy ("accurate", "inaccurate", seconds) that the reporter stated."""
    from ircon.evidence import remarks

    stated = remarks.stated(report.fields.remarks or report.text)
    zone = ""
    if stated.zone is not None:
        offset = stated.zone.utcoffset(datetime(2000, 1, 1))
        if offset is not None:
            minutes = int(offset.total_seconds() // 60)
            zone = f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    if stated.error_seconds:
        return zone, f"{stated.error_seconds:g}"
    return zone, {True: "accurate", False: "inaccurate", None: ""}[stated.accurate]
