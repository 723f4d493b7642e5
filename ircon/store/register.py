"""The register of sites, and the question it answers: whose is this?

An address belongs to the longest prefix that holds it, a name to the longest domain.
Both are found by one probe a length over an index, never by comparing ranges.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ircon.model import Contact, Reporter, Site
from ircon.store import keys

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


class Owners:
    """Looks up owners within one transaction, remembering what it has found and which prefix lengths exist."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, int | None] = {}
        self._lengths: dict[int, list[int]] = {}

    def of_key(self, key: str | None) -> int | None:
        """Return the site that owns an observable's key, or None."""
        if key is None:
            return None
        if key not in self._known:
            self._known[key] = self._of_name(key) if key.startswith("n") else self._of_address(key)
        return self._known[key]

    def of_reporter(self, reporter: Reporter, key: str | None) -> int | None:
        """Return the site a reporter speaks for: by the domain of their mail, else by the site's name."""
        by_mail = self.of_key(key)
        if by_mail is not None or not reporter.site:
            return by_mail
        found = self._store.value("SELECT id FROM site WHERE name = ?", (reporter.site,))
        return int(found) if found else None

    def _of_address(self, key: str) -> int | None:
        version, digits = int(key[0]), key[1:]
        bits = 32 if version == 4 else 128
        value = int(digits, 16)
        for length in self._lengths_of(version):
            low = value >> (bits - length) << (bits - length)
            owner = self._store.value(
                "SELECT site_id FROM netblock WHERE version = ? AND length = ? AND low = ?",
                (version, length, f"{low:0{bits // 4}x}"),
            )
            if owner:
                return int(owner)
        return None

    def _lengths_of(self, version: int) -> list[int]:
        """Return the prefix lengths in use, the longest first. Skips through the index: one step a length."""
        if version not in self._lengths:
            found = self._store.once(
                "WITH RECURSIVE used(length) AS ("
                " SELECT max(length) FROM netblock WHERE version = ?1 UNION ALL"
                " SELECT (SELECT max(length) FROM netblock WHERE version = ?1 AND length < used.length)"
                " FROM used WHERE used.length IS NOT NULL)"
                " SELECT length FROM used WHERE length IS NOT NULL",
                (version,),
            )
            self._lengths[version] = [length for (length,) in found]
        return self._lengths[version]

    def _of_name(self, key: str) -> int | None:
        for above in keys.domains_above(key):
            name = ".".join(reversed(above[1:].rstrip(".").split(".")))
            found = self._store.once("SELECT site_id FROM domain WHERE name = ?", (name,))
            if found:
                return int(found[0][0])
        return None


def named(store: Store, name: str) -> int | None:
    """Return the site of exactly this name, or None."""
    found = store.value("SELECT id FROM site WHERE name = ?", (name,))
    return None if found is None else int(found)


def put(change: Change, site: Site, *, provenance: str = "import") -> tuple[int, bool]:
    """Add a site, or add what is new to the one of that name; return its number and whether it was new.

    A domain or netblock that another site holds moves to this one: the newest word counts. What
    the site has already keeps whence and since when. ``provenance`` is whence its names and
    netblocks are; a contact has its own.
    """
    number = named(change.store, site.name)
    new = number is None
    country = site.country or next(filter(None, (keys.country_of(keys.of_name(d)) for d in site.domains)), "")
    known = {"name": site.name, "language": site.language, "timezone": site.timezone, "country": country}
    if number is None:
        number = change.insert("site", known)
    else:  # a registry does not tell the language, and a table need not tell the zone
        told = {"language": site.language} if provenance != "registry" else {}
        if site.country or not change.store.value("SELECT country FROM site WHERE id = ?", (number,)):
            told["country"] = country
        change.update("site", number, told | ({"timezone": site.timezone} if site.timezone else {}))
    for name in site.domains:
        give(change, number, "domain", name, provenance=provenance)
    for cidr in site.cidrs:
        give(change, number, "netblock", cidr, provenance=provenance)
    for contact in site.contacts:
        add_contact(change, number, contact)
    return number, new


def give(change: Change, site: int, table: str, value: str, *, provenance: str) -> int | None:
    """Give a site a domain or a netblock; return whose it was, itself included, or None."""
    row = {"domain": _domain, "netblock": _netblock}[table](value)
    which = {column: row[column] for column in _KEYS[table]}
    found = change.store.rows(
        f"SELECT id, site_id FROM {table} WHERE {' AND '.join(f'{column} = ?' for column in which)}",
        tuple(which.values()),
    )
    whence = {"site_id": site, "provenance": provenance, "since": change.at.date().isoformat()}
    if not found:
        change.insert(table, {**whence, **row})
        return None
    number, holder = found[0]
    if holder != site:
        change.update(table, number, whence)
    return int(holder)


