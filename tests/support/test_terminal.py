"""The terminal that the other tests look at is itself looked at, with small programs."""

from __future__ import annotations

import signal
import sys
from textwrap import dedent

import pytest

from tests.support.keys import strokes
from tests.support.screen import Screen, Stream, whole
from tests.support.terminal import Terminal


def python(code: str, before: str = "") -> list[str]:
    return [sys.executable, "-c", dedent(before) + dedent(code)]


RAW = """
    import os, sys, tty
    tty.setraw(0)
    def say(text): os.write(1, text.encode())
    def hear(end):
        got = b""
        while not got.endswith(end): got += os.read(0, 1)
        return got
"""


def shown(data: bytes, columns: int = 20, lines: int = 4) -> list[str]:
    screen = Screen(columns, lines)
    Stream(screen).feed(data)
    return [line.rstrip() for line in screen.display]


class TestScreen:
    def test_sequences_without_a_picture_leave_no_tail(self) -> None:
        modes = b"\x1b[>1u\x1b[<u\x1b[=5u\x1b[?u\x1b[>4;1m\x1b[?2026$p\x1b[2 q\x1b[22;0t\x1b(B"
        strings = b"\x1b]11;?\x07\x1bP+q544e\x1b\\"
        assert shown(b"a" + modes + b"b" + strings + b"c")[0] == "abc"

    def test_lines_scroll_between_the_margins_only(self) -> None:
        page = b"one\r\ntwo\r\nthree\r\nfour"
        assert shown(page + b"\x1b[2;3r\x1b[S") == ["one", "three", "", "four"]
        assert shown(page + b"\x1b[2;3r\x1b[T") == ["one", "", "two", "four"]

    def test_a_character_is_repeated(self) -> None:
        assert shown(b"-\x1b[4bx")[0] == "-----x"

    def test_the_second_page_leaves_the_first_as_it_was(self) -> None:
        screen = Screen(20, 4)
        stream = Stream(screen)
        stream.feed(b"before\x1b[?1049h\x1b[2;1Hduring")
        assert screen.on_second_page
        assert [line.rstrip() for line in screen.display][:2] == ["", "during"]
        stream.feed(b"\x1b[?1049l")
        assert [line.rstrip() for line in screen.display][:2] == ["before", ""]

    def test_any_cut_between_chunks_shows_the_same(self) -> None:
        data = "ab\x1b[31m日本\x1b[0m\x1b]52;c;eA==\x07\x1b[>1u語\x1b[?25l!".encode()
        for cut in range(len(data)):
            screen = Screen(20, 1)
            stream = Stream(screen)
            stream.feed(data[:cut])
            stream.feed(data[cut:])
            assert screen.display[0].rstrip() == "ab日本語!", cut

    @pytest.mark.parametrize("tail", [b"\x1b", b"\x1b[", b"\x1b[?20", b"\x1b]52;c;", b"\x1bP+q", "日".encode()[:2]])
    def test_an_unfinished_tail_is_held_back(self, tail: bytes) -> None:
        assert whole(b"text" + tail) == (b"text", tail)


class TestKeys:
    def test_names_stand_for_what_a_terminal_sends(self) -> None:
        assert strokes("j<enter><c-d>G<lt>語") == [b"j", b"\r", b"\x04", b"G", b"<", "語".encode()]

    def test_a_name_that_is_no_key_is_refused(self) -> None:
        with pytest.raises(KeyError):
            strokes("<entre>")


class TestTerminal:
    def test_a_program_is_seen_typed_to_and_ends(self) -> None:
        with Terminal(python("name = input('who? '); print('hello', name); raise SystemExit(3)")) as terminal:
            terminal.wait_for(r"who\?")
            terminal.press("bsite<enter>")
            terminal.wait_for("^hello bsite$")
            assert terminal.wait_exit() == 3

    def test_what_does_not_appear_fails_with_the_screen(self) -> None:
        with (
            Terminal(python("print('something else'); input()")) as terminal,
            pytest.raises(AssertionError, match="something else"),
        ):
            terminal.wait_for("never", patience=1.0)

    def test_questions_are_answered_as_a_terminal_does(self) -> None:
        ask = r"""
            say("\x1b[c"); a = hear(b"c")
            say("12345\x1b[6n"); b = hear(b"R")
            say("\x1b[?2026$p"); c = hear(b"y")
            say("\x1b]11;?\x1b\\"); d = hear(b"\\")
            say("\r\n" + repr(a + b + c + d))
        """
        with Terminal(python(ask, RAW), size=(160, 10)) as terminal:
            heard = terminal.wait_for(r"b'.*'").group()
        for part in (r"\x1b[?62;22c", r"\x1b[1;6R", r"\x1b[?2026;2$y", "rgb:0000/0000/0000"):
            assert part in heard

    def test_a_mute_terminal_answers_nothing(self) -> None:
        ask = r"""
            import select
            say("\x1b[c"); say("heard" if select.select([0], [], [], 0.3)[0] else "silence")
        """
        with Terminal(python(ask, RAW), answers=False) as terminal:
            terminal.wait_for("silence")

    def test_the_program_owns_its_terminal_and_hears_of_a_new_size(self) -> None:
        watch = """
            import os, signal, time
            def tell(*_):  # unbuffered: the signal may come while the first line is being written
                columns, lines = os.get_terminal_size()
                os.write(1, f"{columns} {lines} {os.tcgetpgrp(0) == os.getpid()}\\n".encode())
            signal.signal(signal.SIGWINCH, tell); tell()
            while True: time.sleep(1)
        """
        with Terminal(python(watch), size=(80, 24)) as terminal:
            terminal.wait_for("^80 24 True$")
            terminal.resize(100, 30)
            terminal.wait_for("^100 30 True$")

    def test_the_clipboard_is_read_from_what_was_written(self) -> None:
        with Terminal(python(r"print('\x1b]52;c;5pel5pys\x07done')")) as terminal:
            terminal.wait_for("^done$")
            assert terminal.copied == ["日本"]

    def test_a_hang_up_ends_a_program_that_does_not_mind_it(self) -> None:
        with Terminal(python("print('up', flush=True); import time; time.sleep(60)")) as terminal:
            terminal.wait_for("up")
            terminal.hang_up()
            assert terminal.wait_exit() == -signal.SIGHUP

    def test_chunks_are_stamped_and_shown_in_order(self) -> None:
        code = "import time; print('one', flush=True); time.sleep(0.2); print('two'); input()"
        with Terminal(python(code)) as terminal:
            terminal.settle(0.5)
            one = terminal.first(lambda screen: "one" in screen.display[0])
            two = terminal.first(lambda screen: "two" in screen.display[1])
            assert one is not None and two is not None and terminal.started < one < two
