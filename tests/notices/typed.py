"""What a handler may type into a letter: each identifier of a reporter who has not consented, in each spelling."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator

from ircon.model import Level
from ircon.notices import gate
from tests.disclosure import world

PEOPLE = ("Hanako Yamada", "Taro Suzuki", "山田 花子", "鈴木太郎", "Olga Petrova")
SITES = ("bsite", "northwind", "osaka-kikai", "ビーサイト工業")
SENTENCES = ("We were told of {} today.", "ご参考までに{}の件です。", "see <{}>, please", "({})", "- {}\n- others")


def ways(identifier: str) -> Iterator[str]:
    """Yield an identifier as somebody might type it; a dozen ways at least for a name or an address."""
    yield identifier
    yield identifier.upper()
    yield identifier.replace(".", "[.]")
    yield identifier.replace(".", " dot ").replace("@", " at ")
    yield identifier.replace(".", "(dot)").replace("@", "(at)")
    yield identifier.replace("@", "[at]").replace(".", "[.]", 1)
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in identifier)
    yield "".join(f"%{byte:02x}" for byte in identifier.encode())
    yield "\u200b".join((identifier[:3], identifier[3:]))
    if identifier.isascii():
        yield base64.b64encode(f"x={identifier};".encode()).decode()
        yield "".join(f"&#{ord(char)};" for char in identifier)
        yield identifier.encode().hex(" ")
        yield f"{identifier[:5]}\n{identifier[5:]}"
        yield f"> {identifier[:5]}\n> {identifier[5:]}"
    yield from gate.spellings(identifier)


def missed(many: int) -> tuple[int, int]:
    """Return how many identifiers in how many ways passed the gate over ``many`` drafts, and of how many."""
    dice, passed, tried = random.Random(7), 0, 0
    for number in range(many):
        name, site = dice.choice(PEOPLE), dice.choice(SITES)
        domain = f"{site if site.isascii() else 'bsite'}{number}.example.org"
        withheld = world.report(
            1,
            f"Jun 23 12:34:00 db{number}host sshd[1]: from 198.51.100.{dice.randint(1, 254)} mx.{domain}\n"
            f"2001:db8:b::{number:x} as well\n",
            sender=f"{name} <u{number}@{domain}>",
            site_id=3,
        )
        shown = world.report(2, "Jun 23 12:34:00 g telnetd[1]: connect from 192.168.100.7\n", sender="c@c.example.net")
        reports, decisions = [withheld, shown], [world.grant(2, dice.choice([Level.FACTS, Level.LOGS]))]
        draft = world.notice(reports, decisions, language=dice.choice(["ja", "en"]))
        found = gate.sort_out(reports, decisions, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE)
        assert not gate.hits(draft.body, found.withheld, found.told)
        for one in found.withheld:
            for way in set(ways(one)):
                at = dice.randrange(len(draft.body) // 2)
                text = f"{draft.body[:at]}\n{dice.choice(SENTENCES).format(way)}\n{draft.body[at:]}"
                tried += 1
                passed += one not in gate.hits(text, [one], found.told)
    return passed, tried
