"""A registry's answer in RDAP (RFC 9083), as a handler saved it: whose netblock or domain, and the abuse contact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ircon.i18n import _
from ircon.model import Contact, Site
from ircon.sites import cells
from ircon.sites.imported import Imported

_NAMING = ("registrant", "administrative", "technical", "abuse")
"""Whose name is the site's, best first."""

_ANSWERING = ("abuse", "noc", "technical", "administrative", "registrant")
"""Who is written to, best first (RFC 9083, section 10.2.4)."""

_DEEPEST = 4


def read(text: str) -> Imported:
    """Read one RDAP object, or an array of them; never raises. Nothing is fetched."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Imported((), (_("this begins like JSON but is none"),))
    problems: list[str] = []
    objects = found if isinstance(found, list) else [found]
    sites = [site for thing in objects if isinstance(thing, dict) and (site := _site(thing, problems))]
    if not sites and not problems:
        problems.append(_("this JSON is no RDAP answer about a netblock or a domain"))
    return Imported(tuple(sites), tuple(problems))


def _site(thing: dict[str, Any], problems: list[str]) -> Site | None:
    cidrs = _values("cidr", ";".join(_netblocks(thing)), problems)
    domains = _values("domain", _text(thing.get("ldhName")), problems)
    if not cidrs and not domains:
        return None
    people = list(_people(thing, 0))
    by_role = [(role, cards) for roles, cards in people for role in roles]
    name = _best_name(by_role) or _text(thing.get("name")) or (domains or cidrs)[0]
    contacts = _contacts(by_role, problems)
    japanese = _text(thing.get("country")).upper() == "JP" or cells.likely_language(name, domains) == "ja"
    return Site(
        name=" ".join(name.split())[:200],
        domains=domains,
        cidrs=cidrs,
        contacts=contacts,
        language="ja" if japanese else "en",
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
    return card


def _best_name(by_role: list[tuple[str, dict[str, list[str]]]]) -> str:
    for wanted in _NAMING:
        for role, card in by_role:
            names = card.get("org", []) + card.get("fn", [])
            if role == wanted and names and names[0].strip():
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
