"""What terminals do to a console: noise for keys, storms of sizes, silence, and being gone from one moment to the next.

Wherever the console is asked to end, or loses its terminal, it is gone within a second
with the status that says why; whatever is typed at it, it lives.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ircon.store import Store, check, incidents
from tests.support import stores
from tests.support.terminal import Terminal

SOON = 1.0
"""Seconds within which the console ends, on a machine that has nothing else to do."""

SLACK = 4.0
"""How many times as long it may take where tests share the machine."""

HUNG_UP = (128 + signal.SIGHUP, -signal.SIGHUP)


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Put consoles through all of it, one after the other."""
    db = stores.with_story(folder)
    _noise(db, say, 100_000 if long else 300)
    _sizes(db, say, 400 if long else 20)
    _silent(db, say)
    for name, end in ENDS.items():
        took = [_ended(db, end) for _ in range(10 if long else 1)]
        say(f"{name}: gone within {max(took):.2f} s")
    _kept(db, say)
    with Store.open(db, read_only=True) as store:
        assert list(check.faults(store)) == []


def console(db: Path, **options: object) -> Terminal:
    """Open the console, without an editor of the handler's own."""
    return Terminal(
        [sys.executable, "-m", "ircon", db],
        env={"EDITOR": "", "VISUAL": "", "HOME": str(db.parent)},
        **options,  # type: ignore[arg-type]
    )


# --- noise ------------------------------------------------------------------------------

_KEYS = b"jkgGnN/*?:abcdefhilmoprstuwxyzACDEFHIJKLMOPQRSTUVWXYZ 0123456789\t\r\x1b\x7f\x01\x04\x15\x0c"
"""What keys send, without the one that leaves."""

_ALL_ENDS = b"\x1b[201~\x07\x1b\\"
"""Ends what may be half open: a paste, a sequence."""

GO = 25
"""Bursts that are typed in one go: faster than anybody types, and than a frame is drawn."""


def _noise(db: Path, say: Callable[[str], None], count: int) -> None:
    """Type noise, many bursts in one go; the console must be there afterwards, and in its right mind."""
    chance, sent, left, slowest = random.Random(4), 0, 0, 0.0
    while sent < count:
        with console(db) as terminal:
            terminal.wait_for("incident")
            while sent < count and terminal.running:
                terminal.write(_ALL_ENDS + b"".join(_burst(chance) for _ in range(GO)))
                terminal.read(0)
                sent += GO
                if not sent % (20 * GO):
                    terminal.settle(0.02, 5.0)
            if terminal.running:
                slowest = max(slowest, _comes_to(terminal))
            else:
                left += 1
                assert terminal.wait_exit() == 0, terminal.raw[-2_000:].decode(errors="replace")
    say(f"{sent} bursts of noise: it lived through all, left {left} times as told, and came to in {slowest:.1f} s")


