"""Reading in a process of its own, with bounds on memory and time, for what is large or odd.

One process reads many messages in turn, so that its start is paid once. Whatever kills
it costs one message its reading, never the intake: that message is ``unreadable`` and
its original is kept. What it answers is unpickled through a list of the words of
``ircon.model``, with what is worked out beside a report, and nothing else.
"""

from __future__ import annotations

import atexit
import io
import pickle
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from ircon.intake import limits, read, ready
from ircon.intake.ready import Ready
from ircon.model import Report

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

_SIZE = struct.Struct(">Q")
_WALL_SECONDS = 6 * limits.CPU_SECONDS
_LARGE = 1024 * 1024
_LONG_LINE = 100_000
_DIED = "reading it took more memory or time than is allowed; the original is kept"


def needed(data: bytes) -> bool:
    """Say whether ``data`` is large or odd enough to be read apart."""
    if len(data) > _LARGE or b"\x00" in data or data.count(b"boundary=") > limits.DEPTH:
        return True
    return len(data) > _LONG_LINE and max(map(len, data.splitlines()), default=0) > _LONG_LINE


def read_safely(
    data: bytes, zone: str | None = None, received: datetime | None = None, tables: Sequence[OwnTable] = ()
) -> Ready:
    """Read a message as ``ircon.intake.read`` does, apart if it is large or odd; never raises."""
    if needed(data):
        return _worker.read(data, zone, received, tables)
    return _ready(data, zone, received, tables)


def _ready(data: bytes, zone: str | None, received: datetime | None, tables: Sequence[OwnTable]) -> Ready:
    return ready.of(read(data, zone=zone, received=received, tables=tables))


class Worker:
    """The reading process, started when first needed and anew after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(
        self, data: bytes, zone: str | None = None, received: datetime | None = None, tables: Sequence[OwnTable] = ()
    ) -> Ready:
        """Have one message read; a process that dies over it leaves it ``unreadable`` with the reason."""
        (found,) = self.read_all((data,), zone, received, tables)
        return found

    def read_all(
        self,
        messages: Sequence[bytes],
        zone: str | None = None,
        received: datetime | None = None,
        tables: Sequence[OwnTable] = (),
    ) -> list[Ready]:
        """Have several messages read at one asking. Where the process dies, each is read alone: one is to blame."""
        found = self._asked(messages, zone, received, tables)
        if found is not None:
            return found
        if len(messages) == 1:
            return [Ready(Report(format="unreadable", text="", problems=(_DIED,)), (), 0.0)]
        return [self.read(data, zone, received, tables) for data in messages]

    def _asked(
        self, messages: Sequence[bytes], zone: str | None, received: datetime | None, tables: Sequence[OwnTable]
    ) -> list[Ready] | None:
        """Return what the process answers; None where it dies, is late, or talks nonsense, and is ended for it."""
        try:
            process = self._process or self._start()
            _send(_pipe(process.stdin), pickle.dumps((tuple(messages), zone, received, tuple(tables))))
            answer = _receive(_pipe(process.stdout), time.monotonic() + _WALL_SECONDS)
            found = _Words(io.BytesIO(answer)).load()
            if isinstance(found, list) and len(found) == len(messages) and all(isinstance(o, Ready) for o in found):
                return found
        except (OSError, EOFError, pickle.UnpicklingError, ValueError, struct.error):
            pass
        self.close()
        return None

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        code = f"import sys; sys.path[:] = {sys.path!r}; from ircon.intake import child; child.serve()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process


_worker = Worker()
atexit.register(_worker.close)


_BESIDE_THE_MODEL = frozenset({
    ("ircon.intake.ready", "Ready"), ("ircon.sites.traces", "Trace"), ("ircon.sites.traces", "TraceKind"),
    ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta"),
})  # fmt: skip


class _Words(pickle.Unpickler):
    """Unpickles what was read: the dataclasses and enumerations of the model, traces, and instants."""

    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.".startswith("ircon.model.") or (module, name) in _BESIDE_THE_MODEL:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not among the words of a report")


def serve() -> None:
    """Read messages from standard input until it ends: the body of the reading process."""
    _confine()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(_SIZE.size)) == _SIZE.size:
        messages, zone, received, tables = pickle.loads(source.read(_SIZE.unpack(head)[0]))
        found = []
        for data in messages:
            _grant_time()
            found.append(_ready(data, zone, received, tables))
        _send(sink, pickle.dumps(found))


def _confine() -> None:
    import resource

    for what, bound in ((resource.RLIMIT_AS, limits.MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):
            continue


def _grant_time() -> None:
    """Let the process spend the bound anew: the limit counts from its start, messages come one by one."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + limits.CPU_SECONDS, hard))


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream


def _send(sink: IO[bytes], message: bytes) -> None:
    sink.write(_SIZE.pack(len(message)) + message)
    sink.flush()


def _receive(source: IO[bytes], until: float) -> bytes:
    """Read one message from the child; EOFError where it died or is late."""
    size = _SIZE.unpack(_exactly(source, _SIZE.size, until))[0]
    return _exactly(source, size, until)


def _exactly(source: IO[bytes], count: int, until: float) -> bytes:
    chunks: list[bytes] = []
    raw = source.raw if isinstance(source, io.BufferedReader) else source
    while count > 0:
        ready, _, _ = select.select([raw], [], [], max(0.0, until - time.monotonic()))
        chunk = raw.read(min(count, 1 << 20)) if ready else b""
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
