"""What comes through the door: facts, masked lines, lines as they came; and what a type cannot even hold."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import disclosure
from ircon.consent import everywhere
from ircon.disclosure import (
    Disclosure,
    Fact,
    Hosts,
    MaskedLines,
    Named,
    Reachable,
    ReporterView,
    Shown,
    WholeLines,
)
from ircon.disclosure.owning import Own
from ircon.model import Audience, ConsentState, Decision, Item, Level, RelatedSite, Role, Site, StoredReport
from tests.disclosure import world

MASKED = (
    (
        "Jun 23 12:34:00 gw telnetd[12]: connect from 192.168.100.1",
        "Jun 23 12:34:00 *** telnetd *** connect from 192.168.100.1",
    ),
    (
        "Jun 23 12:34:00 gw sshd[1]: Failed password for invalid user root from 192.168.100.1 port 50273 ssh2",
        "Jun 23 12:34:00 *** sshd *** Failed password for invalid user *** from 192.168.100.1 port 50273 ssh2",
    ),
    (
        "Jun 23 12:34:00 gw kernel: IN=eth0 OUT= SRC=192.168.100.1 DST=192.0.2.15 LEN=60 PROTO=TCP SPT=4242 DPT=23",
        "Jun 23 12:34:00 *** kernel *** SRC=192.168.100.1 DST=*** PROTO=TCP SPT=4242 DPT=23",
    ),
    (
        '192.168.100.1 - - [23/Jun/2026:12:34:00 +0900] "GET /a HTTP/1.0" 404 209 "http://b/" "c"',
        "192.168.100.1 23/Jun/2026:12:34:00 +0900 GET *** HTTP/1.0 ***",
    ),
    (
        "2026-06-23T12:34:00+09:00 drop tcp 192.168.100.1:4242 -> 192.0.2.15:23",
        "2026-06-23T12:34:00+09:00 drop tcp 192.168.100.1 port 4242 -> ***",
    ),
    (
        "<34>1 2026-06-23T12:34:00Z gw sshd 811 - - Invalid user x from ::ffff:192.168.100.1",
        "*** 2026-06-23T12:34:00Z *** sshd *** Invalid user *** from 192.168.100.1",
    ),
    (
        "1782185640.123 connect from 192.168.100.1",
        "1782185640.123 connect from 192.168.100.1",
    ),
    (
        "2026-06-23 12:34:00 １９２．１６８．１００．１からの接続を拒否",
        "2026-06-23 12:34:00 192.168.100.1 ***",
    ),
    (
        "Jun 23 12:34:00 gw ids: 192[.]168[.]100[.]1 scan",
        "Jun 23 12:34:00 *** scan",
    ),
)  # fmt: skip


def told(line: str, level: Level, *, recipient: Site = world.A) -> Shown:
    view = disclosure.build(
        [world.report(1, f"その他: タイムゾーンはJST\n\n{line}\n")], [world.grant(1, level)], recipient, world.SOURCE
    )
    (part,) = view.parts
    return part


@pytest.mark.parametrize(("line", "masked"), MASKED)
def test_a_line_is_masked(line: str, masked: str) -> None:
    part = told(line, Level.LOGS)
    assert part.opened == (MaskedLines((masked,)),)


def test_a_fact_is_time_service_port_direction_count_and_their_own_address() -> None:
    lines = "\n".join(
        f"Jun 23 12:34:{n:02} gw kernel: SRC=192.168.100.1 DST=192.0.2.{n} PROTO=TCP SPT={4000 + n} DPT=23"
        for n in range(3)
    )
    (fact,) = told(lines, Level.FACTS).facts
    assert fact.addresses == ("192.168.100.1",)
    assert (fact.protocol, fact.port, fact.source_port, fact.direction, fact.count) == ("tcp", 23, None, "from", 3)
    assert fact.first == datetime(2026, 6, 23, 3, 34, 0, tzinfo=UTC)
    assert fact.last == datetime(2026, 6, 23, 3, 34, 2, tzinfo=UTC)
    assert (fact.written, fact.written_last) == ("Jun 23 12:34:00", "Jun 23 12:34:02")


def test_a_line_without_a_time_hides_no_period() -> None:
    lines = (
        "Jun 23 12:34:00 gw sshd[1]: connect from 192.168.100.1\n"
        "sshd[1]: connect from 192.168.100.1 (last message repeated)\n"
        "Jun 23 12:36:00 gw sshd[1]: connect from 192.168.100.1\n"
    )
    (fact,) = told(lines, Level.FACTS).facts
    assert fact.first == datetime(2026, 6, 23, 3, 34, tzinfo=UTC)
    assert fact.last == datetime(2026, 6, 23, 3, 36, tzinfo=UTC)


def test_the_other_direction_is_seen() -> None:
    (fact,) = told("Jun 23 12:34:00 gw fw: tcp 192.0.2.15:9 -> 192.168.100.1:80", Level.FACTS).facts
    assert (fact.direction, fact.port) == ("to", 80)


def test_a_time_that_cannot_be_one_is_none() -> None:
    (fact,) = told("3221225999 connect from 192.168.100.1", Level.FACTS).facts
    assert fact.first is None and fact.written == ""


def test_what_is_withheld_has_no_place_in_the_types() -> None:
    assert {field.name for field in fields(Disclosure)} == {"site", "parts"}
    assert {field.name for field in fields(Shown)} == {"klass", "facts", "occurred", "zone", "clock", "opened"}
    for kind, names in (
        (MaskedLines, {"lines"}), (WholeLines, {"lines"}), (Hosts, {"hosts"}), (Reachable, {"mail"}),
        (Named, {"site", "name"}),
    ):  # fmt: skip
        assert {field.name for field in fields(kind)} == names
    for kept_out in ("host", "text", "line", "report", "reporter", "received", "subject", "id"):
        assert kept_out not in {field.name for field in fields(Fact)}
        assert kept_out not in {field.name for field in fields(ReporterView)} - {"subject"}


@pytest.mark.parametrize("level", [Level.FACTS, Level.LOGS, Level.FULL])
def test_a_level_opens_the_parts_of_its_items(level: Level) -> None:
    assert told(MASKED[0][0], level).items == level.items


OTHER_HOSTS = "Jun 23 12:34:00 gw kernel: SRC=192.168.100.1 DST=192.0.2.15 VIA=203.0.113.7 DPT=23"
OPENED = {
    Item.FACTS: None,
    Item.LOGS: MaskedLines(("Jun 23 12:34:00 *** kernel SRC=192.168.100.1 DST=*** DPT=23",)),
    Item.HOSTS: Hosts(("192.0.2.15", "gw")),
    Item.CONTACT: Reachable("admin@bsite.example.jp"),
    Item.IDENTITY: Named("bsite.example.jp", "Taro Bsite"),
}


@pytest.mark.parametrize("items", [s for n in range(5) for s in combinations(Item, n)], ids="+".join)
def test_each_item_opens_its_own_part_and_no_other(items: tuple[Item, ...]) -> None:
    report = world.report(1, f"{OTHER_HOSTS}\n")
    view = disclosure.build([report], [world.grant(1, items=items)], world.A, world.SOURCE, others=[world.B])
    if Item.FACTS not in items:
        assert not view.permitted, "whatever else is allowed: it may not be told that it happened"
        return
    (part,) = view.parts
    assert set(part.opened) == {OPENED[item] for item in items} - {None}
    assert "203.0.113.7" not in repr(view)


def test_every_item_together_opens_the_lines_as_they_came() -> None:
    (part,) = disclosure.build(
        [world.report(1, f"{OTHER_HOSTS}\n")], [world.grant(1, items=tuple(Item))], world.A, world.SOURCE
    ).parts
    assert part.part(WholeLines) == WholeLines((OTHER_HOSTS,)) and part.part(MaskedLines) is None


def test_other_victims_are_no_hosts_of_the_reporters() -> None:
    """In the lines of a mail provider's customer, and where the register does not know the reporter."""
    line = "Jun 23 12:34:00 gw kernel: SRC=192.168.100.1 DST=192.0.2.15 mx.gmail.com db7.csite.example.net\n"
    report = world.report(1, line, sender="Taro <taro@gmail.com>", site_id=None)
    (part,) = disclosure.build([report], [world.grant(1, items=(Item.FACTS, Item.HOSTS))], world.A, world.SOURCE).parts
    assert part.opened == (Hosts(("gw",)),)


