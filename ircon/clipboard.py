"""Getting a letter out of the console by hand: to the clipboard, or into a file.

Which way leads to the clipboard depends on where the terminal is. In tmux its paste
buffer is loaded, which also reaches the terminal; GNU screen is handed the terminal's
own escape sequence (OSC 52, xterm's control sequences, "Manipulate Selection Data") in
pieces it lets through; on a local display the display is asked, and asked back; anywhere
else OSC 52 goes to the terminal, which never answers: so the note says "sent", not
"copied". The file is the way that is always there.

Text has passed ``ircon.text`` before it comes here.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ircon.errors import IrconError, NotPermitted, TryAgain, Usage, why
from ircon.i18n import _

TERMINAL_BYTES = 75_000
"""About what many terminals accept; more is cut or dropped without a word."""

SCREEN_CHUNK = 76
"""GNU screen cuts a device control string that is longer than its small buffer."""

TMUX_SECONDS = 3.0
DISPLAY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Sent:
    """Which ways the text took (tmux, screen, osc52, display; none: empty), and one line to show."""

    ways: tuple[str, ...]
    note: str


def send(text: str, write: Callable[[str], None] | None, environ: Mapping[str, str] = os.environ) -> Sent:
    """Send ``text`` to the clipboard. May take seconds: call it off the UI thread. Raises nothing of its own.

    ``write`` puts a string on the terminal as it is; None where there is no terminal.
    """
    size = len(text.encode(errors="replace"))
    warning = _(
        "; many terminals take at most {most:,} bytes, this is {size:,}: better write the file",
        most=TERMINAL_BYTES, size=size,
    )  # fmt: skip
    if size <= TERMINAL_BYTES:
        warning = ""
    if environ.get("TMUX"):
        return _through_tmux(text, write, environ, warning)
    if _has_display(environ) and _to_display(text, environ):
        return Sent(("display",), _("copied"))
    if write is None:
        return Sent((), _("no way to a clipboard from here; write the file, or select the text"))
    if environ.get("STY"):
        write("".join(screen_chunks(osc52(text))))
        return Sent(("screen",), _("sent to the terminal through screen") + warning)
    write(osc52(text))
    return Sent(("osc52",), _("sent to the terminal") + warning)


def osc52(text: str) -> str:
    """The escape sequence that asks a terminal to put ``text`` on its clipboard."""
    return f"\x1b]52;c;{b64encode(text.encode(errors='replace')).decode()}\x07"


def screen_chunks(sequence: str) -> list[str]:
    """``sequence`` (without a string terminator in it) in device control strings that GNU screen passes on."""
    pieces = (sequence[at : at + SCREEN_CHUNK] for at in range(0, len(sequence), SCREEN_CHUNK))
    return [f"\x1bP{piece}\x1b\\" for piece in pieces]


def _through_tmux(text: str, write: Callable[[str], None] | None, environ: Mapping[str, str], warning: str) -> Sent:
    # With -w (tmux 3.2) the buffer also goes on to the terminal, whatever set-clipboard says but "off".
    loaded = _tmux(text, environ, "-w") or _tmux(text, environ)
    if write is not None:
        write(osc52(text))
    if loaded:
        ways = ("tmux",) if write is None else ("tmux", "osc52")
        return Sent(ways, _("in tmux's buffer, sent to the terminal") + warning)
    if write is not None:
        return Sent(("osc52",), _("sent to the terminal (tmux did not take it)") + warning)
    return Sent((), _("tmux did not take it; write the file, or select the text"))


def _tmux(text: str, environ: Mapping[str, str], *options: str) -> bool:
    import subprocess

    command = ["tmux", "load-buffer", *options, "-"]
    quiet = subprocess.DEVNULL
    data = text.encode(errors="replace")
    try:
        done = subprocess.run(
            command, input=data, stdout=quiet, stderr=quiet, env=dict(environ), timeout=TMUX_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


# --- a display on this machine ------------------------------------------------------


def _has_display(environ: Mapping[str, str]) -> bool:
    """Say whether whoever reads the screen sits at this machine's display. Over SSH it is the wrong machine."""
    if any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))


_COPY_AND_ASK_BACK = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
sys.exit(pyperclip.paste() != text)
"""


def _to_display(text: str, environ: Mapping[str, str]) -> bool:
    """Copy with pyperclip and read back; with a dead display it claims success, or hangs.

    A process of its own has a time limit that holds, and no state shared between threads.
    Its output is not a pipe, since the helper that keeps the selection alive would hold it open.
    """
    import subprocess

    data = text.encode(errors="replace")
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", _COPY_AND_ASK_BACK],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        start_new_session=True,
    )
    try:
        child.communicate(data, timeout=DISPLAY_SECONDS)
    except subprocess.TimeoutExpired:
        import signal

        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return False
    return child.returncode == 0


# --- a file --------------------------------------------------------------------------

_OWN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}(\.[a-z0-9]{1,8})?")
_MOST_COPIES = 1_000


def spoken(path: Path) -> str:
    """Return ``path`` from ``~`` on where it is at home, so that the file's name fits into a footer."""
    home = os.environ.get("HOME", "")
    inside = home not in ("", "/") and path.is_relative_to(home)
    return f"~/{path.relative_to(home)}" if inside else str(path)


def write_file(text: str | bytes, directory: Path, name: str) -> Path:
    """Write ``text`` (UTF-8) for its owner alone and return its path; an existing file is never written over.

    ``name`` is made of our own reference, never of text from outside. Where it is taken,
    ``-2``, ``-3`` ... is put behind its stem. After a power cut there is the whole file
    or an empty one. Raises ``NotPermitted``, ``TryAgain`` (disk full) or ``Usage``.
    """
    if not _OWN_NAME.fullmatch(name):
        raise Usage(_("{name!r} cannot be a file's name here; letters, digits, - and _ with one ending can", name=name))
    data = text if isinstance(text, bytes) else text.encode()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            reserved = _reserve(place, name)
            _fill(place, reserved, data)
        finally:
            os.close(place)
    except OSError as error:
        raise _said(error, directory) from None
    return directory / reserved


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def _reserve(place: int, name: str) -> str:
    """Create the first free spelling of ``name``, empty, so that nobody else's file is ever replaced."""
    stem, ending = Path(name).stem, Path(name).suffix
    for number in range(1, _MOST_COPIES):
        tried = name if number == 1 else f"{stem}-{number}{ending}"
        try:
            os.close(os.open(tried, _NEW, 0o600, dir_fd=place))
        except FileExistsError:
            continue
        return tried
    raise FileExistsError(errno.EEXIST, f"{name} and its {_MOST_COPIES - 2} numbered copies are there already")


def _fill(place: int, reserved: str, data: bytes) -> None:
    """Put the finished file in the reserved one's place, and onto the disk."""
    temporary = f".{reserved}.{os.getpid()}"
    try:
        with os.fdopen(os.open(temporary, _NEW, 0o600, dir_fd=place), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, reserved, src_dir_fd=place, dst_dir_fd=place)
    except OSError:
        for leftover in (temporary, reserved):
            try:
                os.unlink(leftover, dir_fd=place)
            except FileNotFoundError:
                pass
        raise
    os.fsync(place)


def _said(error: OSError, directory: Path) -> IrconError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return TryAgain(_("{directory}: no room to write the file; nothing was left behind", directory=directory))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotPermitted(
            _("{directory}: the file may not be written there; set [files] drafts", directory=directory)
        )
    return Usage(_("{directory}: the file cannot be written ({why})", directory=directory, why=why(error)))
