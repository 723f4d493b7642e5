"""IntelMQ events: flat JSON objects, one, a list, or one a line; times and types are named by the format."""

from __future__ import annotations

from typing import Any

from ircon.intake import instants, jsons, terms
from ircon.intake.jsons import words
from ircon.intake.reading import Reading, joined
from ircon.model import Fields, IncidentClass, LogLine, Reporter, Role

MAX_RAW = 200
"""Original lines that are unpacked and shown under the events."""

_OWN = ("time.source", "time.observation", "classification.type", "source.ip", "source.fqdn", "feed.name")


def read(text: str, value: Any) -> Reading | None:
    """Return what IntelMQ events say, None if ``value`` (None for JSON Lines) holds none."""
    events = _events(text, value)
    if not events or not any(sum(bool(_flat(event, name)) for name in _OWN) >= 2 for _, event in events):
        return None
    first = events[0][1]
    kinds = list(dict.fromkeys(words(event, "classification.type") or _flat(event, "classification.type")
                               for _, event in events))  # fmt: skip
    klass = terms.klass(*kinds, _flat(first, "classification.taxonomy"))
    roles: dict[str, Role] = {}
    timed: list[LogLine] = []
    lines = text.split("\n")
    for number, event in events:
        roles |= _roles(event, terms.klass(_flat(event, "classification.type")) or klass)
        at = _flat(event, "time.source") or _flat(event, "time.observation")
        place = number or jsons.lines_with(text, at)
        if place and all(one.line != place for one in timed[-1:]):
            timed += instants.timed(place, lines[place - 1], at)
    raw = [jsons.payload(_flat(event, "raw")) for _, event in events[:MAX_RAW]]
    marks = sorted({_flat(event, "tlp") for _, event in events} - {""})
    contacts = {_flat(event, name) for _, event in events for name in ("source.abuse_contact",)}
    names = {name for _, event in events for name in event}
    return Reading(
        format="intelmq",
        text=joined([text, *raw]),
        reporter=Reporter(name=_flat(first, "feed.name"), site=_flat(first, "feed.provider")),
        fields=Fields(
            klass=", ".join(filter(None, kinds))[:200],
            occurred=_flat(first, "time.source") or _flat(first, "time.observation"),
            found_by=_flat(first, "feed.name"),
            condition=", ".join(f"TLP:{mark}" for mark in marks),
            remarks=_flat(first, "event_description.text"),
        ),
        klass=klass or (IncidentClass.OTHER if any(kinds) else None),
        own="",
        code=(1, text.count("\n") + 1),
        roles=roles,
        aside=frozenset(part.strip() for contact in contacts for part in contact.split(",") if part.strip()) | names,
        timed=tuple(timed),
    )


def _events(text: str, value: Any) -> list[tuple[int, dict[str, Any]]]:
    """The events with the line on which each stands; 0 where they share lines."""
    if isinstance(value, dict):
        return [(0, value)]
    if isinstance(value, list):
        return [(0, event) for event in value[:20_000] if isinstance(event, dict)]
    return jsons.load_lines(text)


def _flat(event: dict[str, Any], name: str) -> str:
    """An event's value: IntelMQ writes dotted names flat, its database output nests them."""
    value = event.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else words(event, name)


def _roles(event: dict[str, Any], klass: IncidentClass | None) -> dict[str, Role]:
    source = terms.role_of_source(klass)
    found = {_flat(event, f"source.{name}"): source for name in ("network", "fqdn", "url", "ip")}
    found |= {_flat(event, f"destination.{name}"): Role.TARGET for name in ("network", "fqdn", "url", "ip")}
    for name in ("source.network", "destination.network"):
        found.pop(_flat(event, name), None)
    return {value: role for value, role in found.items() if value}
