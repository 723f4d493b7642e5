"""Builds the demonstration: ``python -m ircon.demo.build example.db``.

Everything goes the way it goes in the office: real mails through intake, decisions and
letters through the desk. Times, names and numbers are fixed, so that two builds with the
same SQLite give the same file, byte for byte.
"""

from __future__ import annotations

import heapq
import os
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.demo import cast, story
from ircon.demo.life import INTAKE, Office, play
from ircon.demo.schedule import Scene, scenes
from ircon.store import Store
from ircon.store.building import in_one_go

SEED = 19990623
"""The day of the story."""


def build(path: Path, most: int | None = None) -> None:
    """Create the demonstration's store at ``path``; ``most`` limits the incidents besides the story's."""
    rng = Random(SEED)
    with Store.create(path) as store, in_one_go(store):
        opened = story.B_SENT - timedelta(days=30)
        desk.import_sites(store, cast.REGISTER.encode(), handler=cast.HANDLERS[0], at=opened)
        for sent, data in story.mails():
            desk.take_in(store, data, received=sent + timedelta(minutes=2), handler=INTAKE)
        office = Office(store, EXAMPLE_CENTRE, rng)
        played = sorted(scenes(rng), key=lambda scene: scene.received)
        _in_order_of_time(office, played if most is None else played[len(played) - most :])


def _in_order_of_time(office: Office, played: list[Scene]) -> None:
    order = count()
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for scene in played:
        life = play(office, scene)
        heapq.heappush(waiting, (next(life), next(order), life))
    while waiting:
        _, turn, life = heapq.heappop(waiting)
        if (wakes := next(life, None)) is not None:
            heapq.heappush(waiting, (wakes, turn, life))


def main(arguments: list[str]) -> int:
    """Build at the path given; an older demonstration there is replaced."""
    if len(arguments) != 1:
        print("usage: python -m ircon.demo.build OUT.db", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    build(fresh)
    fresh.replace(out)
    print(f"{out}: {out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