def add_contact(change: Change, site: int, contact: Contact) -> bool:
    """Add a way to reach a site; return whether it was new."""
    if contact_of(change.store, site, contact) is not None:
        return False
    since = change.at.date().isoformat()
    row = {"mail": contact.mail, "phone": contact.phone, "provenance": contact.provenance, "since": since}
    change.insert("contact", {"site_id": site, **row})
    return True


def contact_of(store: Store, site: int, contact: Contact) -> int | None:
    """Return the row of a site's contact of this mail address and phone number, or None."""
    found = store.value(
        "SELECT id FROM contact WHERE site_id = ? AND mail = ? AND phone = ?", (site, contact.mail, contact.phone)
    )
    return None if found is None else int(found)


def held(store: Store, site: int, table: str, value: str) -> int | None:
    """Return the row of a site's domain or netblock, or None."""
    column = "name" if table == "domain" else "cidr"
    found = store.value(f"SELECT id FROM {table} WHERE site_id = ? AND {column} = ?", (site, value))
    return None if found is None else int(found)


_KEYS = {"domain": ("name",), "netblock": ("version", "length", "low")}
"""What there is one of in the register."""


def _domain(name: str) -> dict[str, str]:
    return {"name": name.lower().strip(".")}


def _netblock(cidr: str) -> dict[str, Any]:
    import ipaddress

    network = ipaddress.ip_network(cidr, strict=False)
    low = keys.of_address(str(network[0]))[1:]
    return {"version": network.version, "length": network.prefixlen, "low": low, "cidr": str(network)}


def own_anew(change: Change, domains: Iterable[str], cidrs: Iterable[str]) -> set[int]:
    """Put what stored reports name to its owner again where its holder may have changed; return incidents touched."""
    import ipaddress

    touched: set[int] = set()
    owners = Owners(change.store)
    ranges = [keys.range_of_domain(name) for name in domains]
    ranges += [keys.range_of_netblock(ipaddress.ip_network(cidr, strict=False)) for cidr in cidrs]
    for low, high in ranges:
        for table in ("observable", "report"):
            touched |= _own_range(change, owners, table, low, high)
    return touched


def _own_range(change: Change, owners: Owners, table: str, low: str, high: str) -> set[int]:
    found = change.store.rows(
        f"SELECT id, incident_id, key, site_id FROM {table} WHERE key BETWEEN ? AND ?", (low, high)
    )
    moved = [
        (number, incident, owner) for number, incident, key, site in found if (owner := owners.of_key(key)) != site
    ]
    change.store.conn.executemany(f"UPDATE {table} SET site_id = ? WHERE id = ?", [(o, n) for n, _, o in moved])
    return {incident for _, incident, _ in moved}


def load(store: Store, number: int) -> Site | None:
    """Return a site with all that is known of it, or None."""
    found = store.rows("SELECT name, language, timezone, country FROM site WHERE id = ?", (number,))
    if not found:
        return None
    name, language, timezone, country = found[0]
    contacts = store.rows(
        "SELECT mail, phone, provenance, since FROM contact WHERE site_id = ?"
        " ORDER BY CASE provenance WHEN 'handler' THEN 0 WHEN 'import' THEN 1 WHEN 'registry' THEN 2 ELSE 3 END, id",
        (number,),
    )
    return Site(
        name=name,
        domains=_column(store, "SELECT name FROM domain WHERE site_id = ? ORDER BY name", number),
        cidrs=_column(store, "SELECT cidr FROM netblock WHERE site_id = ? ORDER BY version, low, length", number),
        contacts=tuple(Contact(*contact) for contact in contacts),
        language=language,
        timezone=timezone,
        id=number,
        country=country,
    )


def load_or_none(store: Store, number: int | None) -> Site | None:
    """Return the site of this number; None for None and for a number that no site has."""
    return None if number is None else load(store, number)


def find(store: Store, told: str) -> Site | None:
    """Return the site with this number, name, domain or address, or None."""
    wanted = told.strip()
    number = store.value("SELECT id FROM site WHERE name = ?", (wanted,))
    number = number or store.value("SELECT site_id FROM domain WHERE name = ?", (wanted.lower(),))
    number = number or Owners(store).of_key(keys.of_host_or_address(wanted.partition("/")[0]))
    if number is None and wanted.isdecimal():
        number = int(wanted)
    return load(store, number) if number else None


def names(store: Store, numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of sites by number."""
    import json

    wanted = sorted(numbers)
    if not wanted:
        return {}
    found = store.rows("SELECT id, name FROM site WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    return dict(found)


def listed(store: Store) -> list[Site]:
    """Return every site of the register by name."""
    found = (load(store, number) for (number,) in store.rows("SELECT id FROM site ORDER BY name"))
    return [site for site in found if site]


def _column(store: Store, sql: str, number: int) -> tuple[str, ...]:
    return tuple(value for (value,) in store.rows(sql, (number,)))
