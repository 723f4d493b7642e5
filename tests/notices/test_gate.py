"""The last gate: every spelling of a withheld identifier is found, and ordinary words are not."""

from __future__ import annotations

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import Item, Level, Site
from ircon.notices import gate
from tests.disclosure import world
from tests.notices import typed

ADDRESS = "192.0.2.15"
SPELT_ADDRESSES = {
    "as it is": "192.0.2.15",
    "with a port": "192.0.2.15:22",
    "defanged": "192[.]0[.]2[.]15",
    "defanged once": "192.0.2[.]15",
    "defanged in words": "192 dot 0 dot 2 dot 15",
    "in brackets and words": "192(dot)0(dot)2(dot)15",
    "decimal": "3221225999",
    "hexadecimal": "0xC000020F",
    "hexadecimal without a mark": "c000020f",
    "octal": "0300.00.02.017",
    "in-addr.arpa": "15.2.0.192.in-addr.arpa",
    "mapped into IPv6": "::ffff:192.0.2.15",
    "mapped, hexadecimal": "::ffff:c000:20f",
    "padded": "192.000.002.015",
    "with dashes": "host-192-0-2-15.bnet",
    "with three parts": "192.0.527",
    "full width": "１９２．０．２．１５",
    "percent": "%31%39%32%2e%30%2e%32%2e%31%35",
    "percent dots": "192%2E0%2E2%2E15",
    "base64": base64.b64encode(b"ip=192.0.2.15;").decode(),
    "a hexdump": "31 39 32 2e 30 2e 32 2e 31 35",
    "character references": "&#49;92.0.2.15",
    "broken over lines": "192.0.\n2.15",
    "broken over quoted lines": "> 192.0.2\n> .15",
    "with spaces": "192 . 0 . 2 . 15",
    "with invisible characters": "192.\u200b0.2.15",
    "in Japanese": "攻撃先は192.0.2.15です",
}
SPELT_NAMES = {
    ("db7.bsite.example.jp", "capitals"): "DB7.BSITE.example.JP",
    ("db7.bsite.example.jp", "defanged"): "db7[.]bsite[.]example[.]jp",
    ("db7.bsite.example.jp", "reversed"): "jp.example.bsite.db7",
    ("db7.bsite.example.jp", "with dashes"): "db7-bsite-example-jp",
    ("db7.bsite.example.jp", "below another domain"): "db7.bsite.example.jp.asite.example.net",
    ("db7.bsite.example.jp", "in a link"): "hxxp://db7.bsite.example.jp:8080/",
    ("hanako@bsite.example.jp", "at"): "hanako at bsite.example.jp",
    ("hanako@bsite.example.jp", "[at]"): "hanako[at]bsite[.]example[.]jp",
    ("hanako@bsite.example.jp", "in a bounce address"): "b-hanako=bsite.example.jp@asite.example.net",
    ("hanako@bsite.example.jp", "percent"): "hanako%40bsite.example.jp",
    ("hanako@bsite.example.jp", "base64"): base64.b64encode(b"hanako@bsite.example.jp").decode(),
    ("hanako@bsite.example.jp", "quoted-printable"): "hanako=40bsite.example.jp",
    ("Hanako Yamada", "the other way round"): "yamada hanako",
    ("Hanako Yamada", "with a comma"): "Yamada, Hanako",
    ("Hanako Yamada", "with a dot"): "hanako.yamada",
    ("Hanako Yamada", "broken over lines"): "It was Hanako\nYamada",
    ("Hanako Yamada", "broken over quoted lines"): "> It was Hanako\n> Yamada",
    ("山田 花子", "without the space"): "山田花子様より",
    ("ビーサイト", "half width"): "ﾋﾞｰｻｲﾄ",
    ("ビーサイト", "hiragana"): "びーさいと",
    ("ビーサイト", "broken over lines"): "ビー\nサイト",
    ("株式会社ビーサイト", "abbreviated"): "㈱ビーサイト".replace("㈱", "株式会社"),
    ("2001:db8:b::15", "written out"): "2001:0db8:000b:0000:0000:0000:0000:0015",
    ("2001:db8:b::15", "capitals"): "2001:DB8:B::15",
    ("bsite", "alone"): "It was bsite who told us.",
}


@pytest.mark.parametrize("how", SPELT_ADDRESSES)
def test_an_address_is_found_however_it_is_written(how: str) -> None:
    assert gate.hits(f"We were told of {SPELT_ADDRESSES[how]} today.", {ADDRESS}) == (ADDRESS,)


@pytest.mark.parametrize(("name", "how"), SPELT_NAMES)
def test_a_name_is_found_however_it_is_written(name: str, how: str) -> None:
    assert gate.hits(f"ご参考: {SPELT_NAMES[name, how]} です", {name, "nobody.example.com"}) == (name,)


