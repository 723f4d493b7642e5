"""The demonstration that comes along is the one that its builder builds today."""

from __future__ import annotations

from random import Random

from ircon.demo import build, example_path
from ircon.demo.schedule import scenes
from ircon.query import ALL
from ircon.store import Store, migrate, queue

REMEDY = "build it anew: python -m ircon.demo.build example.db"


def test_it_has_the_newest_schema_and_every_scene() -> None:
    with Store.open(example_path(), read_only=True) as store:
        assert migrate.version_of(store.conn, store.path) == migrate.NEWEST, REMEDY
        assert queue.count(store, ALL) == 2 + len(list(scenes(Random(build.SEED)))), REMEDY
