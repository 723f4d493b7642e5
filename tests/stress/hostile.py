"""A store with an attack in every field: every screen in a real terminal and in tmux, every command's output.

What reaches the terminal are the sequences that the program writes for itself
(``tests.support.hostile.OWN``) and what the handler copied; the clipboard, the title and what
the terminal is asked stay the program's own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ircon.cli import HOMES
from tests.stress import badfiles
from tests.support import poison
from tests.support.attacks import attacks
from tests.support.hostile import combined, foreign, smuggled
from tests.support.terminal import Terminal
from tests.support.tmux import AVAILABLE, Tmux

ROOM = 500
"""Attacks to one store; there are more fields than that in it."""

SCREENS = (
    "<enter><pgdn><pgdn>G<esc>", "rjja<esc><esc>", "C<pgdn>G<esc><esc>", "l<pgdn>G<esc><esc>", "R<tab><esc><esc>",
    "o<tab><pgdn><pgdn>G<esc><esc>", "d<pgdn>G<tab>G<esc><esc>", "D<down><down><esc><esc>", "de<pgdn><esc><esc><esc>",
    "m<esc><esc>", "K<esc><esc>", "x<esc><esc>", "v<esc><esc>", "T<esc><esc>", "H<pgdn>G<tab><esc><esc>", "i<esc><esc>",
    "I<esc><esc><esc>", "rp<esc><esc><esc>", "rF<esc><esc><esc>", "?<pgdn><esc><esc>", ":<down><esc><esc>",
    "c<esc><esc>", "/is:<esc><esc>", "S<esc><esc>", "t<esc>", "u", "U",
)  # fmt: skip
"""What is pressed on an incident to see every screen and to come back."""

CALLS = (
    "list", "list --json", "check", "trends", "sites list", "handover", "config --example", "close 5 --reason resolved",
    "class 5 scan", "apart 5", "together 6 7", "overdue", "role 5", "said 5",
)  # fmt: skip
CALLS_OF_AN_INCIDENT = ("show", "show --json", "show --headers", "timeline", "draft")
"""Commands whose output is looked at; those that take an attack itself come besides."""


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Put all strings into stores (if not ``long``, as many as one holds) and walk each."""
    strings = [*combined(), *(one.encode("utf-8", "replace").decode() for one in attacks())]  # as SQLite takes them
    rooms = [strings[first : first + ROOM] for first in range(0, len(strings), ROOM)]
    sizes = [(80, 24), (120, 36)]
    fields = 0
    for number, room in enumerate(rooms if long else rooms[:1]):
        place = folder / f"room{number}"
        place.mkdir()
        db, count = poison.poisoned(place, room)
        fields += count
        _commands(db, place, [room[0], room[-1]] if not long else room[:6])
        for size in sizes if long else sizes[number % 2 : number % 2 + 1]:
            _screens(db, size, 12 if long else 1)
        if AVAILABLE and (long or number == 0):
            _tmux(db, place, 3 if long else 1)
    if long:
        _pasted(db, attacks())
    count = len(strings) if long else ROOM
    say(f"{count} attacks in {fields} fields: every screen, every command, no byte of theirs raw")


def _screens(db: Path, size: tuple[int, int], incidents: int) -> None:
    with _console(db, size) as terminal:
        terminal.wait_for("incident")
        for _ in range(incidents):
            for keys in SCREENS:
                terminal.press(keys)
                terminal.settle(0.02, 2.0)
                assert terminal.running, f"{keys} ended it: {terminal.raw[-600:]!r}"
            terminal.press("<esc><esc>j")
        _leave(terminal)
        assert foreign(terminal.raw) == []
        assert terminal.screen.title == "" and terminal.copied == []


def _pasted(db: Path, strings: list[str]) -> None:
    """Paste them where something can be typed: a note, a report by hand, the filter, a search, the palette."""
    for keys in "in/*:":
        with _console(db, (100, 30)) as terminal:
            terminal.wait_for("incident")
            for string in strings:
                terminal.press(keys)
                terminal.paste(string.replace("\x1b[201~", "")[:2_000].encode("utf-8", "replace").decode())
                terminal.settle(0.05, 2.0)
                terminal.press("<esc>")
            _leave(terminal)
            assert foreign(terminal.raw) == [], keys
            assert terminal.screen.title == "" and terminal.copied == []


