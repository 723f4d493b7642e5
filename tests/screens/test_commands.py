"""The registry of commands is the one place that keys, footer, help, palette and README are made from."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ircon.model import Draft, DraftState, Finding, LetterKind, Status
from screens import commands, offering
from screens.card import CardScreen
from screens.commands import COMMANDS, GROUPS, keymap
from screens.common import Ours
from screens.draft import DraftScreen
from screens.handover import HandoverScreen
from screens.help import help_lines
from screens.ledger import LedgerScreen
from screens.offering import footer_entries
from screens.original import OriginalScreen
from screens.queue import QueueScreen
from screens.situation import DRAFT, EVERYWHERE, QUEUE, Situation
from screens.timeline import TimelineScreen
from screens.trends import TrendsScreen
from tests.screens.conftest import OpenDesk
from tests.screens.test_draw import incident

SCREENS: list[type[Ours]] = [
    QueueScreen, DraftScreen, LedgerScreen, TimelineScreen, TrendsScreen, OriginalScreen, HandoverScreen,
    CardScreen,
]  # fmt: skip


def test_every_place_has_a_screen_and_every_screen_with_commands_is_one_of_them() -> None:
    assert frozenset().union(*(screen.PLACES for screen in SCREENS)) == EVERYWHERE


@pytest.mark.parametrize(("screen", "places"), [(screen, screen.PLACES) for screen in SCREENS])
def test_every_command_is_done_where_it_is_offered(screen: type, places: frozenset[str]) -> None:
    for command in COMMANDS:
        if command.where & places:
            assert hasattr(screen, f"action_{command.action}"), command.id


@pytest.mark.parametrize("places", [screen.PLACES for screen in SCREENS])
def test_no_key_runs_two_commands_in_one_place(places: frozenset[str]) -> None:
    keys = [key for command in COMMANDS if command.where & places for key in command.keys]
    assert len(keys) == len(set(keys)) == len(keymap(places))


def keys_of_its_own(path: Path) -> Iterator[str]:
    """Yield the keys that a screen's code compares with the one that was pressed."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            of_event = getattr(node.left.value, "id", "") == "event" and node.left.attr in ("key", "character")
            for said in node.comparators if of_event else ():
                found = (one.value for one in ast.walk(said) if isinstance(one, ast.Constant))
                yield from (key for key in found if isinstance(key, str) and key)


TYPING = {"enter", "escape", "tab", "up", "down"}
"""What a line that is being typed takes, beside characters; its foot says so."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_has_a_key_that_the_registry_does_not_know(screen: type[Ours]) -> None:
    known = set(keymap(screen.PLACES))
    path = Path(inspect.getsourcefile(screen) or "")
    assert {key for key in keys_of_its_own(path) if key not in TYPING} <= known


async def test_help_and_palette_are_there_in_every_place(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        for keys in ("", "l", "R", "o", "H", "C", "d"):
            await desk.press(*keys, "question_mark")
            assert "keys in the" in desk.text()
            await desk.press("escape", "colon", *"help for")
            assert "help for where you are" in desk.text()
            await desk.press("escape")
            if keys:
                await desk.press("escape")
            assert desk.app.screen is desk.app.main


def test_the_footer_offers_at_most_eight_short_entries() -> None:
    for place in EVERYWHERE:
        entries = footer_entries(Situation(place=place, row=incident("x").row, filtered=True))
        assert 3 <= len(entries) <= 8
        assert sum(len(key) + len(word) + 3 for key, word, _ in entries) <= 80


def test_what_cannot_be_done_says_why() -> None:
    closed = replace(incident("x").row, status=Status.CLOSED)
    assert "closed" in commands.refusal("take", Situation(row=closed))
    assert "no incident" in commands.refusal("consent", Situation())
    assert commands.refusal("consent", Situation(row=closed)) == ""


def test_a_letter_that_gives_something_away_does_not_leave() -> None:
    leak = Finding("leak", "the reporter's address", blocks=True)
    draft = Draft(LetterKind.NOTICE, "x", "", "", "en", 1, lint=(leak,))
    here = Situation(place=DRAFT, draft=draft)
    assert "the reporter's address" in commands.refusal("copy", here)
    assert commands.refusal("sent", here)
    stale = Situation(place=DRAFT, draft=replace(draft, lint=(), state=DraftState.STALE))
    assert "changed" in commands.refusal("copy", stale)


def test_help_names_every_command() -> None:
    text = "\n".join("".join(part for part, _ in line) for line in help_lines(Situation(place=QUEUE), 200))
    assert all(command.title in text for command in COMMANDS)


def test_the_tables_of_keys_have_a_line_for_each_command_under_a_title() -> None:
    lines = offering.key_tables().splitlines()
    assert len([line for line in lines if line.startswith("| `")]) == len(COMMANDS)
    assert len([line for line in lines if line.startswith("## ")]) == len(GROUPS)


def test_each_command_that_changes_something_is_one_that_there_is() -> None:
    assert {command.id for command in COMMANDS} >= commands.CHANGING