@given(st.ip_addresses(v=4).map(str).filter(lambda ip: not ip.startswith("0.")))
def test_every_spelling_that_we_know_is_found(address: str) -> None:
    for way in gate.spellings(address):
        assert gate.hits(f"see {way} there", {address}) == (address,)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("192.0.2.150 and 1192.0.2.15", ADDRESS),
        ("bsiteful websites", "bsite"),
        ("Please give us a call, the market will mark", "Mark Twain"),
        ("reported by mail", "mailer"),
        ("see 13221225999", ADDRESS),
        ("see mail-order.example.jp", "order.example.jp"),
    ],
)
def test_what_only_resembles_it_is_no_hit(text: str, identifier: str) -> None:
    assert gate.hits(text, {identifier}) == ()


def test_what_identifies_a_report() -> None:
    report = world.report(
        1,
        "Jun 23 12:34:00 db7host telnetd[12]: connect from 192.168.100.1\nsee http://shop.bsite.example.jp/\n",
        sender="Hanako Yamada <hanako@bsite.example.jp>",
    )
    found = gate.identifiers(report)
    assert {"hanako@bsite.example.jp", "Hanako Yamada", "bsite.example.jp", "db7host", "shop.bsite.example.jp"} <= found
    assert "192.168.100.1" in found


@pytest.mark.parametrize(
    "word", ["admin", "abc", "サイト", "管理者", "ご担当者様", "report", "Security", "mail", "the"]
)
def test_words_that_name_nobody_do_not_count(word: str) -> None:
    report = world.report(1, "x", sender=f"{word} <x@example.com>")
    assert word not in gate.identifiers(report)


def test_a_free_mail_providers_domain_names_nobody() -> None:
    found = gate.identifiers(world.report(1, "x", sender="hanako@gmail.com"))
    assert "hanako@gmail.com" in found and "gmail.com" not in found


class TestWhatIsWithheld:
    B = world.report(1, "Jun 23 12:34:00 db7host telnetd[1]: connect from 192.168.100.1 to 192.0.2.15\n")
    A = world.report(2, "Jun 23 10:00:00 web9host statd[1]: open\n", sender="root@asite.example.jp", site_id=1)

    def held(self, *levels: Level) -> frozenset[str]:
        decisions = [world.grant(1, level) for level in levels]
        return gate.withheld([self.A, self.B], decisions, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE)

    def test_everything_of_those_who_did_not_consent(self) -> None:
        assert {"db7host", "192.0.2.15", "admin@bsite.example.jp"} <= self.held()
        assert self.held(Level.LOGS) == self.held()

    def test_nothing_of_those_who_did(self) -> None:
        assert self.held(Level.FULL) == frozenset()

    def test_nothing_of_the_recipients_own(self) -> None:
        assert not {"192.168.100.1", "web9host", "root@asite.example.jp", "asite.example.jp"} & self.held()

    def test_a_letter_to_a_reporter_may_hold_their_own_words(self) -> None:
        held = gate.withheld([self.A, self.B], [], own_report=1, centre=world.CENTRE)
        assert "web9host" in held and "db7host" not in held

    def test_our_own_names_are_not_withheld(self) -> None:
        ours = world.report(3, "ask info@cc.example.net or www.cc.example.net\n", sender="x@example.net", site_id=3)
        held = gate.withheld([ours], [], recipient=world.A, centre=world.CENTRE)
        assert not {"info@cc.example.net", "www.cc.example.net", "example.net"} & held

    def test_what_read_backwards_is_the_recipients_parent_names_nobody(self) -> None:
        odd = world.report(3, "see jp.example and jp.example.asite\n", sender="x@csite.example.net", site_id=3)
        held = gate.withheld([odd], [], recipient=world.A, centre=world.CENTRE)
        assert "jp.example" not in held and gate.hits("To abuse@asite.example.jp", held) == ()

    def test_a_customer_in_the_recipients_netblock_is_withheld(self) -> None:
        provider = Site("isp", cidrs=("192.0.0.0/16", "192.168.0.0/16"), id=9)
        customer = Site("bsite", cidrs=("192.0.2.0/24",), id=2)
        held = gate.withheld([self.B], [], recipient=provider, part_in=world.SOURCE, others=[customer])
        assert "192.0.2.15" in held and "192.168.100.1" not in held


PEOPLE = [
    "Hanako Yamada",
    "Taro Suzuki",
    "Jean Martin",
    "山田花子",
    "鈴木 太郎",
    "Olga Petrova",
    "Mark Field",
    "管理者",
    "佐藤",
]
DOMAINS = ["bsite", "orange", "mail", "northwind", "acme", "gw1"]
HOSTS = ["gw", "mail", "ns1", "host", "db7host", "relay", "www"]


def test_whatever_is_typed_into_a_letter_is_stopped() -> None:
    """Each identifier, in each of its spellings, anywhere in a letter; ``make bench`` tries two hundred letters."""
    passed, tried = typed.missed(8)
    assert passed == 0 and tried > 1_000


