"""The last gate: does a text give away an identifier of somebody who has not consented?

A letter made from a disclosure cannot; what a handler types into it can. So the final text is
searched for every identifier of every reporter whose permission is missing, in every spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ircon.consent import PartIn, everywhere, items
from ircon.disclosure import home
from ircon.disclosure.owning import Own
from ircon.disclosure.reporting import same_reporter
from ircon.model import Centre, Decision, Item, Role, Site, StoredReport
from ircon.notices import spelling
from ircon.notices.defanging import defanged
from ircon.notices.naming import by_item, identifiers, mentioned, telling, who

__all__ = ["Sorted", "hits", "identifiers", "sort_out", "spellings", "withheld"]

FEW = 1_000
_DOMAIN = re.compile(r"[a-z][a-z0-9_-]*\.[a-z0-9._-]*[a-z]\Z", re.ASCII)
"""A name before which a hyphen makes another name of it: mail-order.example is not order.example."""


_UNKNOWN = everywhere(Role.OTHER)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a letter must not hold, and what it may hold of reporters of whom other things are withheld."""

    withheld: frozenset[str]
    told: frozenset[str]


def withheld(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    recipient: Site | None = None,
    part_in: PartIn = _UNKNOWN,
    own_report: int | None = None,
    centre: Centre | None = None,
    others: Sequence[Site] = (),
) -> frozenset[str]:
    """Return every identifier that a letter must not hold; see ``sort_out``."""
    return sort_out(
        reports, decisions, recipient=recipient, part_in=part_in, own_report=own_report, centre=centre, others=others
    ).withheld


def sort_out(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    recipient: Site | None = None,
    part_in: PartIn = _UNKNOWN,
    own_report: int | None = None,
    centre: Centre | None = None,
    others: Sequence[Site] = (),
) -> Sorted:
    """Return every identifier that a letter must not hold, and those that it may hold although they contain one.

    For a notice name the ``recipient`` and its part by each report, for a letter to a
    reporter ``own_report``. What is the recipient's or the
    reporter's own, what the items open that are permitted, and our own names are left out.
    """
    hidden, open_ = _Named(), _Named()
    mine = next((stored for stored in reports if stored.id == own_report), None)
    for stored in reports:
        if recipient:
            theirs = recipient.id is not None and stored.site_id == recipient.id
        else:
            theirs = mine is not None and same_reporter(stored, mine)
        site_id = recipient.id if recipient else None
        opened = frozenset(Item) if theirs else items(decisions, stored.id, site_id=site_id, role=part_in(stored.id))
        known = next((site for site in others if site.id is not None and site.id == stored.site_id), None)
        _sort(stored, opened, hidden, open_, home.of(stored, others))
        if known is not None:  # the register may call them by a name that their report does not
            for item, called in ((Item.IDENTITY, (known.name,)), (Item.HOSTS, known.domains)):
                (open_ if item in opened else hidden).who.update(telling(called))
    # Who did not consent stays unnamed even where another reporter, who did, mentions them.
    kept_back = (hidden.who - open_.who) | (hidden.mentioned - open_.who - open_.mentioned)
    own = Own(recipient, others) if recipient else None
    ours = _parents((*_domains(centre), *(recipient.domains if recipient else ())))
    names = spelling.folded(" ".join((*_names(centre), *(_site_names(recipient) if recipient else ()))))
    ours |= {".".join(reversed(domain.split("."))) for domain in ours}
    ours |= {centre.mail.lower()} if centre else set()
    found = frozenset(
        one
        for one in kept_back
        if not (own and own.any(one))
        and one.lower().strip(".") not in ours
        and not ("." not in one and _stands(spelling.folded(one), names))
    )
    return Sorted(found, frozenset(open_.who - found))


@dataclass(slots=True)
class _Named:
    who: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)


