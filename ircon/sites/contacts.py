"""How to reach a site of which no contact is known: the mailboxes that RFC 2142 asks every domain to have."""

from __future__ import annotations

from dataclasses import replace

from ircon.model import Contact, Site

ROLE_MAILBOX = "abuse"
"""RFC 2142, section 4: for "inappropriate public behaviour"."""


def with_fallback(site: Site) -> Site:
    """Return the site with a role mailbox if it has a domain and no mail address; the provenance says it is a guess."""
    if not site.domains or any(contact.mail for contact in site.contacts):
        return site
    guess = Contact(f"{ROLE_MAILBOX}@{site.domains[0]}", "", "rfc2142")
    return replace(site, contacts=(*site.contacts, guess))
