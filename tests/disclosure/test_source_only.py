"""Who permits something "to the source" means the source of their own report, whatever others report of that site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import IrconError
from ircon.model import Audience, LetterKind, Level, Role
from ircon.store import Store, incidents
from tests.disclosure import world
from tests.disclosure.test_whole_stores import REGISTER

ATTACKED = "Jun 23 12:34:00 gw sshd[1]: SRC=192.0.2.15 DST=192.168.100.1 PROTO=TCP DPT=22\n"
"""Site B names an address of site A's as what was attacked."""
IN_PROSE = "Type: port scan\n\nOur gateway was scanned last night: 192.168.100.1\n"
"""Site B names it without a log, so that it can be the source alone."""
OTHERS = "Jun 23 12:34:00 gw sshd[7]: Failed password for root from {address} port 4242 ssh2\n"
"""Site C, of which nothing is permitted, has a log that names it, or somebody else, as the source."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ircon.db") as opened:
        desk.import_sites(opened, REGISTER.encode(), handler="mori", at=world.SENT_AT)
        yield opened


def _reported(store: Store, body: str, sender: str) -> desk.Taken:
    mail = f"From: {sender}\nSubject: port scan\nDate: Tue, 23 Jun 2026 18:00:00 +0900\n\n{body}"
    return desk.take_in(store, mail.encode(), handler="mail", received=world.SENT_AT)


def _permitted(store: Store, report: int) -> None:
    desk.decide(store, 1, report=report, level=Level.FACTS, audience=Audience.SOURCE, quote="so be it", handler="mori")


def _told(store: Store) -> str:
    """Return what site A would be told; "" where no notice to it can be written."""
    try:
        letter = desk.write_letter(
            store, 1, kind=LetterKind.NOTICE, to="asite", centre=world.CENTRE, handler="mori", at=world.SENT_AT
        ).draft
    except IrconError:
        return ""
    assert letter is not None
    return f"{letter.subject}\n{letter.body}" if letter.relies else ""


@pytest.mark.parametrize(
    ("body", "others", "is_told"),
    [(ATTACKED, "192.168.100.1", False), (IN_PROSE, "203.0.113.9", True)],
    ids=["it is not opened", "it is not closed"],
)
def test_by_what_another_reports(store: Store, body: str, others: str, is_told: bool) -> None:
    first = _reported(store, body, "admin@bsite.example.jp")
    _permitted(store, first.report)
    before = _told(store)
    assert bool(before) is is_told
    second = _reported(store, OTHERS.format(address=others), "r@c.asite.example.jp")
    desk.put_together(store, [1, second.incident], handler="mori", at=world.SENT_AT)
    assert _told(store) == before


def test_a_handler_who_says_which_part_it_plays_says_it_for_every_report(store: Store) -> None:
    first = _reported(store, ATTACKED, "admin@bsite.example.jp")
    _permitted(store, first.report)
    assert not _told(store)
    desk.say_role(store, 1, "asite", Role.SOURCE, handler="mori")
    assert [site.part_in(first.report) for site in incidents.related(store, 1) if site.name == "asite"] == [Role.SOURCE]
    assert _told(store)
