"""Moves are told from bytes as Textual tells them from keys, whatever keys the handler has given them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.events import Key

from ircon.errors import Usage
from screens import keys, moves
from screens.commands import keymap, remap
from screens.incoming import Incoming
from screens.situation import MAIN
from tests.support.keys import NAMED, strokes


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    yield
    keys.as_registered()


def as_textual_has_it(data: bytes) -> str:
    """The move of the first key, by way of Textual's parser and the registry."""
    incoming, table = Incoming(), keymap(MAIN)
    heard = [*incoming.feed(data), *incoming.quiet()]
    first = next((event for event in heard if isinstance(event, Key)), Key("escape", None))
    command = table.get(first.key) or table.get(first.character or "")
    return command.action if command is not None and command.action in moves.MOVES else ""


EVERY = [*NAMED.values(), *(bytes([code]) for code in range(1, 128)), b"\x1bOA", b"\x1b[1~", b"\x1b[4~"]


@pytest.mark.parametrize("own", [[], [("down", "n j"), ("new-report", "f9"), ("up", "p"), ("role", "f8")]])
def test_each_key_is_what_textual_makes_of_it(own: list[tuple[str, str]]) -> None:
    remap(own, lambda name, why: Usage(f"{name}: {why}"))
    heard = moves.Heard()
    assert {data: heard.first(data)[0] for data in EVERY} == {data: as_textual_has_it(data) for data in EVERY}


def test_a_key_that_terminals_do_not_send_alike_is_left_to_textual() -> None:
    remap([("down", "f8"), ("first", "comma")], lambda name, why: Usage(f"{name}: {why}"))
    assert moves.Heard().first(b"\x1b[19~j,") == ("", b"\x1b[19~j,")


def test_several_keys_in_one_piece_come_one_after_the_other() -> None:
    heard, rest, made = moves.Heard(), b"".join(strokes("jj<down><pgdn>Gkx<up>")), []
    while True:
        move, rest = heard.first(rest)
        if not move:
            break
        made.append(move)
    assert made == ["down", "down", "down", "page_down", "last", "up"]
    assert rest == b"x\x1b[A"
    assert heard.first(b"\x1b") == ("", b"\x1b"), "half a key is none"
    assert heard.first(b"") == ("", b"")
