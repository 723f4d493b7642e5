"""The demonstration that comes along is whole, opens, and has every scene."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from ircon.demo import build, example_path
from ircon.demo.schedule import scenes
from ircon.query import ALL
from ircon.store import Store, queue


def test_a_copy_opens_and_has_every_scene(tmp_path: Path) -> None:
    copy = Path(shutil.copy(example_path(), tmp_path))
    with Store.open(copy) as store:
        expected = 2 + len(list(scenes(Random(build.SEED))))
        assert queue.count(store, ALL) == expected, "build it anew: python -m ircon.demo.build example.db"
