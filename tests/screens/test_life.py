"""However the console ends, the terminal is as it was, nothing typed is lost, and the exit status tells."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ircon.store import Store, incidents
from screens.life import crash_report
from tests.support.terminal import Terminal


def console(db: Path, **env: str) -> Terminal:
    return Terminal([sys.executable, "-m", "ircon", db], env={"EDITOR": "", "VISUAL": "", **env})


def restored(terminal: Terminal) -> bool:
    """Say whether the alternate screen was left and the cursor is shown."""
    return terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h") and b"\x1b[?25h" in terminal.raw


def test_q_leaves_with_status_0(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_gives_the_terminal_back(story_db: Path, number: signal.Signals) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert restored(terminal)


def draft(terminal: Terminal) -> None:
    """Record what the report allows and draft the notice."""
    terminal.wait_for("2 incidents")
    terminal.press("c")
    terminal.wait_for("full granted")
    terminal.press("d")
    terminal.wait_for("what they will see")


def type_into_a_letter(terminal: Terminal) -> None:
    draft(terminal)
    terminal.press("e")
    terminal.wait_for("keep and go back")
    terminal.press("see you")
    terminal.wait_for("see you")


def test_a_letter_being_edited_is_kept_when_the_line_drops(story_db: Path) -> None:
    with console(story_db) as terminal:
        type_into_a_letter(terminal)
        terminal.signal(signal.SIGHUP)
        terminal.wait_exit()
    with Store.open(story_db, read_only=True) as store:
        (letter,) = incidents.load(store, 1).drafts
        assert "see you" in letter.subject + letter.body


def test_what_was_typed_into_a_letter_survives_a_kill_and_is_gone_on_with(story_db: Path) -> None:
    with console(story_db) as terminal:
        type_into_a_letter(terminal)
        deadline = time.monotonic() + 20
        while _typed(story_db) is None and time.monotonic() < deadline:
            time.sleep(0.2)
        terminal.signal(signal.SIGKILL)
        terminal.wait_exit()
    assert "see you" in (_typed(story_db) or "")
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("r")
        terminal.wait_for("may be told all of it")
        terminal.press("d")
        terminal.wait_for("what they will see")
        terminal.press("e")
        terminal.wait_for("see you")
        terminal.press("\x1b")
        terminal.wait_for("draft saved")
    assert _typed(story_db) is None
    with Store.open(story_db, read_only=True) as store:
        (letter,) = incidents.load(store, 1).drafts
        assert "see you" in letter.subject + letter.body


def _typed(db: Path) -> str | None:
    with Store.open(db, read_only=True) as store:
        return store.value("SELECT text FROM unsaved")  # type: ignore[no-any-return]


def test_it_ends_by_itself_when_its_terminal_is_gone(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.hang_up()
        assert terminal.wait_exit() in (128 + signal.SIGHUP, -signal.SIGHUP)


def test_a_byte_that_is_no_text_is_no_end(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.write(b"\xff\xfe\xc3j")
        terminal.wait_for(r"#2 intrusion")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_ctrl_z_and_fg_come_back_to_the_same_picture(story_db: Path) -> None:
    with Terminal(["/bin/bash", "--norc", "-i"], env={"PS1": "$ "}) as terminal:
        terminal.press(f"{sys.executable} -m ircon {story_db}<enter>")
        terminal.wait_for("2 incidents")
        terminal.press("j<c-z>")
        terminal.wait_for("Stopped")
        terminal.press("fg<enter>")
        terminal.wait_for(r"#2 intrusion")
        terminal.press("k")
        terminal.wait_for(r"#1 scan")
        terminal.press("q")
        terminal.wait_for(r"\$ fg\n(?s:.*)\n\$\s*\Z")  # the command may take several lines


def test_the_handlers_own_editor_is_used_and_its_text_kept(story_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho 'with my own hands' >> \"$1\"\n")
    editor.chmod(0o700)
    with console(story_db, VISUAL=str(editor)) as terminal:
        draft(terminal)
        terminal.press("e")
        terminal.wait_for("saved")
        terminal.press("G")
        terminal.wait_for("with my own hands")
        terminal.press("<esc>")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_without_a_terminal_it_says_so(story_db: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ircon", str(story_db)], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr and b"Traceback" not in done.stderr


def test_no_color_leaves_marks_and_words(story_db: Path) -> None:
    with console(story_db, NO_COLOR="1") as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for(r"#2 intrusion")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert not re.search(rb"\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7]);?[0-9;]*m", terminal.raw)


def test_a_crash_report_names_places_and_no_data() -> None:
    try:
        int("secret.example")
    except ValueError as error:
        report = crash_report(error)
    assert "ValueError" in report and "test_life.py" in report
    assert "secret" not in report


def test_a_defect_of_ours_ends_with_status_70_a_terminal_as_it_was_and_no_data(story_db: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from ircon.config import Config
from screens import app, canvas
def defect(self, step):
    raise RuntimeError("secret.example " + self.view.incident.row.reporter)
canvas.Canvas.look_ahead = defect
sys.exit(app.run(Path({str(story_db)!r}), Config()))
"""
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        assert terminal.wait_exit() == 70
        assert restored(terminal)
        assert "RuntimeError" in terminal.text and "defect" in terminal.text
        assert "secret" not in terminal.text and "asite" not in terminal.text


