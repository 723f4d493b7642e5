"""Whose is this address: the longest prefix, the longest domain, and what changes when the register does."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircon.model import ObservableKind, Site
from ircon.store import Store, keys, register


def _put(store: Store, *sites: Site) -> list[int]:
    with store.change("import sites", handler="mori") as change:
        return [register.put(change, site)[0] for site in sites]


def test_the_narrower_netblock_and_the_longer_domain_win(empty_db: Path) -> None:
    with Store.open(empty_db) as store:
        provider, customer = _put(
            store,
            Site("provider", domains=("example.jp",), cidrs=("192.0.2.0/24", "2001:db8::/32")),
            Site("customer", domains=("asite.example.jp",), cidrs=("192.0.2.64/26", "2001:db8:1::/48")),
        )
        owners = register.Owners(store)
        expected = {
            (ObservableKind.IPV4, "192.0.2.1"): provider,
            (ObservableKind.IPV4, "192.0.2.65"): customer,
            (ObservableKind.IPV4, "198.51.100.1"): None,
            (ObservableKind.IPV6, "2001:db8::5"): provider,
            (ObservableKind.IPV6, "2001:db8:1::5"): customer,
            (ObservableKind.HOST, "www.example.jp"): provider,
            (ObservableKind.HOST, "mail.asite.example.jp"): customer,
            (ObservableKind.HOST, "notasite.example.jp"): provider,
            (ObservableKind.URL, "http://www.asite.example.jp:8080/x?y=example.com"): customer,
            (ObservableKind.URL, "http://192.0.2.65/login"): customer,
            (ObservableKind.MAIL, "root@asite.example.jp"): customer,
        }
        assert {what: owners.of_key(keys.of_observable(*what)) for what in expected} == expected


_V4 = st.integers(0, 2**32 - 1)
_BLOCK = st.tuples(_V4, st.sampled_from([8, 16, 20, 24, 28, 32]))


@settings(max_examples=25)
@given(st.lists(_BLOCK, min_size=1, max_size=12), st.lists(_V4, min_size=1, max_size=12))
def test_lookup_agrees_with_trying_every_netblock(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[int, int]], addresses: list[int]
) -> None:
    networks = list(dict.fromkeys(ipaddress.ip_network((low, length), strict=False) for low, length in blocks))
    with Store.create(tmp_path_factory.mktemp("whose") / "queue.db") as store:
        numbers = _put(store, *(Site(f"site {n}", cidrs=(str(net),)) for n, net in enumerate(networks)))
        owners = register.Owners(store)
        for value in [*addresses, *(low for low, _ in blocks)]:
            address = ipaddress.ip_address(value)
            holding = [(net.prefixlen, number) for net, number in zip(networks, numbers, strict=True) if address in net]
            assert owners.of_key(keys.of_address(str(address))) == (max(holding)[1] if holding else None)


_NAME = st.lists(st.sampled_from(["jp", "example", "a", "aa", "b-c"]), min_size=1, max_size=4).map(".".join)


@given(_NAME, _NAME)
def test_a_names_key_lies_in_a_domains_range_just_when_the_name_is_in_the_domain(name: str, domain: str) -> None:
    low, high = keys.range_of_domain(domain)
    assert (low <= keys.of_name(name) <= high) == (name == domain or name.endswith("." + domain))


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**128 - 1))
def test_keys_of_addresses_sort_as_the_addresses_do(one: int, other: int) -> None:
    left, right = (keys.of_address(str(ipaddress.IPv6Address(value))) for value in (one, other))
    assert (left < right) == (one < other)


@pytest.mark.parametrize("value", ["http://[::1", "http://", "", "user@", "http://\ud800/"])
def test_a_value_without_a_host_has_no_key_and_does_no_harm(value: str) -> None:
    for kind in ObservableKind:
        keys.of_observable(kind, value)
