"""The handler's word on the part that a related site plays: kept beside what is worked out, and wins over it.

It belongs to an incident, and goes with it when incidents are put together or taken apart.
A site that was unknown when the word was said keeps it when the register comes to know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.model import ObservableKind, RelatedSite, Role
from ircon.sites.case import Key, Said
from ircon.store import keys, stamps
from ircon.store.register import Owners

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


def of_incident(store: Store, incident: int) -> dict[Key, Said]:
    """Return what handlers have said of the parties to an incident and to those put into it; its own word counts last.

    The keys are a site's number, or the name that an unknown one is known by.
    """
    found = store.rows(
        "WITH RECURSIVE tree(id) AS (SELECT :i UNION"
        " SELECT incident.id FROM incident JOIN tree ON merged_into = tree.id)"
        " SELECT site_id, name, key, role, handler FROM said_role WHERE incident_id IN tree"
        " ORDER BY incident_id = :i, at, id",
        {"i": incident},
    )
    said: dict[Key, Said] = {}
    owners = Owners(store)
    for site, name, key, role, handler in found:
        party = site or owners.of_key(key) or name
        said.pop(party, None)
        if role is not None:
            said[party] = Said(Role(role), handler)
    return said


def put(change: Change, incident: int, site: RelatedSite, role: Role | None) -> None:
    """Have a handler's word stand (None: the part is the one worked out). Can be undone."""
    name = "" if site.site_id is not None else site.name
    word = {"role": str(role) if role else None, "handler": change.handler, "at": stamps.to_text(change.at)}
    standing = change.store.value(
        "SELECT id FROM said_role WHERE incident_id = ? AND coalesce(site_id, 0) = ? AND name = ?",
        (incident, site.site_id or 0, name),
    )
    if standing is not None:
        change.update("said_role", standing, word)
        return
    key = None if site.site_id is not None else _key(site)
    change.insert("said_role", {"incident_id": incident, "site_id": site.site_id, "name": name, "key": key, **word})


def _key(site: RelatedSite) -> str | None:
    """Return the key of what led to an unknown site, by which its owner will be found."""
    for value in site.evidence:
        kind = ObservableKind.URL if "://" in value else ObservableKind.CIDR if "/" in value else ObservableKind.HOST
        if key := keys.of_observable(kind, value):
            return key
    return None
