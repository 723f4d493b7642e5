"""What is large or odd is read in a process of its own; whatever kills that process costs one message its reading."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon.intake import child, read, ready
from ircon.intake.ahead import read_ahead
from ircon.intake.sources import Source
from tests.intake.corpus.case import mail
from tests.intake.corpus.forms import story

MAIL = mail(story("{label}: {value}"))


@pytest.fixture
def worker() -> Iterator[child.Worker]:
    one = child.Worker()
    yield one
    one.close()


def test_it_reads_the_same(worker: child.Worker) -> None:
    assert worker.read(MAIL) == ready.of(read(MAIL))
    assert worker.read(b"", "JST").report == read(b"")


def test_one_process_reads_many_messages(worker: child.Worker) -> None:
    worker.read(MAIL)
    process = worker._process
    worker.read(MAIL)
    assert worker._process is process


def test_a_killed_process_costs_one_message(worker: child.Worker) -> None:
    worker.read(MAIL)
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    report = worker.read(MAIL).report
    assert (report.format, len(report.problems)) == ("unreadable", 1)
    assert worker.read(MAIL).report.format == "mail-form"


class _Fragile(child.Worker):
    """A reading process that one message, and no other, kills."""

    def _start(self) -> subprocess.Popen[bytes]:
        code = (
            f"import os, sys; sys.path[:] = {sys.path!r}; from ircon.intake import child; reads = child._ready\n"
            "child._ready = lambda data, *how: os._exit(9) if data == b'deadly' else reads(data, *how)\n"
            "child.serve()"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process


def test_several_are_read_at_one_asking_and_only_the_deadly_one_is_lost() -> None:
    fragile = _Fragile()
    try:
        assert [one.report.format for one in fragile.read_all([MAIL, b"x\n"])] == ["mail-form", "text"]
        found = [one.report for one in fragile.read_all([MAIL, b"deadly", MAIL])]
    finally:
        fragile.close()
    assert [one.format for one in found] == ["mail-form", "unreadable", "mail-form"]
    assert found[1].problems


def test_messages_read_ahead_come_in_order_whatever_their_size() -> None:
    sizes = [3, 400_000, 5, 6, 300_000, *range(7, 40)]
    sources = [Source(str(n), f"{n}: ".encode() + (b"x" * 99 + b"\n") * (size // 100)) for n, size in enumerate(sizes)]
    assert [one.name for one, _ in read_ahead(sources)] == [one.name for one in sources]
    assert all(ready.report.text.startswith(f"{one.name}: ") for one, ready in read_ahead(sources, ahead=0))


def test_memory_is_bounded(worker: child.Worker) -> None:
    worker.read(MAIL)
    assert worker._process is not None
    limits = Path(f"/proc/{worker._process.pid}/limits").read_text(encoding="ascii").splitlines()
    bounds = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert bounds["Max address space"] == str(512 * 1024 * 1024)
    assert bounds["Max cpu time"] != "unlimited"


def test_only_what_is_large_or_odd_is_read_apart() -> None:
    assert not child.needed(MAIL)
    assert child.needed(MAIL + b"\x00")
    assert child.needed(b"x" * 200_000)
    assert child.needed(b"x\n" * 1_000_000)


def test_the_answer_can_hold_nothing_but_a_report() -> None:
    with pytest.raises(pickle.UnpicklingError):
        child._Words(io.BytesIO(pickle.dumps(os.getcwd))).load()
