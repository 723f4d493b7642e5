"""The panel of related sites and proposed links: who, in what part, how far told, and what they may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ircon.model import Contact, Incident, Level, Link, RelatedSite, SiteState
from ircon.text import one_line
from screens.draw.lines import BLANK, Line, Span, fill, flow, plain, safe, sides

LINKS = 3
"""Proposed links shown while the panel is not in use."""

_STATE_STYLE = {SiteState.FOUND: "us", SiteState.READY: "us", SiteState.DRAFTED: "us"}


@dataclass(frozen=True, slots=True)
class Panel:
    """The drawn panel: its lines, and for each item (sites first, then links) where it starts and ends."""

    lines: tuple[Line, ...]
    items: tuple[tuple[int, int], ...]


def panel(
    incident: Incident, contacts: Mapping[int, Sequence[Contact]], cells: int, *, chosen: int | None, bar: str
) -> Panel:
    """Draw the panel; ``chosen`` is the item under the panel's cursor, whose first line bears ``bar``."""
    lines: list[Line] = []
    items: list[tuple[int, int]] = []
    for number, site in enumerate(incident.related):
        start = len(lines)
        known = contacts.get(site.site_id, ()) if site.site_id is not None else ()
        lines += _site(site, known, cells, bar if number == chosen else "")
        items.append((start, len(lines)))
    if not incident.related:
        lines.append(((" no other site found in the reports", "dim"),))
    if incident.links:
        lines += [BLANK, ((" perhaps the same series", "dim"),)]
    shown = incident.links if chosen is not None else incident.links[:LINKS]
    for number, link in enumerate(shown, start=len(incident.related)):
        start = len(lines)
        lines += _link(link, cells, bar if number == chosen else "")
        items.append((start, len(lines)))
    if len(shown) < len(incident.links):
        lines.append(((f"   and {len(incident.links) - len(shown)} more", "dim"),))
    return Panel(tuple(fill(line, cells) for line in lines), tuple(items))


def _site(site: RelatedSite, contacts: Sequence[Contact], cells: int, bar: str) -> list[Line]:
    name = one_line(site.name)
    role = f"{site.role.value} "
    state = _STATE_STYLE.get(site.state, "good")
    first = sides([(f" {name}", bar or "bold")], [(role, bar)], cells)
    if bar:
        first = ((plain(first), bar),)
    told: list[Span] = [(site.state.value, state), (", may be told ", "dim"), *_level(site.permitted)]
    lines = [first, *_inner(told, cells)]
    if any(value not in site.reason for value in site.evidence):
        lines += _inner([(", ".join(map(one_line, site.evidence[:3])), "")], cells)
    if site.reason:
        lines += _inner([safe(site.reason, "dim")], cells)
    if site.site_id is None:
        lines += _inner([("not in the register", "us")], cells)
    for contact in contacts:
        way = " ".join(one_line(part) for part in (contact.mail, contact.phone) if part)
        lines += _inner([(way, ""), (f"  {one_line(contact.provenance)}", "dim")], cells)
    return lines


def _level(level: Level) -> list[Span]:
    if level is Level.NONE:
        return [("nothing", "us")]
    words = {Level.FACTS: "the facts", Level.LOGS: "masked log lines", Level.FULL: "all of it"}
    return [(words[level], "good")]


def _link(link: Link, cells: int, bar: str) -> list[Line]:
    first = fill([(f" #{link.incident}", bar or "bold")], cells, bar)
    return [first, *_inner([safe(link.reason, "dim")], cells)]


def _inner(spans: list[Span], cells: int) -> list[Line]:
    return [((" " * 3, ""), *line) for line in flow(spans, cells - 4)]