def _sort(stored: StoredReport, opened: frozenset[Item], hidden: _Named, open_: _Named, theirs: Own) -> None:
    """Put what a report names to what is withheld or to what the recipient may or does know, by the items open."""
    mentions = frozenset(mentioned(stored.report))
    named = telling(mentions)
    hosts = {one for one in named if theirs.any(one)}
    if opened == frozenset(Item):
        open_.who |= telling(who(stored.report)) | hosts
        open_.mentioned |= named
        return
    for item, names in by_item(stored.report, mentions).items():
        (open_ if item in opened else hidden).who.update(telling(names))
    (open_ if Item.HOSTS in opened else hidden).who.update(hosts)
    hidden.who |= telling([stored.report.message_id.strip("<>")])
    hidden.mentioned |= named


def _names(centre: Centre | None) -> tuple[str, ...]:
    return (centre.name, centre.name_ja) if centre else ()


def _site_names(site: Site) -> tuple[str, ...]:
    """Return what a recipient is called: a word of its own name tells it nothing."""
    return (site.name, *site.domains)


def _domains(centre: Centre | None) -> tuple[str, ...]:
    if centre is None:
        return ()
    return (centre.mail.rpartition("@")[2], urlsplit(centre.url).hostname or "")


def _parents(domains: Iterable[str]) -> frozenset[str]:
    """Return the domains and all above them: "example.jp" gives nobody away in a letter to a.example.jp."""
    found = set()
    for domain in domains:
        labels = domain.lower().strip(".").split(".")
        found |= {".".join(labels[start:]) for start in range(len(labels))}
    return frozenset(found)


def spellings(identifier: str) -> frozenset[str]:
    """Return the ways to write ``identifier`` that are searched for, in folded form."""
    return spelling.of_address(identifier.strip().lower()) or spelling.of_name(identifier)


def hits(text: str, identifiers: Iterable[str], told: Iterable[str] = ()) -> tuple[str, ...]:
    """Return those of ``identifiers`` that ``text`` gives away in any spelling, sorted.

    What is ``told`` counts for nothing where it stands as a word of its own: a host that may
    be named gives no name away that is part of it.
    """
    for one in sorted({way for word in told for way in (word, defanged(word))}, key=len, reverse=True):
        if one in text:
            text = re.sub(rf"(?<![\w.@-]){re.escape(one)}(?![\w@-]|\.\w)", " ", text, flags=re.ASCII)
    seen = spelling.views(text)
    numbers = spelling.Numbers(seen)
    meant: dict[str, list[str]] = {}
    for one in filter(numbers.may_spell, set(identifiers)):
        for way in spellings(one):
            if len(way) > 1:
                meant.setdefault(way, []).append(one)
    return tuple(sorted({one for way in _standing(meant, seen) for one in meant[way]}))


def _standing(ways: Iterable[str], seen: str) -> Iterator[str]:
    """Yield those of ``ways`` that stand in ``seen`` on their own, not within a longer word or number.

    Few are looked for one by one; ten thousand in one pass, where two characters begin one of them.
    """
    known = frozenset(ways)
    if len(known) < FEW:
        yield from (way for way in known if way in seen and _stands(way, seen))
        return
    lengths: dict[str, set[int]] = {}
    for way in known:
        lengths.setdefault(way[:2], set()).add(len(way))
    for start in range(len(seen) - 1):
        for length in lengths.get(seen[start : start + 2], ()):
            way = seen[start : start + length]
            if way in known and _alone(way, seen, start):
                yield way


def _stands(way: str, seen: str) -> bool:
    start = seen.find(way)
    while start >= 0:
        if _alone(way, seen, start):
            return True
        start = seen.find(way, start + 1)
    return False


def _alone(way: str, seen: str, start: int) -> bool:
    if _joined(seen, start) or _joined(seen, start + len(way)):
        return False
    return not (start and seen[start - 1] == "-" and _DOMAIN.match(way))


def _joined(seen: str, at: int) -> bool:
    """Whether a word goes on over the edge before ``at``. Japanese has no such edges: there every place is one."""
    if not 0 < at < len(seen):
        return False
    before, after = seen[at - 1], seen[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