def _burst(chance: random.Random) -> bytes:
    kind = chance.randrange(12)
    if kind < 6:
        return bytes(chance.choice(_KEYS) for _ in range(chance.randrange(1, 6)))
    if kind < 8:
        return bytes(c for c in chance.randbytes(chance.randrange(1, 60)) if c not in b"q\x1a\x1c\x03")
    if kind == 8:
        return b"\x1b[" + b";".join(b"%d" % chance.randrange(10**9) for _ in range(chance.randrange(300))) + b"~"
    if kind == 9:
        return b"\x1b[200~" + b"pasted \xff\xc3 " * chance.randrange(50) + chance.choice([b"", b"\x1b[201~"])
    if kind == 10:
        return chance.choice([b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b[<", b"\x1b[M", b"\x9b", b"\x1bO", b"\x1b\x1b["])
    mouse = (chance.randrange(99), chance.randrange(10**6), chance.randrange(999), chance.choice(b"Mm"))
    return b"\x1b[<%d;%d;%d%c" % mouse


def _comes_to(terminal: Terminal) -> float:
    """End what is half open, leave all that is open (dialogs, pages), and return in how many seconds it was gone."""
    terminal.write(_ALL_ENDS)
    begun = time.monotonic()
    while terminal.running and time.monotonic() < begun + 60:
        terminal.press("<esc>q")
        terminal.settle(0.1, 1.0)
    assert terminal.wait_exit() == 0
    return time.monotonic() - begun


# --- sizes ------------------------------------------------------------------------------


def _sizes(db: Path, say: Callable[[str], None], count: int) -> None:
    chance = random.Random(5)
    with console(db) as terminal:
        terminal.wait_for("incident")
        for _ in range(count):
            terminal.resize(chance.choice([1, 2, 20, 80, 120, 200, 500]), chance.choice([1, 2, 5, 24, 36, 100]))
            terminal.read(chance.choice([0.0, 0.01]))
            terminal.press(chance.choice(["j", "k", "<tab>", "G", "g"]))
        terminal.resize(120, 36)
        terminal.wait_for("incident")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    say(f"{count} sizes from 1x1 to 500x100 in one go: it draws on")


# --- silence ----------------------------------------------------------------------------


def _silent(db: Path, say: Callable[[str], None]) -> None:
    """A terminal that takes nothing any more, as over a line that is stuck: it must neither spin nor be past ending."""
    with console(db) as terminal:
        terminal.wait_for("incident")
        for _ in range(60):
            os.write(terminal.master, b"jk")
            terminal.stretch(120, 30 + _ % 7)
            time.sleep(0.02)
        before = _spent(terminal.pid)
        time.sleep(0.5)
        spinning = (_spent(terminal.pid) - before) / 0.5
        assert spinning < 0.5, f"{spinning:.0%} of a processor for a line that is stuck"
        took = _ending(terminal, lambda: terminal.signal(signal.SIGTERM), reading=False)
    say(f"a line that is stuck: {spinning:.0%} of a processor; gone {took:.2f} s after SIGTERM")


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- ends -------------------------------------------------------------------------------


def _hang_up(terminal: Terminal) -> tuple[int, ...]:
    terminal.hang_up()
    return HUNG_UP


def _signalled(number: signal.Signals) -> Callable[[Terminal], tuple[int, ...]]:
    def end(terminal: Terminal) -> tuple[int, ...]:
        terminal.signal(number)
        return (128 + number,)

    return end


def _ignored_and_gone(terminal: Terminal) -> tuple[int, ...]:
    """The terminal goes while keys come in, and more of them than can be taken in a second."""
    os.write(terminal.master, b"jjjj/telnet\rjjj\x1b?*" + b"words to look for " * 180)
    return _hang_up(terminal)


ENDS: dict[str, Callable[[Terminal], tuple[int, ...]]] = {
    "SIGTERM": _signalled(signal.SIGTERM),
    "SIGHUP": _signalled(signal.SIGHUP),
    "SIGINT": _signalled(signal.SIGINT),
    "line dropped": _hang_up,
    "line dropped under keys": _ignored_and_gone,
}


def _ended(db: Path, end: Callable[[Terminal], tuple[int, ...]]) -> float:
    with console(db) as terminal:
        terminal.wait_for("incident")
        statuses: tuple[int, ...] = ()

        def doing() -> None:
            nonlocal statuses
            statuses = end(terminal)

        took = _ending(terminal, doing)
        assert terminal.wait_exit() in statuses
        if -signal.SIGHUP not in statuses:
            assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h"), "not given back"
    return took


def _ending(terminal: Terminal, end: Callable[[], object], *, reading: bool = True) -> float:
    begun = time.monotonic()
    end()
    while terminal.running and time.monotonic() - begun < SOON * SLACK:
        if reading:
            terminal.read(0.01)
        else:
            time.sleep(0.01)
    took = time.monotonic() - begun
    assert not terminal.running, f"still there after {took:.1f} s"
    return took


# --- what was typed -----------------------------------------------------------------------


def _kept(db: Path, say: Callable[[str], None]) -> None:
    """A letter under the handler's hands when the line drops."""
    with console(db) as terminal:
        terminal.wait_for("incident")
        terminal.press("d")
        terminal.wait_for("what they will see")
        terminal.press("e")
        terminal.wait_for("keep and go back")
        terminal.press("half a sent")
        terminal.wait_for("half a sent")
        terminal.hang_up()
        assert terminal.wait_exit() in HUNG_UP
    with Store.open(db, read_only=True) as store:
        letters = [d for (n,) in store.rows("SELECT id FROM incident") for d in incidents.load(store, n).drafts]
    assert any("half a sent" in d.subject + d.body for d in letters)
    say("a letter that was being edited when the line dropped is kept")
