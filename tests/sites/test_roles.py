"""What part a related site plays follows from what the reports name, and the reason is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import IncidentClass, ObservableKind, Role
from ircon.sites.case import Case, Party, Said, Sighting
from ircon.sites.roles import combined, related

NOW = datetime(2026, 4, 1, tzinfo=UTC)
REPORTER = 9


def case(klass: IncidentClass, *sightings: Sighting, domain: str = "") -> Case:
    """An incident with one report, from a registered site, or from one known by its domain."""
    return Case(1, klass, NOW, (Party(1, "us", None if domain else REPORTER, domain),), sightings)


def named(
    kind: ObservableKind, value: str, *, role: Role | None = None, log: bool = False, site: int | None = None
) -> Sighting:
    """What the one report names."""
    return Sighting(1, kind, value, role, site, log_lines=int(log))


def address(value: str, **more: object) -> Sighting:
    """An address that the one report names."""
    return named(ObservableKind.IPV4, value, **more)  # type: ignore[arg-type]


class TestByClass:
    """Where the line does not say it, the class of incident suggests it."""

    @pytest.mark.parametrize(
        "klass", [IncidentClass.SCAN, IncidentClass.DOS, IncidentClass.INTRUSION, IncidentClass.SPAM]
    )
    def test_an_address_in_a_victims_log_is_a_source(self, klass: IncidentClass) -> None:
        (site,) = related(case(klass, address("192.0.2.1", log=True), address("198.51.100.1")))[:1]
        assert (site.name, site.role) == ("192.0.2.0/24", Role.SOURCE)

    def test_named_in_prose_alone_it_is_the_source_too(self) -> None:
        (site,) = related(case(IncidentClass.SCAN, address("192.0.2.1")))
        assert (site.role, site.reason) == (Role.SOURCE, "192.0.2.1 is the source")

    def test_beside_a_log_line_a_mention_is_a_mention(self) -> None:
        found = related(case(IncidentClass.SCAN, address("192.0.2.1", log=True), address("198.51.100.1")))
        assert [site.role for site in found] == [Role.SOURCE, Role.OTHER]

    @pytest.mark.parametrize(
        ("klass", "role"),
        [
            (IncidentClass.PHISHING, Role.PHISHING_HOST),
            (IncidentClass.MALWARE, Role.MALWARE_HOST),
            (IncidentClass.DEFACEMENT, Role.TARGET),
            (IncidentClass.TARGETED, Role.MALWARE_HOST),
        ],
    )
    def test_the_host_of_a_url(self, klass: IncidentClass, role: Role) -> None:
        (site,) = related(case(klass, named(ObservableKind.URL, "http://login.bank.example/a")))
        assert (site.name, site.role) == ("bank.example", role)

    def test_who_delivers_the_mail_relays_it(self) -> None:
        (site,) = related(case(IncidentClass.RELAY, address("192.0.2.25", log=True)))
        assert site.role is Role.RELAY

    def test_who_uses_the_reporters_server_is_a_source(self) -> None:
        own = address("203.0.113.25", log=True, site=REPORTER)
        (site,) = related(case(IncidentClass.RELAY, own, address("192.0.2.25", log=True)))
        assert (site.name, site.role) == ("192.0.2.0/24", Role.SOURCE)


class TestBySite:
    """Observables are gathered to the sites they lead to."""

    def test_at_both_ends_it_is_a_stepping_stone(self) -> None:
        (site,) = related(
            case(
                IncidentClass.INTRUSION,
                address("192.0.2.1", role=Role.TARGET, site=5, log=True),
                address("192.0.2.2", role=Role.SOURCE, site=5, log=True),
            ),
            names={5: "site E"},
        )
        assert (site.name, site.role) == ("site E", Role.STEPPING_STONE)
        assert site.evidence == ("192.0.2.1", "192.0.2.2")

    def test_several_addresses_of_one_netblock_are_one_site(self) -> None:
        (site,) = related(case(IncidentClass.SCAN, *(address(f"192.0.2.{n}", log=True) for n in (1, 2, 2, 3))))
        assert site.reason == "192.0.2.1 and 2 more are the source in 4 log lines"

    def test_the_reporter_is_no_related_site(self) -> None:
        assert related(case(IncidentClass.SCAN, address("203.0.113.1", log=True, site=REPORTER))) == ()

    def test_an_unregistered_reporter_is_known_by_the_domain_of_its_mail(self) -> None:
        own = named(ObservableKind.HOST, "www.victim.example.jp", role=Role.TARGET)
        assert related(case(IncidentClass.SCAN, own, domain="mail.victim.example.jp")) == ()

    @pytest.mark.parametrize("role", [None, Role.SOURCE])
    def test_mail_addresses_are_forged_and_lead_nowhere(self, role: Role | None) -> None:
        assert related(case(IncidentClass.SPAM, named(ObservableKind.MAIL, "info@bank.example", role=role))) == ()

    def test_the_attacked_netblock_of_an_unregistered_reporter_is_its_own(self) -> None:
        attacked, source = address("203.0.113.1", role=Role.TARGET), address("192.0.2.1", role=Role.SOURCE)
        (site,) = related(case(IncidentClass.SCAN, attacked, source, domain="victim.example"))
        assert site.name == "192.0.2.0/24"

    def test_of_several_attacked_netblocks_none_is_left_out(self) -> None:
        attacked = (address(value, role=Role.TARGET) for value in ("203.0.113.1", "198.51.100.1"))
        assert len(related(case(IncidentClass.INTRUSION, *attacked, domain="victim.example"))) == 2

    def test_a_url_in_passing_leads_nowhere_but_is_the_matter_of_an_abuse_of_names(self) -> None:
        url = named(ObservableKind.URL, "https://docs.vendor.example/fix")
        assert related(case(IncidentClass.SCAN, url)) == ()
        assert [site.name for site in related(case(IncidentClass.OTHER, url))] == ["vendor.example"]

    def test_what_everybody_names_counts_where_its_part_is_said(self) -> None:
        scanner, resolver = (Sighting(1, ObservableKind.IPV4, f"192.0.2.{n}", seen=900, log_lines=1) for n in (1, 2))
        assert related(case(IncidentClass.SCAN, resolver)) == ()
        (site,) = related(case(IncidentClass.SCAN, replace(scanner, role=Role.SOURCE)))
        assert site.role is Role.SOURCE

    def test_several_pages_of_one_host(self) -> None:
        urls = (named(ObservableKind.URL, f"http://login.bank.example/{n}") for n in range(2))
        (site,) = related(case(IncidentClass.PHISHING, *urls))
        assert site.reason == "http://login.bank.example/0 and 1 more serve a phishing page"

    def test_sources_stand_first(self) -> None:
        found = related(
            case(
                IncidentClass.SCAN,
                address("203.0.113.1", role=Role.TARGET, log=True),
                address("192.0.2.1", role=Role.SOURCE, log=True),
            )
        )
        assert [site.role for site in found] == [Role.SOURCE, Role.TARGET]


def test_no_role_said_is_other() -> None:
    assert combined([]) is Role.OTHER


NAMED = st.builds(
    Sighting,
    report=st.sampled_from([1, 2, 3]),
    kind=st.sampled_from([ObservableKind.IPV4, ObservableKind.URL, ObservableKind.HOST, ObservableKind.MAIL]),
    value=st.sampled_from(["192.0.2.1", "192.0.2.2", "www.asite.example"]),
    role=st.sampled_from([None, Role.SOURCE, Role.TARGET, Role.RELAY]),
    site_id=st.sampled_from([None, 5, 6, 11, 12]),
    log_lines=st.integers(0, 2),
    seen=st.sampled_from([1, 50]),
)
CLASSES = st.sampled_from(IncidentClass)


class TestTheSourceOfOneReport:
    """To whom "the source" refers where a reporter permits something is a matter of that report alone."""

    @given(st.lists(NAMED, max_size=8), st.lists(CLASSES, min_size=4, max_size=4), st.booleans())
    def test_what_others_report_changes_nothing(
        self, sightings: list[Sighting], classes: list[IncidentClass], class_said: bool
    ) -> None:
        parties = [Party(n, f"site {n}", 10 + n, "", klass) for n, klass in zip((1, 2, 3), classes, strict=False)]
        whole = Case(1, classes[3], NOW, tuple(parties), tuple(sightings), class_said=class_said)
        klass = classes[3] if class_said else classes[0]  # of the incident, which the report alone would have opened
        own = tuple(sighting for sighting in sightings if sighting.report == 1)
        alone = replace(whole, klass=klass, parties=(parties[0],), sightings=own)
        here, there = ({s.site_id: s.part_in(1) for s in related(one) if s.site_id} for one in (whole, alone))
        assert {site: here[site] for site in here.keys() & there.keys()} == {
            site: there[site] for site in here.keys() & there.keys()
        }
        assert all(here[site] is Role.OTHER for site in here.keys() - there.keys() - {11})

    def test_a_handlers_word_counts_for_every_report(self) -> None:
        (site,) = related(
            replace(case(IncidentClass.SCAN, address("192.0.2.1", site=5)), said={5: Said(Role.TARGET, "mori")})
        )
        assert site.part_in(1) is site.part_in(2) is Role.TARGET
