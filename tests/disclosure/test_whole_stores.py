"""The same property over whole stores, through the same doors as a handler: nothing that leaves tells what may not.

Mails come in, incidents are put together, consents recorded, and then everything leaves
that can: letters to the clipboard and to files, what the journal says of it, the words of
a refusal, and the published statistics.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ircon import desk, publishing, trends
from ircon.consent import items
from ircon.errors import IrconError
from ircon.model import ConsentState, Item, LetterKind, Role
from ircon.store import Store, incidents, register
from ircon.store import trends as counters
from tests.disclosure import pairs, world
from tests.disclosure.pairs import Dice, Mailed

STORES = int(os.environ.get("IRCON_STORES", "10"))
CUSTOMERS = "192.168.100.200"
"""Of the recipient's netblock, but a customer's own."""
REGISTER = """\
name,domain,cidr,mail,language
asite,asite.example.jp,192.168.100.0/24;2001:db8:a::/48,abuse@asite.example.jp,ja
bsite,bsite.example.jp,192.0.2.0/24,admin@bsite.example.jp,ja
csite,c.asite.example.jp,192.168.100.192/28,admin@c.asite.example.jp,ja
"""


def _filled(path: Path, mails: Sequence[Mailed]) -> Store:
    """Make a store of these mails, all in one incident, with what their senders decided."""
    store = Store.create(path)
    desk.import_sites(store, REGISTER.encode(), handler="mori", at=world.SENT_AT)
    asite = register.find(store, "asite")
    assert asite is not None
    taken = [desk.take_in(store, mail.data, handler="mail", received=mail.received) for mail in mails]
    if len(numbers := {one.incident for one in taken}) > 1:
        desk.put_together(store, sorted(numbers), handler="mori", at=world.SENT_AT)
    for mail, one in zip(mails, taken, strict=True):
        for told in mail.decisions:
            state = ConsentState.WITHDRAWN if told.state is ConsentState.EXPIRED else told.state
            named = None if told.site_id is None else asite.id if told.site_id == world.A.id else 2
            desk.decide(
                store, 1, report=one.report, state=state, level=told.level, items=told.items, audience=told.audience,
                site_id=named, quote="their words", handler=told.handler, at=told.at,
            )  # fmt: skip
    return store


def _leaving(store: Store, folder: Path) -> Iterator[str]:
    """Yield all that leaves the store, in one order."""
    sequences: list[str] = []
    for language in ("ja", "en"):
        try:
            letter = desk.write_letter(
                store, 1, kind=LetterKind.NOTICE, to="asite", language=language, centre=world.CENTRE, handler="mori",
                at=world.SENT_AT,
            ).draft  # fmt: skip
        except IrconError:
            continue  # there is no letter, neither here nor in the other store
        assert letter is not None and letter.id is not None
        assert not [finding for finding in letter.lint if finding.blocks]
        out = folder / language
        desk.export(store, letter.id, centre=world.CENTRE, directory=out, write=sequences.append, environ={},
                    handler="mori", at=world.SENT_AT)  # fmt: skip
        desk.write_eml(store, letter.id, centre=world.CENTRE, directory=out, handler="mori", at=world.SENT_AT)
        yield pairs.as_bytes(letter)
        yield from (f"{path.name}: {path.read_text('utf-8')}" for path in sorted(out.iterdir()))
    yield from sequences
    for entry in incidents.load(store, 1, lines=0).journal:
        if entry.action == "export":
            yield entry.note.partition(", ")[2]
    with pytest.raises(IrconError) as refused:
        desk.write_letter(store, 1, kind=LetterKind.NOTICE, to="203.0.113.250", centre=world.CENTRE, handler="mori")
    yield str(refused.value)
    yield from _published(store)


def _published(store: Store) -> Iterator[str]:
    counts, waits = (counters.tallies(store, facet) for facet in (trends.Facet.CLASS, trends.Facet.MINUTES))
    table = trends.table(trends.By.FISCAL_YEAR, counts, waits, first="2026-04", last="2027-03")
    yield publishing.markdown(publishing.public(table))
    yield publishing.as_csv(publishing.public(table))


def _allows(mail: Mailed) -> bool:
    return bool(items(mail.decisions, mail.number, site_id=world.A.id, role=Role.SOURCE))


def _few(mails: Sequence[Mailed]) -> list[Mailed]:
    """Return no more reports than a published count hides; of those of which nothing is permitted the last go."""
    kept = sorted(mails, key=_allows, reverse=True)[: publishing.SMALL - 1]
    return [mail for mail in mails if mail in kept]


def _fit(mails: Sequence[Mailed]) -> bool:
    """Whether asite itself is told something, and no whole lines, in which a withheld name would stop the letter."""
    told = [mail.told for mail in mails if _allows(mail)]
    ours = any(line.own != CUSTOMERS for one in told for line in one.lines)
    return ours and all(one.items != frozenset(Item) for one in told)


def told(seed: int, folder: Path) -> list[list[str]]:
    """Return what leaves two stores that differ only in what was not permitted; they are made in ``folder``."""
    drawn = (list(pairs.mails(Dice(seed + more * 1_000), 2)) for more in range(1_000))
    leaving = []
    for number, mails in enumerate(next(pair for pair in drawn if _fit(pair[0]))):
        with _filled(folder / f"{number}.db", _few(mails)) as store:
            leaving.append(list(_leaving(store, folder / str(number))))
    return leaving


@pytest.mark.parametrize("seed", range(STORES))
def test_what_was_not_permitted_changes_nothing_that_leaves(seed: int, tmp_path: Path) -> None:
    one, other = told(seed, tmp_path)
    assert len(one) > 8 and one == other
