"""A registry's answer in RDAP (RFC 9083), as a handler saved it: whose netblock, domain or AS, and the abuse contact.

An entity (section 5.1) is a site with the networks and AS numbers that it is said to have; the
results of a search (RFC 9082, section 3.2) are read one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ircon.i18n import _
from ircon.model import Contact, Site
from ircon.sites import cells, factcells
from ircon.sites.imported import Imported, Told

_NAMING = ("registrant", "administrative", "technical", "abuse")
"""Whose name is the site's, best first."""

_ANSWERING = ("abuse", "noc", "technical", "administrative", "registrant")
"""Who is written to, best first (RFC 9083, section 10.2.4)."""

_DEEPEST = 4
_MOST_NUMBERS = 50


def read(text: str) -> Imported:
    """Read one RDAP object, or an array of them; never raises. Nothing is fetched."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Imported((), (_("this begins like JSON but is none"),))
    problems: list[str] = []
    sites: list[Site] = []
    facts: list[Told] = []
    for thing in _objects(found):
        site = _site(thing, problems)
        if site is not None:
            sites.append(site)
            facts += _as_numbers(site.name, thing)
    if not sites and not problems:
        problems.append(_("this JSON is no RDAP answer about a netblock or a domain"))
    return Imported(tuple(sites), tuple(problems), tuple(dict.fromkeys(facts)))


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    for thing in found if isinstance(found, list) else [found]:
        if isinstance(thing, dict):
            yield thing
            for key, results in thing.items():
                if key.endswith("SearchResults") and isinstance(results, list):
                    yield from (one for one in results if isinstance(one, dict))


def _as_numbers(site: str, thing: dict[str, Any]) -> Iterator[Told]:
    """Yield the AS numbers of an autnum, of an entity's autnums, and those that ARIN says announce a network."""
    ranges: list[tuple[Any, Any]] = [
        (one.get("startAutnum"), one.get("endAutnum")) for one in (thing, *_listed(thing, "autnums"))
    ]
    origins = thing.get("arin_originas0_originautnums")
    ranges += [(one, one) for one in origins] if isinstance(origins, list) else []
    for first, last in ranges:
        if type(first) is type(last) is int:  # true is a number, too
            for number in range(first, min(last, first + _MOST_NUMBERS) + 1):
                with suppress(ValueError):
                    yield factcells.asn(site, str(number))


def _listed(thing: dict[str, Any], key: str) -> list[dict[str, Any]]:
    given = thing.get(key)
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _site(thing: dict[str, Any], problems: list[str]) -> Site | None:
    networks = (thing, *_listed(thing, "networks"))
    cidrs = _values("cidr", ";".join(block for one in networks for block in _netblocks(one)), problems)
    domains = _values("domain", _text(thing.get("ldhName")), problems)
    numbered = list(_as_numbers("", thing))
    if not cidrs and not domains and not numbered:
        return None
    people = list(_people(thing, 0))
    if thing.get("objectClassName") == "entity":
        people.insert(0, (["registrant"], _card(thing)))
    by_role = [(role, cards) for roles, cards in people for role in roles]
    fallback = next(iter([*domains, *cidrs, *(f"AS{one.value}" for one in numbered)]))
    name = _best_name(by_role) or _text(thing.get("name")) or fallback
    contacts = _contacts(by_role, problems)
    country = next(iter(cells.read("country", _text(thing.get("country")))[0]), "")
    japanese = country == "JP" or cells.likely_language(name, domains) == "ja"
    return Site(
        name=" ".join(name.split())[:200],
        domains=domains,
        cidrs=cidrs,
        contacts=contacts,
        language="ja" if japanese else "en",
        country=country,
    )


def _netblocks(thing: dict[str, Any]) -> Iterator[str]:
    blocks = thing.get("cidr0_cidrs")
    given = [b for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    for block in given:
        yield f"{block.get('v4prefix') or block.get('v6prefix')}/{block.get('length')}"
    if not given and thing.get("startAddress"):
        yield f"{thing['startAddress']}-{thing.get('endAddress')}"


def _people(thing: dict[str, Any], depth: int) -> Iterator[tuple[list[str], dict[str, list[str]]]]:
    """Yield roles and card of each entity; registries nest the abuse contact in the registrant."""
    entities = thing.get("entities")
    if not isinstance(entities, list) or depth > _DEEPEST:
        return
    for entity in entities:
        if isinstance(entity, dict):
            roles = entity.get("roles")
            yield [r for r in roles if isinstance(r, str)] if isinstance(roles, list) else [], _card(entity)
            yield from _people(entity, depth + 1)


def _card(entity: dict[str, Any]) -> dict[str, list[str]]:
    """Return a jCard (RFC 7095) as its properties' texts."""
    array = entity.get("vcardArray")
    properties = array[1] if isinstance(array, list) and len(array) > 1 and isinstance(array[1], list) else []
    card: dict[str, list[str]] = {}
    for item in properties:
        if not (isinstance(item, list) and len(item) > 3 and isinstance(item[0], str)):
            continue
        # An organisation with its units is a list (RFC 7095, section 3.3.1.3): the first is the organisation.
        value = item[3][0] if isinstance(item[3], list) and item[3] else item[3]
        if isinstance(value, str):
            if value.startswith("tel:"):  # RFC 3966: an extension and other parameters follow a semicolon
                value = value.removeprefix("tel:").replace(";ext=", " ext ").partition(";")[0]
            card.setdefault(item[0].lower(), []).append(value.removeprefix("mailto:"))
    if _text(entity.get("handle")) in card.get("fn", []):  # a maintainer, not an organisation: RIPE names both
        card.pop("fn")
    return card


def _best_name(by_role: list[tuple[str, dict[str, list[str]]]]) -> str:
    for wanted in _NAMING:
        named = [(card.get("kind") != ["org"], (card.get("org", []) + card.get("fn", []))[:1])
                 for role, card in by_role if role == wanted]  # fmt: skip
        for _individual, names in sorted(named, key=lambda told: told[0]):
            if names and names[0].strip():
                return names[0]
    return ""


def _contacts(by_role: list[tuple[str, dict[str, list[str]]]], problems: list[str]) -> tuple[Contact, ...]:
    for wanted in _ANSWERING:
        found: dict[Contact, None] = {}
        for role, card in by_role:
            if role != wanted:
                continue
            phones = _values("phone", ";".join(card.get("tel", [])), problems)
            for mail in _values("mail", ";".join(card.get("email", [])), problems):
                found[Contact(mail, phones[0] if phones else "", "registry")] = None
        if found:
            return tuple(found)
    return ()


def _values(column: str, cell: str, problems: list[str]) -> tuple[str, ...]:
    values, wrong = cells.read(column, cell)
    problems.extend(f"{column}: {said}" for said in wrong)
    return values


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