def test_nothing_permitted_is_nothing() -> None:
    report = world.report(1, MASKED[0][0])
    for decisions in ([], [Decision(1, ConsentState.ASKED, Level.FULL, Audience.RELATED, "", "h", world.SENT_AT)]):
        view = disclosure.build([report], decisions, world.A, world.SOURCE)
        assert view == Disclosure(site="asite") and not view.permitted and not view.items


def test_the_recipients_own_report_is_not_told_to_it() -> None:
    own = world.report(1, MASKED[0][0], site_id=world.A.id)
    assert not disclosure.build([own], [world.grant(1, Level.FULL)], world.A, world.SOURCE).permitted


def test_a_site_of_the_series_that_is_named_nowhere_hears_that_it_happened() -> None:
    report = world.report(1, "分類: 侵入\n発生日時: 6月23日 10時00分\n\nJun 23 10:00:00 web statd[1]: open of /var/x\n")
    (part,) = disclosure.build([report], [world.grant(1, Level.LOGS)], Site("c", id=9), everywhere(Role.TARGET)).parts
    assert part.opened == (), "no line concerns them, so none can be shown"
    (fact,) = part.facts
    assert fact.addresses == () and fact.service == "" and fact.written == "6月23日 10時00分"


def test_the_handler_is_told_what_is_withheld_and_why() -> None:
    line = MASKED[0][0]
    reports: list[StoredReport] = [world.report(number, line) for number in range(1, 6)]
    asked = Decision(2, ConsentState.ASKED, Level.NONE, Audience.RELATED, "", "h", world.SENT_AT)
    refused = Decision(3, ConsentState.REFUSED, Level.NONE, Audience.RELATED, "", "h", world.SENT_AT)
    ledger = [asked, refused, world.grant(4, Level.FACTS), world.grant(5, Level.FULL)]
    said = disclosure.explain(reports, ledger, world.A, world.SOURCE)
    assert len(said) == 4
    assert "has not been asked" in said[0] and "has not answered" in said[1]
    assert "refused" in said[2]
    assert "who reported, how to reach them, their hosts and log lines; the reporter has granted other items" in said[3]
    assert all(one.isprintable() for one in said)


