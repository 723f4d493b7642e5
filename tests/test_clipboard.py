"""A letter gets out of the console: through tmux, screen, the terminal or a display, and as a file."""

from __future__ import annotations

import base64
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from ircon import clipboard
from ircon.clipboard import SCREEN_CHUNK, send, write_file
from ircon.errors import NotPermitted, Usage

LETTER = "Subject: [IRCON#1042]\n\nポートスキャンについて\t192.0.2.1\n" + "長い行 " * 400 + "\n"


def read_osc52(written: str) -> str:
    """What a terminal would put on its clipboard."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", written)
    assert found
    return base64.b64decode(found[1]).decode()


class TestOverSsh:
    """The display, if any, is the wrong machine's; the terminal is asked."""

    def test_the_terminal_is_asked_and_no_display(self, tmp_path: Path) -> None:
        witness = fake_xclip(tmp_path)
        written: list[str] = []
        environ = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22", "DISPLAY": "localhost:10.0", "PATH": str(tmp_path)}
        sent = send(LETTER, written.append, environ)
        assert sent.ways == ("osc52",)
        assert sent.note == "sent to the terminal"
        assert read_osc52("".join(written)) == LETTER
        assert not witness.exists()

    def test_a_long_text_is_sent_with_a_warning(self) -> None:
        written: list[str] = []
        sent = send("x" * 75_001, written.append, {})
        assert "75,001" in sent.note and "file" in sent.note and "copied" not in sent.note
        assert "75,000" not in send("x" * 75_000, written.append, {}).note

    def test_no_terminal_and_no_display(self) -> None:
        sent = send(LETTER, None, {})
        assert sent.ways == ()
        assert "file" in sent.note


class TestInScreen:
    """GNU screen lets short device control strings through."""

    def test_the_chunks_make_the_sequence_again(self) -> None:
        written: list[str] = []
        assert send(LETTER, written.append, {"STY": "1.pts-0.host", "TERM": "screen"}).ways == ("screen",)
        pieces = re.findall(r"\x1bP(.*?)\x1b\\", "".join(written), re.DOTALL)
        assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == "".join(written)
        assert max(map(len, pieces)) == SCREEN_CHUNK
        assert read_osc52("".join(pieces)) == LETTER


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A tmux server of our own with default settings; the environment of a program in it."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed here")
    socket = tmp_path / "tmux"
    plain = {name: value for name, value in os.environ.items() if name not in ("TMUX", "TMUX_PANE", "STY")}
    plain["TERM"] = "xterm-256color"
    start = ["tmux", "-u", "-S", str(socket), "-f", "/dev/null", "new-session", "-d", "-x80", "-y24", "cat"]
    subprocess.run(start, env=plain, check=True)
    asked = ["tmux", "-S", str(socket), "display-message", "-p", "#{pid}"]
    server = subprocess.run(asked, env=plain, check=True, capture_output=True, text=True).stdout.strip()
    yield plain | {"TMUX": f"{socket},{server},0"}
    subprocess.run(["tmux", "-S", str(socket), "kill-server"], env=plain, check=False)


class TestInTmux:
    """The paste buffer holds the exact text, and the attached terminal hears of it."""

    def test_the_paste_buffer_holds_the_exact_text(self, tmux: dict[str, str]) -> None:
        written: list[str] = []
        sent = send(LETTER, written.append, tmux)
        assert sent.ways == ("tmux", "osc52")
        assert "copied" not in sent.note
        kept = subprocess.run(["tmux", "save-buffer", "-"], env=tmux, check=True, capture_output=True)
        assert kept.stdout.decode() == LETTER
        assert read_osc52("".join(written)) == LETTER

    def test_it_reaches_the_terminal_under_the_default_settings(self, tmux: dict[str, str]) -> None:
        socket = tmux["TMUX"].split(",")[0]
        outside = {name: value for name, value in tmux.items() if name != "TMUX"}
        terminal = pexpect.spawn("tmux", ["-u", "-S", socket, "attach"], env=outside, dimensions=(24, 80), timeout=10)
        try:
            terminal.expect(re.escape(b"\x1b[?1049h"))
            for _ in range(50):
                clients = subprocess.run(["tmux", "list-clients"], env=tmux, capture_output=True, check=True).stdout
                if clients:
                    break
                time.sleep(0.1)
            assert send(LETTER, None, tmux).ways == ("tmux",)
            terminal.expect(rb"\x1b\]52;[a-z0-7]*;([A-Za-z0-9+/=]+)(\x07|\x1b\\)")
            assert base64.b64decode(terminal.match.group(1)).decode() == LETTER
        finally:
            terminal.close(force=True)

    def test_a_server_that_is_gone(self, tmp_path: Path) -> None:
        environ = {"TMUX": f"{tmp_path}/gone,1,0", "PATH": os.environ["PATH"]}
        written: list[str] = []
        assert send(LETTER, written.append, environ).ways == ("osc52",)
        assert read_osc52("".join(written)) == LETTER
        assert send(LETTER, None, environ).ways == ()


