"""Observables: found where they stand, in any disguise, with their place and their part."""

from __future__ import annotations

import re
from ipaddress import IPv6Address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ircon.evidence import observables, refang
from ircon.model import ObservableKind, Role

STORY = """\
Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1
Jun 23 12:34:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received
"""


def values(text: str) -> list[tuple[str, str]]:
    return [(str(one.kind), one.value) for one in observables.find(text)]


def test_the_port_scan_of_site_b_names_its_source_on_both_lines() -> None:
    found = observables.find(STORY)
    assert [(one.value, one.line, one.role) for one in found] == [
        ("192.168.100.1", 1, Role.SOURCE),
        ("192.168.100.1", 2, Role.SOURCE),
    ]


def test_the_intrusion_at_site_a_holds_no_observable() -> None:
    assert observables.find("Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;") == ()


def test_what_stands_twice_on_a_line_counts_once_and_on_two_lines_twice() -> None:
    found = observables.find("192.0.2.1 192.0.2.1\r\n\r\n192.0.2.1")
    assert [(one.line, one.start) for one in found] == [(1, 0), (3, 0)]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("connect from 192.0.2.1", [Role.SOURCE]),
        ("connect from unknown[192.0.2.1]", [Role.SOURCE]),
        ("connect from gw.example.jp [192.0.2.1]", [Role.SOURCE, Role.SOURCE]),
        ("SRC=192.0.2.1 DST=198.51.100.2", [Role.SOURCE, Role.TARGET]),
        ("rhost=192.0.2.1  user=root", [Role.SOURCE]),
        ("IP 192.0.2.1.4321 > 198.51.100.2.80: Flags [S]", [Role.SOURCE, Role.TARGET]),
        ("{TCP} 192.0.2.1:1 -> 198.51.100.2:80", [Role.SOURCE, Role.TARGET]),
        ("Deny tcp src outside:192.0.2.1/1 dst inside:198.51.100.2/23", [Role.SOURCE, Role.TARGET]),
        ("denied tcp 192.0.2.1(1066) -> 198.51.100.2(23)", [Role.SOURCE, Role.TARGET]),
        ("\tSource Network Address:\t192.0.2.1", [Role.SOURCE]),
        ("攻撃元は192.0.2.1です", [Role.SOURCE]),
        ("攻撃元IPアドレス: 192.0.2.1", [Role.SOURCE]),
        ("192.0.2.1から198.51.100.2への接続", [Role.SOURCE, Role.TARGET]),
        ("宛先：198.51.100.2", [Role.TARGET]),
        ('192.0.2.1 - - [23/Jun/1999:12:34:00 +0900] "GET / HTTP/1.0" 200 1', [Role.SOURCE]),
        ("from=<a@example.jp>, to=<b@example.org>", [Role.SOURCE, Role.TARGET]),
        ("to=<b@example.org>, relay=mx.example.org[192.0.2.1]:25", [Role.TARGET, Role.TARGET, Role.TARGET]),
        ("from=<b@example.org>, relay=mx.example.org [192.0.2.1]", [Role.SOURCE, Role.SOURCE, Role.SOURCE]),
        ("please answer to abuse@example.jp", [None]),
        ("our host 198.51.100.2 was probed", [None]),
        ("from 192.0.2.4 to 198.51.100.5", [Role.SOURCE, Role.TARGET]),
        ("from 192.0.2.4 to 192.0.2.5", [Role.SOURCE, Role.TARGET]),
        ("Received: from [192.0.2.1] (helo)", [Role.SOURCE]),
        ('"SourceIp": "192.0.2.1", "destination_ip": "198.51.100.2"', [Role.SOURCE, Role.TARGET]),
        ('<Name id="cc.example.jp">1</Name>', [None]),
    ],
)
def test_the_line_says_which_part_an_address_plays(line: str, roles: list[Role | None]) -> None:
    assert [one.role for one in observables.find(line)] == roles


# --- disguises ---------------------------------------------------------------------

labels = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
hosts = st.builds(
    lambda head, tail: f"{head}.{tail}", labels, st.sampled_from(["example.jp", "example.com", "example"])
)
quads = st.tuples(*[st.integers(1, 254)] * 4).map(lambda parts: ".".join(map(str, parts)))
dots = st.sampled_from(["[.]", "(.)", "{.}", "[dot]", "(dot)", " [dot] ", "．", "[.", ".]"])
ats = st.sampled_from(["[at]", "(at)", "[@]", " (at) ", "＠", "<at>"])
schemes = st.sampled_from(
    [("hxxp", "http"), ("hXXps", "https"), ("fxp", "ftp"), ("http[:]", "http:"), ("https", "https")]
)