def test_at_most_one_false_stop_in_five_hundred_clean_drafts() -> None:
    dice = random.Random(500)
    assert sum(stopped(dice, number) for number in range(500)) <= 1


def stopped(dice: random.Random, number: int) -> bool:
    """Whether the gate stops a notice that is as we wrote it, beside a report that is withheld."""
    withheld = world.report(
        1,
        f"Jun 23 12:34:00 {dice.choice(HOSTS)} sshd[1]: connect from 198.51.100.{dice.randint(1, 254)}\n",
        sender=f"{dice.choice(PEOPLE)} <u{number}@{dice.choice(DOMAINS)}.example.org>",
        site_id=3,
    )
    klass, minute, host = dice.choice(["侵入", "スキャン", "フィッシング"]), dice.randint(0, 59), dice.randint(1, 254)
    shown = world.report(
        2,
        f"分類: {klass}\n\nJun 23 12:{minute:02}:00 g telnetd[{number}]: connect from 192.168.100.{host}\n",
        sender="c@csite.example.net",
    )
    decisions = [world.grant(2, dice.choice([Level.FACTS, Level.LOGS, Level.FULL]))]
    draft = world.notice([withheld, shown], decisions, language=dice.choice(["ja", "en"]))
    held = gate.withheld([withheld, shown], decisions, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE)
    return bool(gate.hits(f"{draft.subject}\n{draft.body}", held))


def test_who_did_not_consent_is_not_named_by_another_who_did() -> None:
    withheld = world.report(
        1, "Jun 23 12:34:00 cdb9host sshd[1]: connect from 192.168.100.1\n", sender="r@csite.example.org", site_id=3
    )
    frank = world.report(
        2, "Jun 23 12:34:00 g sshd[1]: 192.168.100.1 came by cdb9host and 198.51.100.7, says r@csite.example.org\n"
    )
    decisions = [world.grant(2, Level.FULL)]
    draft = world.notice([withheld, frank], decisions, language="en")
    held = gate.withheld([withheld, frank], decisions, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE)
    assert {"cdb9host", "r@csite.example.org"} <= set(gate.hits(draft.body, held))
    assert "198.51.100.7" not in held


def test_what_a_reporter_wrote_before_is_their_own_too() -> None:
    first = world.report(1, "Jun 23 12:34:00 db7host telnetd[1]: connect from 192.168.100.1\n")
    again = world.report(2, "And db8.bsite.example.jp as well.\n")
    assert gate.withheld([first, again], [], own_report=1, centre=world.CENTRE) == frozenset()


KESSEL = Site(name="Kessel Works", domains=("kessel-works.example",), cidrs=("198.51.100.0/24",), id=9)
"""A site of the register that its own report calls nothing."""


OTHER_SPELLINGS = """
198・51・100・7|198。51。100。7|198,51,100,7|198 . 51 . 100 . 7|::ffff:c633:6407|198.51.100.7:443|198.51.100.7-9
2001:db8:77:1:0:0:0:9|2001:0db8:0077:0001::0009|[2001:db8:77:1::9]:80|2001:db8:77:1::0.0.0.9|42540766411426455047884869897153413129
kessel works|kessel_works_example|kes\u00adsel-works.example|k\u0435ssel-works.example|h.yamada=40kessel-works.example
h.yamada|HanakoYamada|H. Yamada|Yamada, H.|Hanako\tYamada|MAILHUB7|/var/log/mailhub7/x
"""


@pytest.mark.parametrize("typed", OTHER_SPELLINGS.strip().replace("\n", "|").split("|"))
def test_spellings_that_nobody_had_thought_of_are_stopped(typed: str) -> None:
    body = "Jun 23 12:34:00 mailhub7 sshd[1]: Failed for x from 198.51.100.7\nsee also 2001:db8:77:1::9\n"
    hidden = world.report(5, body, sender="Hanako Yamada <h.yamada@kessel-works.example>", site_id=9)
    found = gate.sort_out(
        [hidden], [], recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE, others=(KESSEL,)
    ).withheld
    assert gate.hits(f"ご担当者様\n\nSeen: {typed} .\n", found)
    assert not gate.hits("ご担当者様\n\nSeen at 12:34:00, 1,024 times, 10.5% of all; works as it should.\n", found)


def test_leave_for_the_name_is_leave_for_what_the_register_calls_them() -> None:
    told = world.report(5, "hello\n", sender="Hanako Yamada <h.yamada@kessel-works.example>", site_id=9)
    leave = [world.grant(5, items=(Item.FACTS, Item.IDENTITY))]
    found = gate.sort_out([told], leave, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE, others=(KESSEL,))
    assert not gate.hits("This was seen by Kessel Works.\n", found.withheld, found.told)
    assert gate.hits("This was seen by h.yamada.\n", found.withheld, found.told)
