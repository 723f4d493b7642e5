"""A composed queue whose series are known: what belongs together, what only looks so, and everyday noise.

Addresses and names are those kept for documentation; every mail goes through intake as a
real one does. ``incidents()`` is the same each time.
"""

from __future__ import annotations

from random import Random

from tests.sites.series import chance, plots
from tests.sites.series.compose import Pool, Told

SEED = 19990623


def incidents() -> list[Told]:
    """Return every report in the order in which it comes in; each opens an incident of its own."""
    rng = Random(SEED)
    pool = Pool(rng)
    told = [*plots.all_of(rng, pool), *chance.all_of(rng, pool)]
    return sorted(told, key=lambda one: one.sent)