@given(quads, dots)
def test_a_disguised_address_is_found_as_the_address_it_hides(quad: str, dot: str) -> None:
    assert values(f"seen {quad.replace('.', dot)} twice") == [("ipv4", quad)]


@given(hosts, dots)
def test_a_disguised_name_is_found_as_the_name_it_hides(host: str, dot: str) -> None:
    assert values(f"seen {host.replace('.', dot)} twice") == [("host", host)]


@given(labels, hosts, ats, dots)
def test_a_disguised_mail_address_is_found_as_the_one_it_hides(local: str, host: str, at: str, dot: str) -> None:
    assert values(f"write to {local}{at}{host.replace('.', dot)}") == [("mail", f"{local}@{host}")]


@given(schemes, hosts, dots)
def test_a_disguised_url_is_found_as_the_one_it_hides(scheme: tuple[str, str], host: str, dot: str) -> None:
    written, meant = scheme
    colon = "" if written.endswith("]") else ":"
    text = f"see {written}{colon}//{host.replace('.', dot.strip())}/a?b=1 now"
    assert values(text) == [("url", f"{meant.rstrip(':')}://{host}/a?b=1")]


@given(st.integers(0x2000 << 112, (0x3FFF << 112) + (1 << 112) - 1).map(IPv6Address), st.booleans())
def test_any_spelling_of_an_ipv6_address_is_found_in_the_one_canonical_spelling(
    address: IPv6Address, full: bool
) -> None:
    written = address.exploded.upper() if full else str(address)
    assert values(f"from [{written}]:443 today") == [("ipv6", str(address))]


# --- always ------------------------------------------------------------------------

pieces = st.sampled_from(
    [
        *["192.0.2.1", "evil.example", "[.]", "hxxp://", "a@b.example", "2001:db8::1", "１９２．", "攻撃元は", "です"],
        *[".", ":", "@", "/", "[", "]", "(", "<", ">", "-", "::", "%", "=", "0", "x", "~", " ", "\n", "\r\n"],
        *["\u200b", "\u202e", "\x00", "\ud800"],
    ]
)
texts = st.one_of(st.text(max_size=300), st.lists(pieces, max_size=60).map("".join))


@given(texts)
@example("0.EXAMPLE\u200b.")
def test_any_text_is_read_and_every_finding_points_at_its_spelling(text: str) -> None:
    written = re.split(r"\r\n|\r|\n", text)
    for one in observables.find(text):
        assert one.line is not None
        spelling = written[one.line - 1][one.start : one.end]
        assert spelling
        again = refang.plain(spelling).text.lower().rstrip(".")
        if one.kind in (ObservableKind.URL, ObservableKind.MAIL, ObservableKind.HOST):
            assert one.value.lower() == again


@given(texts)
def test_nothing_is_found_twice_on_a_line(text: str) -> None:
    found = [(one.line, one.kind, one.value) for one in observables.find(text)]
    assert len(found) == len(set(found))
    assert [line for line, _, _ in found] == sorted(line or 0 for line, _, _ in found)


@given(texts)
def test_the_way_back_from_a_disguise_never_leaves_the_text(text: str) -> None:
    plain = refang.plain(text)
    origins = [plain.origin(offset) for offset in range(len(plain.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://日本語.jp/path をご覧ください", [("url", "http://xn--wgv71a119e.jp/path")]),
        ("hxxp://例え.jp/a（確認済み）", [("url", "http://xn--r8jz45g.jp/a")]),
        ("連絡先は user@例え.jp です", [("mail", "user@xn--r8jz45g.jp")]),
        ("http://example.jpを見てwww.b.example", [("url", "http://example.jp"), ("host", "www.b.example")]),
        ("http://münchen.example.de/x", [("url", "http://xn--mnchen-3ya.example.de/x")]),
        ("http://www.example.jp/日本語", [("url", "http://www.example.jp/")]),
    ],
)
def test_a_host_in_other_letters_is_told_as_the_dns_spells_it(text: str, found: list[tuple[str, str]]) -> None:
    assert values(text) == found


def test_the_place_of_such_a_host_is_where_it_stands_in_the_line() -> None:
    text = "見よ hxxp://例え.jp/a（確認済み） と 192[.]0[.]2[.]1"
    assert [text[one.start : one.end] for one in observables.find(text)] == ["hxxp://例え.jp/a", "192[.]0[.]2[.]1"]
