"""A site without a known contact can still be written to, and the contact says that it is a guess."""

from __future__ import annotations

from ircon.model import Contact, Site
from ircon.sites.contacts import with_fallback
from ircon.sites.importing import read

GUESS = Contact("abuse@x.example", "", "rfc2142")


def test_a_domain_has_a_role_mailbox() -> None:
    assert with_fallback(Site("X", ("x.example",))).contacts == (GUESS,)


def test_beside_a_phone_number() -> None:
    phone = Contact(phone="+1-555-0100")
    assert with_fallback(Site("X", ("x.example",), contacts=(phone,))).contacts == (phone, GUESS)


def test_what_is_known_goes_before_any_guess() -> None:
    known = Site("X", ("x.example",), contacts=(Contact("noc@x.example"),))
    assert with_fallback(known) == known


def test_a_netblock_alone_has_no_mailbox() -> None:
    assert with_fallback(Site("X", (), ("192.0.2.0/24",))).contacts == ()


def test_in_an_imported_table() -> None:
    assert read(b"name,domain\nX,x.example\n").sites[0].contacts == (GUESS,)
