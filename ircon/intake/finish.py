"""From what a format's reader understood to the report: observables, times, class and consent.

Looked for here, once and in the same way for all formats, by the rooms that know those
rules. What a rule stumbles over is said in the problems; the rest of the report stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TypeVar

from ircon.intake import language, limits
from ircon.intake.reading import Reading
from ircon.model import IncidentClass, LogLine, Observable, ObservableKind, Report, Role, Stated

Found = TypeVar("Found")
Kind = TypeVar("Kind", Observable, LogLine)
_UNMET = 500
"""Values that only the format names; each is looked for in the whole text."""


def report(reading: Reading, *, zone: str | None = None, received: datetime | None = None) -> Report:
    """Look for evidence in what was read and return the report.

    ``zone`` names the zone of lines without one where the sender stated none; ``received``
    is the instant on which dates without a year are anchored where the mail has no Date.
    """
    text, cut = _bounded(reading.text)
    problems = [*reading.problems, *cut]
    no_observables: tuple[Observable, ...] = ()
    no_lines: tuple[LogLine, ...] = ()
    observables = _guarded(lambda: _observables(reading, text), no_observables, "observables", problems)
    lines = _guarded(lambda: _lines(reading, text, zone, received, problems), no_lines, "log times", problems)
    klass = reading.klass or _guarded(lambda: _klass(reading, text, lines), IncidentClass.OTHER, "class", problems)
    consent = reading.consent or _guarded(lambda: _consent(reading), Stated(), "disclosure condition", problems)
    return Report(
        format=reading.format,
        text=reading.text,
        subject=reading.subject,
        reporter=reading.reporter,
        fields=reading.fields,
        klass=klass,
        consent=consent,
        observables=_few(observables, "observables", problems),
        lines=_few(lines, "log lines", problems),
        problems=tuple(dict.fromkeys(problems)),
        message_id=reading.message_id,
        replies_to=reading.replies_to,
        references=reading.references,
        sent_at=reading.sent_at,
        language=language.of(reading.own or reading.text, reading.subject),
    )


def _guarded(look: Callable[[], Found], otherwise: Found, what: str, problems: list[str]) -> Found:
    """Intake never fails: what a rule stumbles over is said, and the rest of the report stands."""
    try:
        return look()
    except Exception as error:
        problems.append(f"the {what} could not be read ({type(error).__name__})")
        return otherwise


def _few(found: tuple[Kind, ...], what: str, problems: list[str]) -> tuple[Kind, ...]:
    if len(found) > limits.FOUND:
        problems.append(f"the text has {len(found):,} {what}; the first {limits.FOUND:,} were kept")
    return found[: limits.FOUND]


def _bounded(text: str) -> tuple[str, tuple[str, ...]]:
    kept = limits.searched(text)
    if len(kept) == len(text):
        return text, ()
    return kept, (f"the text has {len(text):,} characters; evidence was looked for in the first {len(kept):,}",)


def _observables(reading: Reading, text: str) -> tuple[Observable, ...]:
    """Observables of the text, less what is aside, with the parts that the format names; then those of headers."""
    from ircon.evidence import observables

    found: list[Observable] = []
    for one in observables.find(text):
        if one.line in reading.skipped or (one.value in reading.aside and one.value not in reading.roles):
            continue
        if one.line is not None and one.start < reading.ends.get(one.line, 0):
            continue
        role = reading.roles.get(one.value)
        found.append(replace(one, role=role) if role is not None else one)
    met = {one.value for one in found}
    for one in observables.find(reading.header_text) if reading.header_text else ():
        if one.value not in reading.aside and one.value not in met:
            role = reading.roles.get(one.value, one.role)
            found.append(replace(one, line=None, start=0, end=0, role=role))
            met.add(one.value)
    unmet = [value for value in reading.roles if value not in met]
    return (*found, *(one for value in unmet[:_UNMET] for one in _named(value, reading.roles[value], text)))


def _named(value: str, role: Role, text: str) -> tuple[Observable, ...]:
    """An observable that the format names outright, though the rules for prose would not take it for one."""
    kind = kind_of(value)
    if kind is None:
        return ()
    place = text.find(value)
    if place < 0:
        return (Observable(kind, value, None, role=role),)
    start = place - (text.rfind("\n", 0, place) + 1)
    return (Observable(kind, value, text.count("\n", 0, place) + 1, start, start + len(value), role),)


def kind_of(value: str) -> ObservableKind | None:
    """Say what kind of observable a single value is, None if it is none; the value must be in canonical spelling."""
    import ipaddress

    if "://" in value:
        return ObservableKind.URL
    try:
        if "/" in value:
            ipaddress.ip_network(value, strict=False)
            return ObservableKind.CIDR
        return ObservableKind.IPV4 if ipaddress.ip_address(value).version == 4 else ObservableKind.IPV6
    except ValueError:
        pass
    if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", value):
        return ObservableKind.MAIL
    if re.fullmatch(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})+\.?", value):
        return ObservableKind.HOST
    return None


def _lines(
    reading: Reading, text: str, zone: str | None, received: datetime | None, problems: list[str]
) -> tuple[LogLine, ...]:
    from ircon.evidence import lines

    if reading.code[0] <= 1 and reading.code[1] > text.count("\n"):
        return reading.timed
    occurred = reading.occurred or reading.fields.occurred
    found = lines.find(
        text,
        occurred=occurred,
        sent_at=reading.anchor or reading.sent_at or received,
        zone=_stated_zone(reading, occurred, text, zone, problems),
        language=language.of(text, reading.subject),
    )
    given = {one.line for one in reading.timed} | reading.skipped
    first, last = reading.code
    kept = [one for one in found if one.line not in given and not first <= one.line <= last]
    return tuple(sorted([*kept, *reading.timed], key=lambda one: one.line))


def _stated_zone(reading: Reading, occurred: str, text: str, zone: str | None, problems: list[str]) -> tzinfo | None:
    """The zone that the reporter states, else the caller's."""
    from ircon.evidence import remarks

    stated = remarks.stated(reading.clock).zone
    if stated is not None or not zone:
        return stated
    return remarks.stated(occurred).zone or remarks.stated(text).zone or _zone(zone, problems)


