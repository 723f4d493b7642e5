"""The panel of related sites and proposed links: who, in what part, how far told, and what they may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ircon import progress
from ircon.consent import account
from ircon.i18n import _, term
from ircon.model import Contact, Draft, Incident, Item, Link, RelatedSite, SiteState
from ircon.sites import saying
from ircon.text import one_line
from screens.draw import wording
from screens.draw.lines import BLANK, Line, Span, fill, flow, plain, safe, sides

LINKS = 4
"""Proposed links shown while the panel is not in use."""

_OURS = (
    SiteState.FOUND, SiteState.BLOCKED, SiteState.READY, SiteState.DRAFTED, SiteState.BOUNCED, SiteState.NO_ANSWER,
)  # fmt: skip
_STATE_STYLE = dict.fromkeys(_OURS, "us")


@dataclass(frozen=True, slots=True)
class Panel:
    """The drawn panel: its lines, and for each item (sites first, then links) where it starts and ends."""

    lines: tuple[Line, ...]
    items: tuple[tuple[int, int], ...]


def panel(
    incident: Incident,
    contacts: Mapping[int, Sequence[Contact]],
    cells: int,
    *,
    chosen: int | None,
    bar: str,
    days: int = 7,
) -> Panel:
    """Draw the panel; ``chosen`` is the item under the panel's cursor, whose first line bears ``bar``.

    ``days`` is how long a site's answer is waited for. Without a chosen item the panel is at
    rest: everything is cut to one line, and few links are shown.
    """
    lines: list[Line] = []
    items: list[tuple[int, int]] = []
    live = chosen is not None
    for number, site in enumerate(incident.related):
        start = len(lines)
        known = contacts.get(site.site_id, ()) if site.site_id is not None else ()
        letter = progress.letter_to(site, incident.drafts)
        told, may = _told(letter, days), account.open_to(incident, site)
        lines += _site(site, known, cells, bar if number == chosen else "", whole=live, told=told, may=may)
        items.append((start, len(lines)))
    if not incident.related:
        lines.append(((f" {_('no other site found in the reports')}", "dim"),))
        lines += [((f" {_('m puts incidents together, i notes what you know')}", "dim"),)] if live else []
    if incident.links:
        lines += [BLANK, ((f" {_('perhaps the same series')}", "dim"),)]
    if not live:
        lines += [fill([("  ", ""), *_numbers(incident.links)], cells)] if incident.links else []
        return Panel(tuple(fill(line, cells) for line in lines), tuple(items))
    for number, link in enumerate(incident.links, start=len(incident.related)):
        start = len(lines)
        lines += _link(link, cells, bar if number == chosen else "")
        items.append((start, len(lines)))
    return Panel(tuple(fill(line, cells) for line in lines), tuple(items))


def _site(
    site: RelatedSite,
    contacts: Sequence[Contact],
    cells: int,
    bar: str,
    *,
    whole: bool,
    told: Sequence[Span],
    may: frozenset[Item],
) -> list[Line]:
    first = sides([(f" {one_line(site.name)}", bar or "bold")], [(f"{term(site.role)} ", bar)], cells)
    state: list[Span] = [(term(site.state), _STATE_STYLE.get(site.state, "good")), (_(", may be told "), "dim")]
    permitted = (wording.items(may), "good" if may else "us")
    lines: list[list[Span]] = [[*state, permitted]]
    if told:
        lines.append(list(told))
    if any(value not in site.reason for value in site.evidence):
        lines.append([(", ".join(map(one_line, site.evidence[:3])), "")])
    lines.append([safe(_why(site), "dim")])
    if site.site_id is None:
        lines.append([(_("not in the register"), "us")])
    for contact in contacts if whole else contacts[:1]:
        way = " ".join(one_line(part) for part in (contact.mail, contact.phone) if part)
        lines.append([(way, ""), (f"  {one_line(saying.provenance(contact.provenance))}" if whole else "", "dim")])
    return [((plain(first), bar),) if bar else first, *_inner(lines, cells, whole=whole)]


def _told(letter: Draft | None, days: int) -> list[Span]:
    """Say when a site was written to last, and by when it is to be followed up."""
    if letter is None or letter.sent_at is None:
        return []
    told = f"{term(letter.kind)} {letter.sent_at:%m-%d}"
    if until := progress.due(letter, days):
        return [
            (f"{told}, ", "dim"),
            (_("follow up on {day}", day=f"{until:%m-%d}"), "us" if letter.overdue_at else ""),
        ]
    return [(told, "dim")]


def _why(site: RelatedSite) -> str:
    """Say why it stands in this part: as the reports tell, or by whose word in spite of them."""
    if not site.said_by:
        return saying.related(site.reason)
    return _("{role} by {handler}'s word; the reports: {reason}", role=term(site.role), handler=site.said_by,
             reason=saying.related(site.reason))  # fmt: skip


def _link(link: Link, cells: int, bar: str) -> list[Line]:
    first = sides([(f" #{link.incident}", bar or "bold")], [(f"{link.score:.2f} ", bar or "dim")], cells)
    why = _inner([[safe(saying.link(link.reason), "dim")]], cells, whole=True)
    return [((plain(first), bar),) if bar else first, *why]


def _numbers(links: Sequence[Link]) -> list[Span]:
    more = " " + _("and {count} more", count=len(links) - LINKS) if len(links) > LINKS else ""
    return [("".join(f" #{link.incident}" for link in links[:LINKS]), ""), (more, "dim")]


def _inner(lines: Sequence[list[Span]], cells: int, *, whole: bool) -> list[Line]:
    """Indent lines below a name: over as many lines as they take, or each cut to one."""
    if not whole:
        return [fill([("   ", ""), *line], cells) for line in lines]
    return [(("   ", ""), *flowed) for line in lines for flowed in flow(line, cells - 4)]
