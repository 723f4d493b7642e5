"""The demonstration tells the story, shows every state, and is the same each time it is built."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from pathlib import Path
from random import Random

import pytest

from ircon import intake
from ircon.demo import build, cast, story
from ircon.demo.schedule import scenes
from ircon.model import Ball, IncidentClass, Level, Role, Status
from ircon.query import ALL
from ircon.sites.importing import read_csv
from ircon.store import Store, incidents, queue

DOCUMENTATION = [
    ipaddress.ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "192.168.100.0/24")
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demonstration, built once for all tests here."""
    path = tmp_path_factory.mktemp("demo") / "example.db"
    build.build(path)
    return path


class TestTheReports:
    """Every mail reads as what it was written to be."""

    def test_the_storys_mails(self) -> None:
        (b_sent, from_b), (a_sent, from_a) = story.mails()
        b, a = intake.read(from_b, received=b_sent), intake.read(from_a, received=a_sent)
        assert (b.klass, b.consent.level) == (IncidentClass.SCAN, Level.FULL)
        assert (a.klass, a.consent.level, a.consent.quote) == (IncidentClass.INTRUSION, Level.NONE, "")
        assert {o.value for o in b.observables} == {"192.168.100.1"}
        assert b.lines[0].at is not None and f"{b.lines[0].at:%Y-%m-%d %H:%M}" == "1999-06-23 03:34"
        assert a.lines[0].at is not None and f"{a.lines[0].at:%Y-%m-%d %H:%M}" == "1999-06-23 01:00"

    def test_addresses_and_names_are_for_documentation(self) -> None:
        for scene in scenes(Random(build.SEED)):
            for found in intake.read(scene.data, received=scene.received).observables:
                if found.kind in ("ipv4", "ipv6"):
                    assert any(ipaddress.ip_address(found.value) in block for block in DOCUMENTATION), found
                elif found.kind in ("host", "mail"):
                    assert re.search(r"\.example(\.(jp|com|net|org))?$|(^|@)localhost$", found.value), found

    def test_log_times_lie_before_the_mail(self) -> None:
        for scene in scenes(Random(build.SEED)):
            for line in intake.read(scene.data, received=scene.received).lines:
                if line.at is not None:
                    assert 0 <= (scene.received - line.at).total_seconds() < 6 * 86_400, line

    def test_the_register_has_no_slips(self) -> None:
        assert read_csv(cast.REGISTER.encode()).problems == ()


class TestTheQueue:
    """What a handler sees on opening it."""

    def test_the_story_stands_on_top(self, demo: Path) -> None:
        with Store.open(demo, read_only=True) as store:
            first, second = queue.window(store, ALL, limit=2)
            from_b, from_a = incidents.load(store, first.incident), incidents.load(store, second.incident)
        assert (first.reporter, second.reporter) == ("サイトB", "サイトA")
        assert [(s.name, s.role) for s in from_b.related] == [("サイトA", Role.SOURCE)]
        assert [(s.name, s.role) for s in from_a.related] == [("サイトB", Role.TARGET)]
        assert [link.incident for link in from_b.links] == [second.incident]
        assert [link.incident for link in from_a.links] == [first.incident]

    def test_every_state_and_class_is_there(self, demo: Path) -> None:
        with Store.open(demo, read_only=True) as store:
            rows = queue.window(store, ALL, limit=1_000)
            closed_for = {incidents.load(store, row.incident, lines=0).closed_for for row in rows}
        assert len(rows) > 180
        assert {row.klass for row in rows} == set(IncidentClass)
        assert {row.ball for row in rows} == set(Ball)
        assert {row.status for row in rows} == set(Status)
        assert {row.consent for row in rows} >= {"none", "asked", "facts", "logs", "full", "refused", "withdrawn"}
        assert closed_for == {"", "resolved", "no-answer", "out-of-scope", "duplicate", "not-an-incident"}
        assert any(row.unread for row in rows)
        assert any(not row.owner for row in rows)


class TestTheFile:
    """It can be committed: small, and reproducible."""

    def test_small(self, demo: Path) -> None:
        assert demo.stat().st_size < 5_000_000

    def test_the_same_each_time(self, tmp_path: Path) -> None:
        digests = set()
        for name in ("one.db", "two.db"):
            build.build(tmp_path / name, most=12)
            digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        assert len(digests) == 1

    def test_the_command(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build, "scenes", lambda rng: iter(()))
        assert build.main([str(tmp_path / "out.db")]) == 0
        assert "bytes" in capsys.readouterr().out
        assert [entry.name for entry in tmp_path.iterdir()] == ["out.db"]
        assert build.main([]) == 2