def _zone(name: str, problems: list[str]) -> tzinfo | None:
    """Turn the caller's zone (``Asia/Tokyo``, ``+09:00``, ``JST``) into a tzinfo."""
    if not name:
        return None
    from ircon.evidence import remarks

    stated = remarks.stated(f"time zone: {name}").zone
    if stated is not None:
        return stated
    try:
        from zoneinfo import ZoneInfo

        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        problems.append(f"the time zone {name[:40]} is unknown")
        return None


def _klass(reading: Reading, text: str, lines: tuple[LogLine, ...]) -> IncidentClass:
    from ircon.evidence import classify

    return classify.propose(reading.fields.klass, f"{text}\n{reading.subject}", lines)


def _consent(reading: Reading) -> Stated:
    from ircon.consent import stated

    own = reading.text if reading.own is None else reading.own
    if "tlp" in reading.subject.lower() and not reading.replies_to:
        own = f"{own}\n{reading.subject}"
    return stated(unfolded(reading.condition or reading.fields.condition), own)


def unfolded(answer: str) -> str:
    """Undo the folding of a long answer where a line plainly goes on, so that no phrase is torn in two."""
    joined = re.sub(r"(?<=[をにはがのとてでもへや、，])\n", "", answer)
    return re.sub(r"(?<=[a-z,])\n(?=[a-z])", " ", joined)


def unreadable(*problems: str, text: str = "") -> Report:
    """The report of a message that nothing could be read from; its original is kept all the same."""
    return Report(format="unreadable", text=text, problems=problems)
