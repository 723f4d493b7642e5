"""A console on a real store, driven as a handler drives it, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ircon.config import Config
from ircon.store import Store
from screens.app import canvas_on
from screens.console import Console
from screens.draw.lines import plain
from screens.pane import LinePane


@dataclass
class Desk:
    """A running console: keys go in, lines come out."""

    app: Console
    pilot: Pilot[Any]

    async def press(self, *keys: str) -> Desk:
        """Press keys one after the other, each when what the one before set off is done; wait until all is drawn."""
        for key in keys:
            await self.pilot.press(key)
            await self.handled()
        await self.settle()
        return self

    async def handled(self) -> None:
        """Wait until nothing waits for the screens or the worker: by their queues, not by the clock."""
        for _ in range(ROUNDS):
            await self.pilot._wait_for_screen()
            while self.app.busy:
                await asyncio.sleep(0.002)

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        while self.app.busy:
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    def lines(self, pane: str = "") -> list[str]:
        """Return the lines of one pane (by its id), or of the whole screen that is up."""
        panes = [self.app.screen.query_one(f"#{pane}", LinePane)] if pane else self.app.screen.query(LinePane)
        return [plain(line) for found in panes if found.display for line in found.lines]

    def text(self, pane: str = "") -> str:
        """Return those lines as one text."""
        return "\n".join(self.lines(pane))

    @property
    def flash(self) -> str:
        """The bottom line."""
        return self.lines("footer")[0].strip()

    @property
    def here(self) -> int:
        """The incident under the cursor."""
        row = self.app.view.window.current
        assert row is not None
        return row.incident


ROUNDS = 4
"""How often what was done sets off something else: the app hands a key to its screen, which opens one, which draws."""


async def soon(_least: float = 0.0) -> None:
    """Let go of the loop so that what was sent arrives; Textual's own pilot sleeps until the processor is idle."""
    for _ in range(5):
        await asyncio.sleep(0)


OpenDesk = Callable[..., Any]


@pytest.fixture
def open_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenDesk:
    """Return a context manager that opens the console on a store."""
    monkeypatch.setattr("textual.app.wait_for_idle", soon)

    @asynccontextmanager
    async def opened(db: Path, size: tuple[int, int] = (120, 36), config: Config | None = None) -> AsyncIterator[Desk]:
        store = Store.open(db, read_only=True)
        settings = config or Config(drafts_at=tmp_path / "drafts")
        app = Console(db, settings, canvas_on(store, db, settings))
        try:
            async with app.run_test(size=size) as pilot:
                desk = Desk(app, pilot)
                await desk.settle()
                yield desk
        finally:
            app.finish()
            store.close()

    return opened
