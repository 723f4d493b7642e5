"""A site that nobody has registered gets a row, named by what a registry would be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import ObservableKind as Kind
from ircon.sites import unknown


@pytest.mark.parametrize(
    ("kind", "value", "name"),
    [
        (Kind.IPV4, "192.0.2.77", "192.0.2.0/24"),
        (Kind.IPV6, "2001:db8:1:2::3", "2001:db8:1::/48"),
        (Kind.IPV6, "::ffff:192.0.2.77", "192.0.2.0/24"),
        (Kind.CIDR, "198.51.100.0/25", "198.51.100.0/25"),
        (Kind.HOST, "www.sub.victim.example", "victim.example"),
        (Kind.HOST, "www.asite.example.jp", "asite.example.jp"),
        (Kind.HOST, "www.example.co.jp", "example.co.jp"),
        (Kind.HOST, "bsite", None),
        (Kind.URL, "http://login.bank.example/x?y", "bank.example"),
        (Kind.URL, "http://192.0.2.77:8080/", "192.0.2.0/24"),
        (Kind.URL, "http://[2001:db8:1::7]/", "2001:db8:1::/48"),
        (Kind.URL, "http://[broken", None),
        (Kind.MAIL, "root@Mail.Victim.EXAMPLE", "victim.example"),
        (Kind.IPV4, "127.0.0.1", None),
        (Kind.IPV4, "224.0.0.1", None),
        (Kind.IPV6, "fe80::1", None),
    ],
)
def test_named_by_netblock_or_registered_domain(kind: Kind, value: str, name: str | None) -> None:
    assert unknown.name(kind, value) == name


@given(st.sampled_from(Kind), st.text(max_size=40))
def test_whatever_an_observable_holds_it_does_not_fail(kind: Kind, value: str) -> None:
    unknown.name(kind, value)