def _console(db: Path, size: tuple[int, int]) -> Terminal:
    env = {"EDITOR": "", "VISUAL": "", "HOME": str(db.parent)}
    return Terminal([sys.executable, "-m", "ircon", db], size=size, env=env)


def _leave(terminal: Terminal) -> None:
    for _ in range(20):
        if not terminal.running:
            break
        terminal.press("<esc>q")
        terminal.settle(0.1, 1.0)
    assert terminal.wait_exit() == 0


def _tmux(db: Path, folder: Path, incidents: int) -> None:
    """The same in tmux that would let everything through: nothing is in its buffers, and its titles are its own."""
    settings = "set -g set-clipboard on\nset -g allow-passthrough on\nset -g allow-rename on\nset -g escape-time 0\n"
    written = folder / "pane"
    with Tmux(size=(100, 30), settings=settings) as tmux:
        tmux.start(["sh"], env={"EDITOR": "", "VISUAL": "", "HOME": str(folder)})
        tmux.run("pipe-pane", "-t", "test", f"cat > {written}")
        before = tmux.run("display-message", "-p", "-t", "test", "#{pane_title}")
        tmux.keys(f"{sys.executable} -m ircon {db}", "Enter")
        tmux.wait_for("incidents")
        for _ in range(incidents):
            for keys in SCREENS:
                for name in _names(keys):
                    tmux.keys(name)
            tmux.keys("Escape", "Escape", "j")
        tmux.wait_for("incidents")
        _leave_tmux(tmux)
        tmux.keys("echo left-with-$?", "Enter")
        tmux.wait_for("left-with-0")
        assert tmux.run("list-buffers").strip() == ""
        assert tmux.run("display-message", "-p", "-t", "test", "#{pane_title}") == before
        assert "SMUGGLED" not in tmux.run("display-message", "-p", "-t", "test", "#{window_name}")
    raw = written.read_bytes()
    begin, end = raw.find(b"\x1b[?1049h"), raw.rfind(b"\x1b[?1049l")
    assert begin >= 0 and foreign(raw[begin : end + 8]) == []


def _leave_tmux(tmux: Tmux) -> None:
    until = time.monotonic() + 30
    while tmux.run("display-message", "-p", "-t", "test", "#{alternate_on}").strip() == "1":
        assert time.monotonic() < until, tmux.screen()
        for name in ("Escape", "Escape", "q"):
            tmux.keys(name)
        time.sleep(0.3)


def _names(keys: str) -> Iterator[str]:
    """Yield the keys of a walk by tmux's names."""
    named = {"<esc>": "Escape", "<enter>": "Enter", "<pgdn>": "PageDown", "<tab>": "Tab", "<down>": "Down"}
    while keys:
        found = next((name for name in named if keys.startswith(name)), keys[0])
        keys = keys[len(found) :]
        yield named.get(found, ";" if found == ";" else found)


def _commands(db: Path, folder: Path, attacks: list[str]) -> None:
    """Call every command here, as ``badfiles`` does: no word of theirs ends one, and none comes out raw."""
    copy, mail = folder / "copy.db", folder / "mail.eml"
    mail.write_bytes("\n".join(["From: a@b.example", "", *attacks]).encode("utf-8", "surrogatepass"))
    lines = [[*word.split()] for word in CALLS]
    lines += [[*word.split(), number] for number in ("1", "2", "3", "40") for word in CALLS_OF_AN_INCIDENT]
    lines += [["completion", "bash"], ["read", str(mail)], ["intake", str(mail)], ["backup", str(copy)]]
    for attack in attacks:
        word = attack.replace("\x00", "")
        lines += [["list", "--", word], ["sites", "show", "--", word], ["show", word], ["note", "4", word]]
        lines += [["consent", "4", "--level", "full", "--quote", word], ["close", "8", "--reason", word]]
        lines += [["draft", "4", "--to", word], ["class", "4", word]]
    called = {line[0] for line in lines}
    for line in lines:
        said = badfiles.call("--db", db, *line)
        assert said.status in (0, 1, 2, 65, 69, 77), (line, said)
        assert smuggled((said.out + said.err).encode("utf-8", "surrogateescape")) == [], line
        assert "Traceback" not in said.err
    assert called | {"original", "init", "restore", "demo", "export"} >= set(HOMES), set(HOMES) - called
