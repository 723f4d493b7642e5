"""How well series are found: ``python -m tests.sites.score`` prints precision and recall over pairs of incidents,
with ``apart``, ``years`` or ``voices`` those of other sets, which were composed after the rules.

Every report of ``tests.sites.series`` is taken in, in its order, and what is proposed at
the end is compared with what is known. A pair counts as found if either incident
proposes the other; *together* also counts pairs that follow over a third incident, as a
handler who puts them together one by one would find them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ircon import desk
from ircon.store import Store, incidents
from tests.sites import series
from tests.sites.series import apart, voices, years
from tests.sites.series.compose import RESEARCH, Told, register

PRECISION, RECALL = 0.95, 0.9
MOST = 60
"""How many wrong and missed pairs are printed."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that are so, pairs that were proposed, and the label of each incident."""

    known: frozenset[Pair]
    proposed: frozenset[Pair]
    together: frozenset[Pair]
    labels: dict[int, str]
    reasons: dict[Pair, str]

    @property
    def precision(self) -> float:
        """Of the proposed pairs, how many are so."""
        return len(self.known & self.proposed) / max(len(self.proposed), 1)

    @property
    def recall(self) -> float:
        """Of the pairs that are so, how many are proposed."""
        return len(self.known & self.proposed) / max(len(self.known), 1)

    @property
    def recall_together(self) -> float:
        """Of the pairs that are so, how many are found one by one."""
        return len(self.known & self.together) / max(len(self.known), 1)


def score(told: Iterable[Told] | None = None, known_sites: str = "") -> Score:
    """Take everything in and compare: ``told`` in its order, on a register; the first set where none is given."""
    labels: dict[int, str] = {}
    with tempfile.TemporaryDirectory() as scratch, Store.create(Path(scratch) / "series.db") as store:
        store.conn.execute("PRAGMA synchronous=OFF")
        desk.import_sites(store, (known_sites or register()).encode(), handler="score")
        desk.ignore(store, RESEARCH, "scans for research", handler="score")
        for one in series.incidents() if told is None else told:
            taken = desk.take_in(store, one.mail, received=one.sent, handler="score")
            labels[taken.incident] = one.series or f"alone {taken.incident}"
        links = {n: incidents.links(store, n) for n in labels}
    reasons = {_pair(n, link.incident): link.reason for n, found in links.items() for link in found}
    known = frozenset(_pair(a, b) for a, b in combinations(labels, 2) if labels[a] == labels[b])
    return Score(known, frozenset(reasons), frozenset(_closure(reasons)), labels, reasons)


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _closure(pairs: Iterable[Pair]) -> Iterator[Pair]:
    groups: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        for number in joined:
            groups[number] = joined
    for group in {frozenset(found) for found in groups.values()}:
        yield from (_pair(a, b) for a, b in combinations(sorted(group), 2))


def main() -> int:
    """Print the figures and what was wrong; 1 where a threshold is missed."""
    others = {"apart": apart, "years": years, "voices": voices}
    which = others.get("".join(sys.argv[1:]))
    found = score(which.incidents(), which.register()) if which else score()
    for pair in sorted(found.proposed - found.known)[:MOST]:
        print(f"wrong  {pair}: {found.labels[pair[0]]} | {found.labels[pair[1]]}: {found.reasons[pair]}")
    for pair in sorted(found.known - found.proposed)[:MOST]:
        print(f"missed {pair}: {found.labels[pair[0]]}")
    print(
        f"{len(found.labels)} incidents, {len(found.known)} pairs of {len(set(found.labels.values()))} series:"
        f" precision {found.precision:.3f} (aim {PRECISION}), recall {found.recall:.3f} (aim {RECALL}),"
        f" recall one by one {found.recall_together:.3f}"
    )
    return int(found.precision < PRECISION or found.recall < RECALL)


if __name__ == "__main__":
    sys.exit(main())
