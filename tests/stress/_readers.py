"""How long read transactions last, seen from outside: the locks that SQLite holds on the index of the log meanwhile.

While a process reads, it holds one of the bytes 123 to 127 of the ``-shm`` file (SQLite's
WAL-index format). Linux lists all locks in ``/proc/locks``; looked at every few
milliseconds, they say which process has held one for how long.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

_LOCKS = Path("/proc/locks")
_BYTES = {str(number) for number in range(123, 128)}
_EVERY = 0.004


class Readers:
    """Watches one store while the context lasts; ``longest`` is the longest read transaction in seconds.

    ``largest`` is the most bytes that the write-ahead log had. Only ``pid`` is looked at, if one is given.
    """

    def __init__(self, path: Path, pid: int | None = None) -> None:
        self.longest = 0.0
        self.largest = 0
        self._index = path.with_name(path.name + "-shm")
        self._log = path.with_name(path.name + "-wal")
        self._pid = str(pid) if pid else None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Readers:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        since: dict[str, float] = {}
        while not self._over.wait(_EVERY):
            now = time.perf_counter()
            held = self._held()
            since = {holder: since.get(holder, now) for holder in held}
            self.longest = max([self.longest, *(now - begun for begun in since.values())])
            if self._log.exists():
                self.largest = max(self.largest, self._log.stat().st_size)

    def _held(self) -> set[str]:
        if not (_LOCKS.exists() and self._index.exists()):
            return set()
        inode = str(self._index.stat().st_ino)
        held = set()
        for line in _LOCKS.read_text("ascii").splitlines():
            words = line.split()
            if len(words) < 8 or words[1] == "->":
                continue
            _, _, _, _, pid, file, first, _ = words[:8]
            if file.rpartition(":")[2] == inode and first in _BYTES and self._pid in (None, pid):
                held.add(f"{pid} {first}")
        return held
