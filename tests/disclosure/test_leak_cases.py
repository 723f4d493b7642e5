"""A table of leaks, each tried at every level below full and in every letter that could carry it."""

from __future__ import annotations

from functools import cache

import pytest

from ircon import disclosure
from ircon.disclosure import Hosts, Named, Reachable
from ircon.errors import NotPermitted
from ircon.model import Item, Level, Site, StoredReport
from ircon.notices.defanging import defanged
from ircon.text import one_line
from tests.disclosure import world
from tests.disclosure.cases import CASES, IN_LOG_LINES, Case

PLAIN = "Jun 23 12:34:00 g telnetd[12]: connect from 192.168.100.1\n"


@cache
def stored(case: Case, number: int = 7) -> StoredReport:
    return world.report(number, case.body, sender=case.sender, subject=case.subject, headers=case.headers)


@cache
def our_own_words() -> str:
    """Return what a notice says that names nobody: a secret that stands in it anyway is none there."""
    plain = world.report(1, PLAIN, sender="x@x.example.org")
    drafts = [world.notice([plain], [world.grant(1, Level.LOGS)], language=language) for language in ("ja", "en")]
    return "".join(map(world.as_it_leaves, drafts))


@cache
def letters_alone() -> tuple[StoredReport, list[str]]:
    """Return a report of the recipient's own and all letters about it, where nobody else reported."""
    own = world.report(4, "分類: 侵入\n\nJun 23 10:00:00 h statd[1]: open\n", sender="root@asite.example.jp", site_id=1)
    return own, [world.as_it_leaves(draft) for draft in world.letters_to(own, [own], [])]


def told(text: str, case: Case) -> list[str]:
    """Return the secrets of ``case`` that ``text`` tells."""
    return [secret for secret in case.secrets if secret in text and secret not in our_own_words()]


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("level", [Level.FACTS, Level.LOGS])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_notice_does_not_tell(case: Case, level: Level, language: str) -> None:
    draft = world.notice([stored(case)], [world.grant(7, level)], language=language)
    assert told(world.as_it_leaves(draft), case) == []
    if level is Level.FACTS:
        assert "\n    | " not in draft.body


SETS = (
    (Item.FACTS, Item.IDENTITY), (Item.FACTS, Item.CONTACT), (Item.FACTS, Item.HOSTS),
    (Item.FACTS, Item.LOGS, Item.IDENTITY), (Item.FACTS, Item.LOGS, Item.HOSTS, Item.CONTACT),
)  # fmt: skip


@pytest.mark.parametrize("items", SETS, ids="+".join)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_item_tells_what_it_opens_and_no_more(case: Case, items: tuple[Item, ...]) -> None:
    """What the items open is in the letter; where it is taken out of it again, the letter is as with none of them."""
    report = stored(case)
    draft = world.notice([report], [world.grant(7, items=items)], language="en")
    text = world.as_it_leaves(draft)
    (part,) = disclosure.build([report], [world.grant(7, items=items)], world.A, world.SOURCE).parts
    opened: list[str] = []
    for one in part.opened:
        match one:
            case Named():
                opened += [one.site, one.name]
            case Reachable():
                opened.append(one.mail)
            case Hosts():
                opened += map(defanged, one.hosts)
    assert set(part.items) <= set(items)
    for word in sorted(filter(None, map(one_line, opened)), key=len, reverse=True):
        assert word in draft.body, "nothing that is permitted is missing"
        text = text.replace(word, "")
    assert told(text, case) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_without_permission_there_is_no_notice(case: Case) -> None:
    with pytest.raises(NotPermitted):
        world.notice([stored(case)], [], language="ja")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_withheld_is_not_in_a_notice_about_another_report(case: Case) -> None:
    other = world.report(3, PLAIN, sender="c@csite.example.net", site_id=3)
    alone = world.notice([other], [world.grant(3, Level.FULL)], language="en")
    beside = world.notice([stored(case), other, stored(case, 9)], [world.grant(3, Level.FULL)], language="en")
    assert world.as_it_leaves(beside) == world.as_it_leaves(alone)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_withheld_is_in_no_letter_to_another_reporter(case: Case) -> None:
    own, alone = letters_alone()
    beside = [world.as_it_leaves(draft) for draft in world.letters_to(own, [stored(case), own], [])]
    assert beside == alone


@pytest.mark.parametrize("case", IN_LOG_LINES, ids=lambda case: case.name)
def test_what_the_recipient_needs_is_still_told(case: Case) -> None:
    draft = world.notice([stored(case)], [world.grant(7, Level.LOGS)], language="en")
    assert "192.168.100.1" in draft.subject
    assert "      class:" in draft.body and "Log lines" in draft.body


def test_the_reporter_in_the_recipients_own_netblock_is_not_the_recipients_own() -> None:
    """The recipient is a provider, the reporter its customer, with a narrower netblock in the register."""
    provider = Site("isp", ("isp.example.net",), ("192.0.0.0/16", "192.168.0.0/16"), language="en", id=9)
    line = "Jun 23 12:34:00 g kernel: SRC=192.168.100.1 DST=192.0.2.15 DPT=23 www.bsite.isp.example.net\n"
    customer = Site("bsite", ("bsite.isp.example.net",), ("192.0.2.0/24",), id=2)
    draft = world.notice(
        [world.report(7, line)], [world.grant(7, Level.LOGS)], language="en", recipient=provider, others=[customer]
    )
    assert "192.168.100.1" in draft.body
    assert "192.0.2.15" not in draft.body and "bsite" not in draft.body


def test_what_two_sites_register_alike_is_neithers_own() -> None:
    line = "Jun 23 12:34:00 g kernel: SRC=192.168.100.1 DST=192.0.2.15 DPT=23\n"
    shared = Site("asite", (), ("192.168.100.0/24", "192.0.2.0/24"), id=1)
    draft = world.notice(
        [world.report(7, line)], [world.grant(7, Level.LOGS)], language="en", recipient=shared, others=[world.B]
    )
    assert "192.168.100.1" in draft.body and "192.0.2.15" not in draft.body


@pytest.mark.parametrize("owned", [("0.0.0.0/0",), ("192.0.0.0/3", "::/0")])
def test_a_register_that_gives_everything_to_a_site_gives_it_nothing(owned: tuple[str, ...]) -> None:
    line = "Jun 23 12:34:00 g kernel: SRC=192.168.100.1 DST=192.0.2.15 www.bsite.co.jp\n"
    everything = Site("asite", ("co.jp", "jp"), owned, id=1)
    draft = world.notice([world.report(7, line)], [world.grant(7, Level.LOGS)], language="en", recipient=everything)
    assert "192.0.2.15" not in draft.body and "bsite" not in draft.body


def test_what_a_reporter_quotes_stays_masked_even_where_they_permit_everything() -> None:
    body = "We permit all. C wrote to us:\n> Jun 23 12:34:00 cdb9 sshd[1]: connect from 192.168.100.1 to 203.0.113.7\n"
    draft = world.notice([world.report(7, body)], [world.grant(7, Level.FULL)], language="en")
    assert "cdb9" not in draft.body and "203" not in draft.body
    assert "192.168.100.1" in draft.body
