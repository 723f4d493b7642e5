"""The register of sites, and the question it answers: whose is this?

An address belongs to the longest prefix that holds it, a name to the longest domain.
Both are found by one probe a length over an index, never by comparing ranges.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ircon.model import Contact, Reporter, Site
from ircon.store import keys, seals

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

    A domain or netblock that another site holds moves to this one: the newest word counts.
    ``provenance`` is whence its names and netblocks are; a contact has its own.
    """
    since = change.at.date().isoformat()
    table = change.db.table("site")
    number = change.store.value("SELECT id FROM site WHERE name = ?", (site.name,))
    known = {"name": site.name, "language": site.language, "timezone": site.timezone}
    if number is None:
        number, new = int(str(table.insert(known).last_pk)), True
    else:
        table.update(number, known)
        new = False
    conn = change.store.conn
    blocks = [_netblock(cidr) for cidr in site.cidrs]
    names = [name.lower().strip(".") for name in site.domains]
    giving = _holders(change.store, names, blocks) - {number}
    conn.executemany(
        "INSERT INTO domain (site_id, name, provenance, since) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET site_id = excluded.site_id, provenance = excluded.provenance, since = excluded.since",
        [(number, name, provenance, since) for name in names],
    )
    conn.executemany(
        "INSERT INTO netblock (site_id, version, length, low, cidr, provenance, since) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (version, length, low) DO UPDATE SET site_id = excluded.site_id,"
        " provenance = excluded.provenance, since = excluded.since",
        [(number, *block, provenance, since) for block in blocks],
    )
    conn.executemany(
        "INSERT INTO contact (site_id, mail, phone, provenance, since) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, c.mail, c.phone, c.provenance, since) for c in site.contacts],
    )
    for changed in (number, *sorted(giving)):
        change.keep("site", changed, {seals.SEAL: seals.of(change.store, "site", changed)})
    return int(number), new


def _holders(store: Store, names: Iterable[str], blocks: Iterable[tuple[int, int, str, str]]) -> set[int]:
    """Return the sites that hold one of these domains or netblocks now."""
    found = [store.value("SELECT site_id FROM domain WHERE name = ?", (name,)) for name in names]
    found += [
        store.value("SELECT site_id FROM netblock WHERE version = ? AND length = ? AND low = ?", block[:3])
        for block in blocks
    ]
    return {int(number) for number in found if number is not None}


def _netblock(cidr: str) -> tuple[int, int, str, str]:
    import ipaddress

    network = ipaddress.ip_network(cidr, strict=False)
    return network.version, network.prefixlen, keys.of_address(str(network[0]))[1:], str(network)


def own_anew(change: Change, sites: Iterable[Site]) -> set[int]:
    """Put what stored reports name to its owner again where these sites may own it; return the incidents touched."""
    import ipaddress

    touched: set[int] = set()
    owners = Owners(change.store)
    for site in sites:
        ranges = [keys.range_of_domain(name) for name in site.domains]
        ranges += [keys.range_of_netblock(ipaddress.ip_network(cidr, strict=False)) for cidr in site.cidrs]
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
    found = store.rows("SELECT name, language, timezone FROM site WHERE id = ?", (number,))
    if not found:
        return None
    name, language, timezone = found[0]
    contacts = store.rows(
        "SELECT mail, phone, provenance FROM contact WHERE site_id = ?"
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