def test_idle_it_writes_nothing(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.settle(0.5)
        before = len(terminal.raw)
        terminal.read(2.0)
        assert len(terminal.raw) == before


def test_half_a_character_waits_for_its_rest(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/")
        terminal.wait_for("esc drop")
        for half in (b"\xe5", b"\xa0\xb1\xe5\x91", b"\x8a"):  # as a slow line delivers it
            terminal.write(half)
            terminal.settle(0.1)
        terminal.wait_for("/ 報告")


HARM = (
    b"\x1b[999999999u", b"\x1b[1;2:3u", b"\x1b[<0;99999999999999999999;1M", b"\xff\xfe\xc3(", b"\x1b]\x07",
    b"\x1b[?2048;2$y\x1b[48;2;10000000;2;10000000t",  # "I am ten million columns wide": drawn, it would not come back
)  # fmt: skip


def test_no_sequence_leaves_it_deaf(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        for number, harm in enumerate(HARM):
            terminal.write(harm)
            terminal.settle(0.1)
            terminal.press(f"<esc>{'jk'[number % 2]}")
            terminal.wait_for(f"─ #{2 - number % 2} ")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_escape_is_the_way_out_of_a_paste_that_did_not_end(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/")
        terminal.wait_for("esc drop")
        terminal.write(b"\x1b[200~bsite")
        terminal.settle(0.2)
        terminal.press("<esc>")
        terminal.wait_for("/ bsite")
        terminal.press("<enter>")
        terminal.wait_for("1 of 2")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_what_lets_go_of_a_stopped_line_does_not_drop_a_letter(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/")
        terminal.wait_for("esc drop")
        terminal.write(b"\x13\x11")
        terminal.wait_for("q leaves")
        assert terminal.running


def test_what_is_too_long_for_a_key_types_nothing(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/")
        terminal.wait_for("esc drop")
        for part in (b"\x1b[" + b"1234;" * 900, b"5678;" * 100 + b"~asi", b"te"):
            terminal.write(part)
            terminal.settle(0.1)
        terminal.wait_for(r"/ asite\b")


def test_with_another_store_in_its_place_it_says_so_and_what_is_written_is_in_a_file(
    story_db: Path, tmp_path: Path
) -> None:
    with console(story_db, HOME=str(tmp_path)) as terminal:
        terminal.wait_for("2 incidents")
        shutil.copy(story_db, tmp_path / "other.db")
        (tmp_path / "other.db").replace(story_db)
        terminal.wait_for("was replaced or removed")
        terminal.press("i")
        terminal.wait_for("keep and go back")
        terminal.press("rang them<esc>")
        terminal.wait_for("What you wrote is in")
        terminal.press("C<esc>dq")
        assert terminal.wait_exit() == 0
        assert "What you wrote is in" in terminal.text
    (kept,) = tmp_path.rglob("unsaved.txt")
    assert kept.read_text("utf-8") == "rang them"
