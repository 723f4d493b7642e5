"""What terminals do to a console: noise for keys, storms of sizes, silence, and being gone from one moment to the next.

Wherever the console is asked to end, or loses its terminal, it is gone within a second
with the status that says why; whatever is typed at it, it lives.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
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


def console(db: Path, env: Mapping[str, str] | None = None) -> Terminal:
    """Open the console, without an editor of the handler's own."""
    told = {"EDITOR": "", "VISUAL": "", "HOME": str(db.parent), **(env or {})}
    return Terminal([sys.executable, "-m", "ircon", db], env=told)


# --- noise ------------------------------------------------------------------------------

_KEYS = b"jkgGnN/*?:abcdefhilmoprstuwxyzACDEFHIJKLMOPQRSTUVWXY 0123456789\t\r\x1b\x7f\x01\x04\x15\x0c"
"""What keys send, without those that leave."""

_ALL_ENDS = b"\x1b[201~\x07\x1b\\"
"""Ends what may be half open: a paste, a sequence."""

_OPENED = (
    b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b[<", b"\x1b[M", b"\x9b", b"\x1bO", b"\x1b\x1b[", b"\x1b[200~", b"\x1b",
    b"\xe3\x81",
)  # fmt: skip
_ANSWERS = (
    "[?62;22c [>1;10;0c [{0};{1}R [?{0}u [?2026;{2}$y [?2048;{2}$y [48;{0};{1};{0};{1}t [8;{0};{1}t [I [O [{0};{1}u"
    " [{0};{2}:{3}u [27;{2};{0}~ [57{2};{3}u [1;{2}A [1;{2}~ [{0}~ OA OM"
    " ]11;rgb:ff/ff/ff\a P>|x(1)\x1b\\ P1+r544e=\x1b\\"
)
"""What terminals answer and how they send keys under other protocols, with numbers to be put in."""

GO, BATCH = 25, 500
"""Bursts that are typed in one go, faster than anybody types and than a frame is drawn; and to one console."""

_REMAPPED = """
[interface]
mouse = true
[interface.keys]
new-report = "f9"
down = "n,ctrl+n,f2"
close = "f8,X"
quit = "Z,f10"
"""


def _noise(db: Path, say: Callable[[str], None], count: int) -> None:
    """Type noise at one console after the other; each must be there afterwards, and go when it is told to.

    Every other one has the mouse on and keys of the handler's own. ``IRCON_NOISE=2/8`` takes the second of eight parts.
    """
    part, of = map(int, os.environ.get("IRCON_NOISE", "1/1").split("/"))
    chosen = range(part - 1, -(-count // BATCH), of)
    remapped = db.with_name("remapped.toml")
    remapped.write_text(_REMAPPED)
    left, quits, ends = 0, [0.0], [0.0]
    for number in chosen:
        chance, own = random.Random(4_000 + number), number % 2
        path = Path(shutil.copy(db, db.with_name("noisy.db")))
        with console(path, {"IRCON_CONFIG": str(remapped)} if own else {}) as terminal, _brought_back(terminal):
            terminal.wait_for("incident")
            _typed(terminal, chance, min(BATCH, count))
            if not terminal.running:
                left += 1
                assert terminal.wait_exit() == 0, (number, terminal.raw[-2_000:].decode(errors="replace"))
            elif number % 4 < 2:
                quits.append(_quits(terminal, b"Z" if own else b"q"))
            else:
                ends.append(_ending(terminal, lambda: terminal.signal(signal.SIGTERM)))
                assert terminal.wait_exit() == 128 + signal.SIGTERM
        with Store.open(path, read_only=True) as store:
            assert list(check.faults(store)) == [], number
    say(
        f"{len(chosen) * min(BATCH, count)} bursts of noise at {len(chosen)} consoles: none died, {left} were left as"
        f" told; then {len(quits) - 1} left by their key within {max(quits):.2f} s,"
        f" {len(ends) - 1} in the midst of it by SIGTERM within {max(ends):.2f} s"
    )


@contextmanager
def _brought_back(terminal: Terminal) -> Iterator[None]:
    """Do as a shell's ``fg`` does whenever the noise happens to be ctrl+z, which has many spellings."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            with suppress(OSError):
                if Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                    terminal.signal(signal.SIGCONT)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _typed(terminal: Terminal, chance: random.Random, count: int) -> None:
    for sent in range(0, count, GO):
        if not terminal.running:
            return
        terminal.write(_ALL_ENDS + b"".join(_burst(chance) for _ in range(GO)))
        terminal.read(0)
        if not sent % (10 * GO):
            terminal.settle(0.02, 5.0)


def _burst(chance: random.Random) -> bytes:
    kind = chance.randrange(13)
    if kind < 6:
        return bytes(chance.choice(_KEYS) for _ in range(chance.randrange(1, 6)))
    if kind < 8:
        return bytes(c for c in chance.randbytes(chance.randrange(1, 60)) if c not in b"qZ\x1a\x1c\x03")
    if kind == 8:
        return b"\x1b[" + b";".join(b"%d" % chance.randrange(10**9) for _ in range(chance.randrange(300))) + b"~"
    if kind == 9:
        return b"\x1b[200~" + b"pasted \xff\xc3 " * chance.randrange(50) + chance.choice([b"", b"\x1b[201~"])
    if kind == 10:
        return chance.choice(_OPENED)
    if kind == 11:
        form = chance.choice(_ANSWERS.split(" "))
        return b"\x1b" + form.format(*(chance.choice([0, 1, 2, 5, 24, 80, 127, 999, 10**7]) for _ in range(4))).encode()
    mouse = (chance.randrange(99), chance.randrange(10**6), chance.randrange(999), chance.choice(b"Mm"))
    return b"\x1b[<%d;%d;%d%c" % mouse


_BACK = b"\x1b[?1049l"


def _quits(terminal: Terminal, leave: bytes) -> float:
    """End what is half open, leave dialogs and pages; return the seconds from the last key until it was gone.

    What was typed before is taken in first, which takes as long as it takes.
    """
    terminal.write(_ALL_ENDS)
    terminal.settle(0.3, 60.0)
    for _ in range(40):
        if not terminal.running:
            return 0.0
        terminal.press("<esc>")
        begun, seen = time.monotonic(), len(terminal.raw)
        terminal.write(leave)
        terminal.settle(0.1, 1.0)
        if not terminal.running or _BACK in terminal.raw[seen:]:
            assert terminal.wait_exit() == 0, terminal.raw[-2_000:].decode(errors="replace")
            return time.monotonic() - begun
    raise AssertionError(f"it cannot be left:\n{terminal.text}")


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