def fake_xclip(
    folder: Path, script: str = 'if [ "$3" = "-o" ]; then /bin/cat "$0.kept"; else /bin/cat > "$0.kept"; fi'
) -> Path:
    """Install an xclip that keeps what it is given in the returned file."""
    program = folder / "xclip"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    (folder / "which").symlink_to(shutil.which("which") or "/usr/bin/which")
    return folder / "xclip.kept"


@pytest.mark.skipif(sys.platform != "linux", reason="drives pyperclip through an xclip of our own")
class TestOnALocalDisplay:
    """pyperclip is asked, and its word is checked."""

    def test_copied_and_read_back(self, tmp_path: Path) -> None:
        witness = fake_xclip(tmp_path)
        written: list[str] = []
        sent = send(LETTER, written.append, {"DISPLAY": ":0", "PATH": str(tmp_path)})
        assert (sent.ways, sent.note, written) == (("display",), "copied", [])
        assert witness.read_text() == LETTER

    def test_a_dead_display_that_claims_success(self, tmp_path: Path) -> None:
        fake_xclip(tmp_path, "/bin/cat > /dev/null")
        written: list[str] = []
        assert send(LETTER, written.append, {"DISPLAY": ":0", "PATH": str(tmp_path)}).ways == ("osc52",)

    def test_a_display_that_never_answers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fake_xclip(tmp_path, "exec /bin/sleep 60")
        monkeypatch.setattr(clipboard, "DISPLAY_SECONDS", 1.0)
        written: list[str] = []
        assert send(LETTER, written.append, {"DISPLAY": ":0", "PATH": str(tmp_path)}).ways == ("osc52",)


class TestFile:
    """Ours alone, whole or not at all, over nobody's file."""

    def test_written_for_its_owner_alone(self, tmp_path: Path) -> None:
        path = write_file(LETTER, tmp_path / "drafts", "IRCON-1042.eml")
        assert path.read_text() == LETTER
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert [entry.name for entry in path.parent.iterdir()] == ["IRCON-1042.eml"]

    def test_nothing_is_written_over(self, tmp_path: Path) -> None:
        first, second = (write_file(text, tmp_path, "IRCON-1042.eml") for text in ("one", "two"))
        assert (first.read_text(), second.read_text()) == ("one", "two")
        assert second.name == "IRCON-1042-2.eml"

    def test_a_link_laid_in_the_way_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "IRCON-1042.eml").symlink_to(tmp_path / "victim")
        assert write_file("text", tmp_path, "IRCON-1042.eml").name == "IRCON-1042-2.eml"
        assert not (tmp_path / "victim").exists()

    @pytest.mark.parametrize("name", ["", "../x", "a/b", ".profile", "x\n", "a" * 200, "報告.eml", "x.", "-rf"])
    def test_only_names_of_our_own(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Usage):
            write_file("text", tmp_path, name)
        assert list(tmp_path.iterdir()) == []

    def test_a_place_that_is_no_directory(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(Usage, match="cannot be written"):
            write_file("text", tmp_path / "file", "x.eml")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_place_that_is_not_ours(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        with pytest.raises(NotPermitted, match="drafts"):
            write_file("text", tmp_path, "x.eml")


class TestWhatAFileIsCalled:
    def test_at_home_it_begins_with_a_tilde(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert clipboard.spoken(tmp_path / "drafts" / "IRCON-1042.txt") == "~/drafts/IRCON-1042.txt"

    @pytest.mark.parametrize("home", ["/home/sato", "/", "", "elsewhere"])
    def test_elsewhere_it_is_said_in_full(self, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", home)
        assert clipboard.spoken(Path("/home/sato2/IRCON-1042.txt")) == "/home/sato2/IRCON-1042.txt"
