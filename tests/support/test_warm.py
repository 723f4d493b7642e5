"""What comes of the helper is a process like any other, begun where ``python -m ircon`` begins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support import warm
from tests.support.command import ircon
from tests.support.story import from_b
from tests.support.terminal import Terminal, environment


def cold(*words: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None) -> tuple[int, str, str]:
    command = [*warm.IRCON, *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, env=environment(env), check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_it_says_and_returns_what_a_process_started_by_a_shell_does(empty_db: Path) -> None:
    for words, stdin, env in (
        (["--db", empty_db, "list", "--nonsense"], b"", {}),
        (["--db", empty_db, "list", "is:ope"], b"", {"LANG": "ja_JP.UTF-8"}),
        (["read", "-"], from_b(), {}),
        (["read", "--json", "-"], from_b() + b"\xff\x80", {"TZ": "Asia/Tokyo"}),
        (["config", "--check"], b"", {"IRCON_CONFIG": "/nowhere/at all"}),
        (["show", "1"], b"", {"IRCON_DB": "none.db"}),
    ):
        done = ircon(*words, stdin=stdin, env=env)
        assert (done.status, done.out, done.err) == cold(*words, stdin=stdin, env=env)


def test_it_keeps_nothing_of_the_call_before(story_db: Path) -> None:
    assert "件" in ircon("trends", db=story_db, env={"LANG": "ja_JP.UTF-8"}).out
    assert "件" not in ircon("trends", db=story_db).out
    assert ircon("--read-only", "note", "1", "x", db=story_db).status == 77
    assert ircon("note", "1", "x", db=story_db).status == 0


def test_it_is_where_it_was_started_with_nothing_open_that_is_not_its_own(empty_db: Path, tmp_path: Path) -> None:
    with Terminal([*warm.IRCON, empty_db], cwd=tmp_path) as terminal:
        terminal.wait_for("no incident yet")
        assert os.getsid(terminal.pid) == terminal.pid
        if Path("/proc/self/fd").exists():
            assert Path(f"/proc/{terminal.pid}/cwd").resolve() == tmp_path
            assert sockets(warm.helper.process.pid)
            assert not sockets(warm.helper.process.pid) & sockets(terminal.pid)


def sockets(pid: int) -> set[str]:
    links = [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()]
    return {link for link in links if link.startswith("socket:")}


def test_how_it_ended_is_told_also_where_it_was_killed(empty_db: Path) -> None:
    with Terminal([*warm.IRCON, empty_db]) as terminal:
        terminal.wait_for("no incident yet")
        terminal.signal(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL


def test_many_run_at_the_same_time(empty_db: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = pool.map(lambda _: ircon("list", "--json", db=empty_db), range(24))
        assert {(one.status, one.out, one.err) for one in done} == {(0, "", "")}


def test_what_is_looked_at_while_loading_is_loaded_anew(empty_db: Path) -> None:
    with Path(os.devnull).open("r+b") as null:
        for env in ({"LC_ALL": "C"}, {"PYTHONUTF8": "0"}):
            done = warm.start([*warm.IRCON, "--version"], null, null, null, env=environment(env))
            assert isinstance(done, subprocess.Popen) and done.wait() == 0
        other = warm.start([sys.executable, "-c", ""], null, null, null, env=environment())
        assert isinstance(other, subprocess.Popen) and other.wait() == 0
        ours = warm.start([*warm.IRCON, "--version"], null, null, null, env=environment())
        assert isinstance(ours, warm.Process) and ours.wait() == 0
