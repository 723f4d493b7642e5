"""Incidents that belong to one series are found, and the reason stands in one line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ircon.model import IncidentClass, ObservableKind, Role
from ircon.sites.case import COMMON, Case, Party, Sighting
from ircon.sites.links import propose
from ircon.sites.roles import related

JUNE_23 = datetime(1999, 6, 23, 3, 34, tzinfo=UTC)
SITE_A, SITE_B = 1, 2
NAMES = {SITE_A: "site A", SITE_B: "site B"}


def scan_at(number: int, site: int, source: Sighting, at: datetime = JUNE_23) -> Case:
    """A scan that a registered site reports."""
    party = Party(number, NAMES.get(site, f"site {site}"), site)
    return Case(number, IncidentClass.SCAN, at, (party,), (source,), at, at)


def source(report: int, value: str, site: int | None = None, seen: int = 1) -> Sighting:
    """An address in a log line that says where it connects from."""
    return Sighting(report, ObservableKind.IPV4, value, Role.SOURCE, site, log_lines=1, seen=seen)


B = scan_at(1, SITE_B, source(1, "192.168.100.1", SITE_A))
A = Case(2, IncidentClass.INTRUSION, JUNE_23 + timedelta(days=1), (Party(2, "site A", SITE_A),))


class TestTheStory:
    """Site B reports a scan from site A; site A reports that it was broken into."""

    def test_each_is_proposed_to_the_other(self) -> None:
        (from_a,) = propose(A, [B])
        assert (from_a.incident, from_a.score) == (1, 1.0)
        assert from_a.reason == "site A reports here; its 192.168.100.1 is the source there"
        (from_b,) = propose(B, [A])
        assert (from_b.incident, from_b.reason) == (2, "site A reports there; its 192.168.100.1 is the source here")

    def test_a_is_the_source_in_bs_incident(self) -> None:
        (site,) = related(B, [A], NAMES)
        assert (site.site_id, site.name, site.role) == (SITE_A, "site A", Role.SOURCE)
        assert site.reason == "192.168.100.1 is the source in 1 log line"
        assert site.reports == (1,)

    def test_b_is_a_target_in_as_incident(self) -> None:
        (site,) = related(A, [B], NAMES)
        assert (site.site_id, site.name, site.role) == (SITE_B, "site B", Role.TARGET)
        assert site.reason == "reports 192.168.100.1 of site A as its source (#1)"
        assert site.reports == (1,)

    def test_unlinked_a_knows_nothing_of_b(self) -> None:
        assert related(A, [], NAMES) == ()


class TestSigns:
    """What makes two incidents one series, and what does not."""

    def test_the_same_source_in_two_reports(self) -> None:
        (link,) = propose(scan_at(3, 3, source(3, "192.0.2.9")), [scan_at(4, 4, source(4, "192.0.2.9"))])
        assert link.reason == "192.0.2.9 is the source here and there"

    def test_source_here_and_target_there(self) -> None:
        attacked = Sighting(4, ObservableKind.IPV4, "192.0.2.9", Role.TARGET)
        other = Case(4, IncidentClass.INTRUSION, JUNE_23, (Party(4, "x", 4),), (attacked,))
        (link,) = propose(scan_at(3, 3, source(3, "192.0.2.9")), [other])
        assert link.reason == "192.0.2.9 is the source here and the target there"

    def test_a_broken_in_web_server_and_the_page_that_was_put_there(self) -> None:
        page = Sighting(4, ObservableKind.URL, "http://www.asite.example/login", None, SITE_A)
        reported = Case(4, IncidentClass.PHISHING, JUNE_23, (Party(4, "bank", 4),), (page,))
        (link,) = propose(A, [reported])
        assert link.reason == "site A reports here; its http://www.asite.example/login serves a phishing page there"

    def test_the_same_source_years_apart_is_not_proposed(self) -> None:
        old = scan_at(4, 4, source(4, "192.0.2.9"), JUNE_23 - timedelta(days=800))
        assert propose(scan_at(3, 3, source(3, "192.0.2.9")), [old]) == ()

    def test_months_apart_a_source_that_reports_is_still_proposed(self) -> None:
        old = scan_at(4, SITE_B, source(4, "192.0.2.9", SITE_A), JUNE_23 - timedelta(days=200))
        assert [link.incident for link in propose(A, [old])] == [4]

    def test_years_apart_not_even_that(self) -> None:
        old = scan_at(4, SITE_B, source(4, "192.0.2.9", SITE_A), JUNE_23 - timedelta(days=800))
        assert propose(A, [old]) == ()

    def test_what_half_the_world_names_counts_for_nothing(self) -> None:
        here, there = (scan_at(n, n, source(n, "192.0.2.53", seen=COMMON + 1)) for n in (3, 4))
        assert propose(here, [there]) == ()

    def test_other_addresses_of_the_same_site(self) -> None:
        here, there = scan_at(3, 3, source(3, "192.0.2.9", 7)), scan_at(4, 4, source(4, "192.0.2.10", 7))
        (link,) = propose(here, [there])
        assert link.reason == "192.0.2.9 here and 192.0.2.10 there are of the same site"

    def test_two_addresses_of_one_ipv6_lan_on_one_day(self) -> None:
        def seen(number: int, value: str, at: datetime = JUNE_23) -> Case:
            sighting = Sighting(number, ObservableKind.IPV6, value, Role.SOURCE, log_lines=1)
            return scan_at(number, number, sighting, at)

        (link,) = propose(seen(3, "2001:db8:5:1:a::9"), [seen(4, "2001:db8:5:1:b::7")])
        assert link.reason == (
            "2001:db8:5:1:a::9 here and 2001:db8:5:1:b::7 there are of one network, 2001:db8:5:1::/64"
        )
        assert propose(seen(3, "2001:db8:5:1:a::9"), [seen(4, "2001:db8:5:2:b::7")]) == ()
        assert propose(seen(3, "2001:db8:5:1:a::9"), [seen(4, "2001:db8:5:1:b::7", JUNE_23 - timedelta(40))]) == ()

    def test_a_private_address_links_where_it_stands_for_the_source_and_not_beside_one(self) -> None:
        inside = source(3, "192.168.1.10"), source(4, "192.168.1.10")
        assert propose(scan_at(3, 3, inside[0]), [scan_at(4, 4, inside[1])])
        beside = Case(5, IncidentClass.SCAN, JUNE_23, (Party(5, "x", 5),), (inside[1], source(5, "203.0.113.9")))
        assert propose(scan_at(3, 3, inside[0]), [beside]) == ()

    def test_a_defaced_page_explains_for_three_weeks_what_its_sites_host_does(self) -> None:
        harm = scan_at(4, 4, source(4, "192.0.2.9", SITE_A))
        for days, linked in ((20, True), (40, False)):
            at = JUNE_23 - timedelta(days)
            defaced = Case(3, IncidentClass.DEFACEMENT, at, (Party(3, "site A", SITE_A),))
            assert bool(propose(defaced, [harm])) is linked

    def test_the_reporters_own_address_links_nothing(self) -> None:
        own = Sighting(3, ObservableKind.IPV4, "192.0.2.1", Role.TARGET, 3)
        here, there = (Case(n, IncidentClass.SCAN, JUNE_23, (Party(n, "x", 3),), (own,)) for n in (3, 4))
        assert propose(here, [there]) == ()

    def test_the_likeliest_first_and_never_itself(self) -> None:
        here = scan_at(3, 3, source(3, "192.0.2.9"))
        near = scan_at(5, 5, source(5, "192.0.2.9"))
        far = scan_at(4, 4, source(4, "192.0.2.9"), JUNE_23 - timedelta(days=30))
        assert [link.incident for link in propose(here, [far, here, near])] == [5, 4]
