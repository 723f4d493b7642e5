"""Asking a registry from the panel: allowed, agreed to, and the site is in the register; or nobody was asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ircon import desk as core
from ircon.config import Config
from ircon.sites.asking import SERVERS
from ircon.store import Store
from tests.screens.conftest import OpenDesk
from tests.sites.test_asking import Registry, _answer, _say
from tests.support import story

LOGS = "Jun 23 12:34:00 csite sshd[12]: refused connect from 203.0.113.9\n"


@pytest.fixture
def registry() -> Iterator[Registry]:
    with closing(Registry()) as one:
        one.behave = lambda request: _say(request, _answer(cidr="203.0.113.0/24"))
        yield one


@pytest.fixture
def db(empty_db: Path) -> Path:
    with Store.open(empty_db) as store:
        core.take_in(store, story.mail("a@csite.example.com", "scan", LOGS, "Fri, 23 Jun 2000 18:00:00 +0900"))
    return empty_db


def _allows(registry: Registry) -> Config:
    return Config(ask_registries=True, registries=(registry.url,))


async def test_a_registry_is_asked_after_a_yes_that_says_what(
    db: Path, registry: Registry, open_desk: OpenDesk
) -> None:
    async with open_desk(db, size=(80, 24), config=_allows(registry)) as desk:
        await desk.press("r", "a", "w")
        box = desk.text("box")
        assert "Ask a registry whose 203.0.113.9 is?" in box and "/rdap/ip/203.0.113.9" in box
        assert registry.asked == []
        await desk.press("1")
        await desk.settle()
        assert registry.asked == ["/rdap/ip/203.0.113.9"]
        assert "Example Organisation" in desk.text("detail")


async def test_the_work_goes_on_while_a_registry_thinks_and_esc_gives_it_up(
    db: Path, registry: Registry, open_desk: OpenDesk
) -> None:
    there, over = threading.Event(), threading.Event()

    def behave(_request: BaseHTTPRequestHandler) -> None:
        there.set()
        over.wait(20)

    registry.behave = behave
    async with open_desk(db, config=_allows(registry)) as desk:
        await desk.press("r", "a", "w")
        await desk.pilot.press("1")
        assert await asyncio.to_thread(there.wait, 10)
        await desk.pilot.press("?")
        await desk.pilot.pause()
        assert desk.app.screen is not desk.app.main  # the help is there at once
        await desk.pilot.press("escape")
        await desk.pilot.press("escape")
        await desk.settle()
        over.set()
        assert "its answer not waited for" in desk.flash


async def test_every_registry_there_is_by_default_can_be_chosen(db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(db, size=(80, 24), config=Config(ask_registries=True)) as desk:
        await desk.press("r", "a", "w")
        box = desk.text("box")
        assert all(urlsplit(server).hostname in box for server in SERVERS)


@pytest.mark.parametrize("answer", ["n", "enter", "escape"])
async def test_without_a_yes_nobody_is_asked(db: Path, registry: Registry, open_desk: OpenDesk, answer: str) -> None:
    async with open_desk(db, config=_allows(registry)) as desk:
        await desk.press("r", "a", "w", answer)
        assert registry.asked == [] and "nobody was asked" in desk.flash


async def test_where_it_is_not_allowed_it_is_not_offered(db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(db) as desk:
        await desk.press("r", "a")
        assert "registry" not in desk.text("box")
