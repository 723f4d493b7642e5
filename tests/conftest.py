"""What holds for every test: nobody's own files are read or written, and no property test is timed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ircon import i18n
from tests.support import stores, warm

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one worker more than there are processors: those with a terminal often wait for it."""
    allowed = getattr(os, "sched_getaffinity", None)
    return (len(allowed(0)) if allowed else os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("IRCON_DB", "IRCON_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMUX", "STY"):
            patch.delenv(name, raising=False)
        for name in ("LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")  # what is said is looked for in English; tests of the Japanese ask for it
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_helper_left_behind() -> Iterator[None]:
    yield
    warm.helper.end()


@pytest.fixture
def japanese() -> Iterator[None]:
    """Let everything in this process be said in Japanese."""
    i18n.speak(i18n.JAPANESE)
    yield
    i18n.speak(i18n.ENGLISH)


@pytest.fixture(scope="session")
def _story_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.with_story(tmp_path_factory.mktemp("story"))


@pytest.fixture
def story_db(tmp_path: Path, _story_once: Path) -> Path:
    """A store of the test's own with the two reports of the story (``stores.SCAN`` and ``stores.INTRUSION``)."""
    return Path(shutil.copy(_story_once, tmp_path / "story.db"))


@pytest.fixture
def empty_db(tmp_path: Path) -> Path:
    """A store without any report."""
    return stores.empty(tmp_path)
