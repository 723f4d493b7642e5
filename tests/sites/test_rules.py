"""What holds of links and roles whatever is reported: both sides see a link, no reporter is a related site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ircon.model import IncidentClass, ObservableKind, Role
from ircon.sites.case import Case, Party, Sighting
from ircon.sites.links import WORTH_SAYING, propose
from ircon.sites.roles import related

SITES = st.none() | st.integers(1, 4)
VALUES = (
    (ObservableKind.IPV4, ("192.0.2.1", "192.0.2.9", "198.51.100.7", "203.0.113.3", "127.0.0.1")),
    (ObservableKind.IPV6, ("2001:db8::1", "2001:db8:5::1")),
    (ObservableKind.CIDR, ("198.51.100.0/25",)),
    (ObservableKind.HOST, ("www.a.example", "b.example", "bare")),
    (ObservableKind.URL, ("http://www.a.example/x", "http://192.0.2.1/", "http://[broken")),
    (ObservableKind.MAIL, ("x@a.example",)),
)


def sightings(report: int) -> st.SearchStrategy[Sighting]:
    """Any observable of a report. A value always has the same owner."""
    pairs = [(kind, value) for kind, values in VALUES for value in values]
    return st.builds(
        lambda pair, role, lines, seen, owned: Sighting(
            report, pair[0], pair[1], role, pairs.index(pair) % 4 + 1 if owned else None, lines, seen
        ),
        st.sampled_from(pairs),
        st.none() | st.sampled_from(Role),
        st.integers(0, 3),
        st.sampled_from((1, 2, 500)),
        st.booleans(),
    )


def cases(number: int) -> st.SearchStrategy[Case]:
    """Any incident with one report."""
    return st.builds(
        lambda klass, day, site, seen: Case(
            number,
            klass,
            datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day),
            (Party(number, f"site {site}", site, "a.example"),),
            tuple(seen),
        ),
        st.sampled_from(IncidentClass),
        st.integers(0, 500),
        SITES,
        st.lists(sightings(number), max_size=6),
    )


@given(cases(1), cases(2))
def test_a_link_is_seen_from_both_sides(one: Case, other: Case) -> None:
    there, back = propose(one, [other]), propose(other, [one])
    assert [link.score for link in there] == [link.score for link in back]
    for link in there + back:
        assert WORTH_SAYING <= link.score <= 1
        assert link.reason and "\n" not in link.reason


@given(cases(1), st.lists(cases(2), max_size=2))
def test_no_reporter_is_their_own_related_site(case: Case, linked: list[Case]) -> None:
    found = related(case, linked, {1: "one", 2: "two", 3: "three", 4: "four"})
    assert not {site.site_id for site in found} & set(case.reporting_sites)
    assert "a.example" not in {site.name for site in found if site.site_id is None and site.reports == (1,)}
    keys = [site.site_id if site.site_id is not None else site.name for site in found]
    assert len(keys) == len(set(keys))
    assert all(site.evidence and site.reason for site in found)


@given(cases(1))
def test_the_order_of_what_is_named_does_not_matter_to_the_roles(case: Case) -> None:
    turned = Case(case.incident, case.klass, case.received, case.parties, case.sightings[::-1])
    assert {(s.name, s.role) for s in related(case)} == {(s.name, s.role) for s in related(turned)}
