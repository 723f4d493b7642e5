"""Whether a file can be a store that we may open: looked at before SQLite touches it.

SQLite leaves its own files beside whatever it tries to open, and takes an empty file for a
new database. So what can be told from the outside and from the header is told here, and a
file that is refused stays as it was, with nothing beside it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from ircon.errors import NotPermitted, StoreUnavailable, why
from ircon.i18n import _
from ircon.store.schema import APPLICATION_ID, MIGRATIONS
from ircon.text import one_line

NEWEST = len(MIGRATIONS)
"""The schema this program knows."""

_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What a rollback journal begins with that has yet to be played back."""

_NETWORK_FILE_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb3 smbfs 9p afs ncpfs ceph lustre beegfs orangefs coda davfs vboxsf prl_fs fuse.sshfs fuse.s3fs"
    " fuse.rclone fuse.glusterfs fuse.ceph fuse.davfs2 fuse.vmhgfs-fuse".split()
)


def refuse_if_unfit(path: Path, *, writing: bool, look: bool = True) -> None:
    """Raise ``StoreUnavailable`` or ``NotPermitted``, one sentence, when ``path`` cannot be a store that we may open.

    ``look``: also into the file, which is not done while this process has it open as a store.
    """
    shown = one_line(str(path))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise StoreUnavailable(
            _("There is no store at {shown}; nothing was created. `ircon init` creates one.", shown=shown)
        ) from None
    except OSError as error:
        raise StoreUnavailable(_("{shown} cannot be opened: {why}.", shown=shown, why=why(error))) from None
    if not path.is_file():
        raise StoreUnavailable(_("{shown} is not a file, so it cannot be a store.", shown=shown))
    if size == 0:
        raise StoreUnavailable(_("{shown} is empty, so it is no store; it was left as it is.", shown=shown))
    if not os.access(path, os.R_OK):
        raise NotPermitted(_("You may not read {shown}.", shown=shown))
    if writing and not os.access(path, os.W_OK):
        raise NotPermitted(_("You may read {shown} but not change it.", shown=shown))
    if look:
        _refuse_by_header(path, shown, size)
    if (kind := file_system(path)) in _NETWORK_FILE_SYSTEMS:
        raise StoreUnavailable(
            _(
                "{shown} lies on a network file system ({kind}), where locks do not hold; put it on a local disk.",
                shown=shown,
                kind=kind,
            )
        )


def refuse_foreign(path: Path, application: int, version: int) -> None:
    """Raise ``StoreUnavailable`` for another program's file and for one that a newer ircon has written."""
    shown = one_line(str(path))
    if application != APPLICATION_ID:
        raise StoreUnavailable(_("{shown} belongs to another program; it was left as it is.", shown=shown))
    if version > NEWEST:
        raise StoreUnavailable(
            _(
                "{shown} was written by a newer ircon (schema {version}); update this one to open it.",
                shown=shown,
                version=version,
            )
        )


def _refuse_by_header(path: Path, shown: str, size: int) -> None:
    """Look at the first hundred bytes.

    They tell the page size (16-17), how many pages there are (28-31) and whether that is up to
    date (24-27, 92-95), whose file it is (68-71) and of which schema (60-63); with a log or a
    rollback journal beside it these have the last word. See the SQLite file format, sections 1.3 and 3.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise StoreUnavailable(_("{shown} is no store; it was left as it is.", shown=shown))
    if not is_settled(path):
        return
    page, pages, version, application = (_number(header, *at) for at in ((16, 18), (28, 32), (60, 64), (68, 72)))
    refuse_foreign(path, application, version)
    if header[24:28] == header[92:96] and size < pages * (65_536 if page == 1 else page):
        raise StoreUnavailable(_("{shown} is cut short; it was left as it is. Restore a backup.", shown=shown))


def _number(header: bytes, start: int, stop: int) -> int:
    return int.from_bytes(header[start:stop], "big")


def is_settled(path: Path) -> bool:
    """Say whether the file itself says all: no log beside it, no journal that a power cut left to be played back."""
    real = path.resolve()
    return not _begins(real.with_name(real.name + "-wal")) and not is_half_written(real)


def is_half_written(path: Path) -> bool:
    """Say whether there is a rollback journal beside the file that has yet to be played back."""
    return _begins(path.with_name(path.name + "-journal"), _JOURNAL)


def _begins(path: Path, magic: bytes = b"") -> bool:
    """Say whether there is such a file, not empty, that begins so."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        return False
    return bool(head) and head.startswith(magic)


def file_system(path: Path) -> str:
    """Return the type of the file system that holds ``path``, or "" where the system does not say."""
    try:
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    real, found = str(path.resolve()), ("", "")
    for _source, told, kind, *_rest in mounts:
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), told)
        # Of two mounts on one place the later one covers the earlier.
        if (real == place or real.startswith(place.rstrip("/") + "/")) and len(place) >= len(found[0]):
            found = place, kind
    return found[1]
