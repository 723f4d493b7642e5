"""MISP events and STIX 2 bundles: as much of them as a report needs, namely what, when, who, and under which mark."""

from __future__ import annotations

import re
from typing import Any

from ircon.intake import instants, jsons, terms
from ircon.intake.jsons import words
from ircon.intake.reading import Reading, joined
from ircon.model import Fields, IncidentClass, Reporter, Role

_RSIT = re.compile(r'rsit:([a-z-]+)(?:="([a-z-]+)")?')
_PATTERN = re.compile(r"(ipv4-addr|ipv6-addr|domain-name|url|email-addr):value\s*=\s*'([^']{1,2000})'")
_SOURCES = frozenset({"ip-src", "ip-src|port", "email-src"})
_TARGETS = frozenset({"ip-dst", "ip-dst|port", "email-dst"})
_VALUES = frozenset({"domain", "hostname", "url", "domain|ip", "uri"})


def misp(text: str, value: Any) -> Reading | None:
    """Return what a MISP event says, None if ``value`` is none."""
    event = value.get("Event") if isinstance(value, dict) else None
    if not isinstance(event, dict) or not ({"info", "Attribute", "uuid"} & event.keys()):
        return None
    tags = [words(tag, "name") for tag in event.get("Tag") or [] if isinstance(tag, dict)]
    klass = _rsit(tags)
    roles: dict[str, Role] = {}
    for attribute in _attributes(event):
        kind, given = words(attribute, "type"), words(attribute, "value").partition("|")[0]
        if kind in _SOURCES:
            roles[given] = terms.role_of_source(klass)
        elif kind in _TARGETS:
            roles[given] = Role.TARGET
        elif kind in _VALUES:
            roles[given] = terms.role_of_source(klass) if klass else Role.OTHER
    return Reading(
        format="misp",
        text=text,
        subject=words(event, "info"),
        reporter=Reporter(site=words(event, "Orgc.name", "Org.name")),
        fields=Fields(
            klass=", ".join(tag for tag in tags if not tag.startswith("tlp")),
            occurred=words(event, "date"),
            condition=_marks(tags),
            remarks=words(event, "info"),
        ),
        klass=klass,
        own="",
        code=(1, text.count("\n") + 1),
        roles=roles,
    )


def stix(text: str, value: Any) -> Reading | None:
    """Return what a STIX 2 bundle says, None if ``value`` is none."""
    if not isinstance(value, dict) or value.get("type") != "bundle" or not isinstance(value.get("objects"), list):
        return None
    objects = [one for one in value["objects"] if isinstance(one, dict)]
    roles: dict[str, Role] = {}
    for one in objects:
        if one.get("type") in ("ipv4-addr", "ipv6-addr", "domain-name", "url"):
            roles[words(one, "value")] = Role.OTHER
        for _, given in _PATTERN.findall(words(one, "pattern")):
            roles[given] = Role.SOURCE
    first = next((one for one in objects if one.get("type") in ("indicator", "observed-data", "sighting")), {})
    marks = [words(one, "name", "definition.tlp") for one in objects if one.get("type") == "marking-definition"]
    kinds = [str(kind) for one in objects for kind in one.get("indicator_types") or [] if isinstance(kind, str)]
    occurred = words(first, "valid_from", "first_observed", "created")
    number = jsons.lines_with(text, occurred)
    return Reading(
        format="stix-2",
        text=text,
        reporter=Reporter(site=next((words(one, "name") for one in objects if one.get("type") == "identity"), "")),
        fields=Fields(
            klass=", ".join(dict.fromkeys(kinds)),
            occurred=occurred,
            condition=_marks([mark if mark.lower().startswith("tlp") else f"tlp:{mark}" for mark in marks if mark]),
            remarks=joined([words(first, "name"), words(first, "description")]),
        ),
        klass=terms.klass(*kinds),
        own="",
        code=(1, text.count("\n") + 1),
        roles=roles,
        aside=frozenset(given for one in objects for name, given in one.items() if name == "id" and given),
        timed=instants.timed(number, text.split("\n")[number - 1], occurred) if number else (),
    )


def _attributes(event: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(event.get("Attribute") or [])
    for thing in event.get("Object") or []:
        found += (thing.get("Attribute") or []) if isinstance(thing, dict) else []
    return [one for one in found if isinstance(one, dict)]


def _rsit(tags: list[str]) -> IncidentClass | None:
    found = [match.groups() for tag in tags if (match := _RSIT.match(tag))]
    return terms.klass(*(word for pair in found for word in reversed(pair) if word))


def _marks(tags: list[str]) -> str:
    return ", ".join(tag.upper() for tag in tags if tag.lower().startswith("tlp:"))