def test_an_unregistered_site_owns_exactly_what_led_to_it() -> None:
    led = RelatedSite(None, "192.168.100.0/24", Role.SOURCE, ("192.168.100.1", "x.example.org"), "in 1 report")
    site = disclosure.recipient_of(led)
    view = disclosure.build(
        [world.report(1, "Jun 23 12:34:00 g fw: SRC=192.168.100.1 DST=192.168.100.2\n")],
        [world.grant(1, Level.FACTS)],
        site,
        world.SOURCE,
    )
    assert view.addresses == ("192.168.100.1",)


@given(st.ip_addresses(v=4), st.integers(8, 32), st.ip_addresses(v=4))
def test_the_quick_look_passes_over_nothing_that_is_the_recipients(
    address: IPv4Address, length: int, other: IPv4Address
) -> None:
    own = Own(Site("x", domains=("x.example.jp",), cidrs=(str(ip_network((address, length), strict=False)),), id=1))
    mapped = str(IPv6Address(f"::ffff:{address}"))
    for spelling in (str(address), mapped, f"0:0:0:0:0:ffff:{address}", "Mail.X.Example.JP", str(other)):
        if own.any(spelling):
            assert own.may_be_in(f"from {spelling}:22 x") and own.may_be_in(f"[{spelling}]")
    assert own.any(str(address)) == own.any(mapped) == str(address) and own.any("mail.x.example.jp")


@given(st.ip_addresses(v=6), st.integers(16, 128))
def test_nor_in_the_new_protocol(address: IPv6Address, length: int) -> None:
    own = Own(Site("x", cidrs=(str(ip_network((address, length), strict=False)),), id=1))
    for spelling in (str(address), address.exploded):
        assert own.may_be_in(f"from {spelling} port 22")
        assert address.ipv4_mapped or own.any(spelling) == str(address)
