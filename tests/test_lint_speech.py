"""The lint finds what is said to a handler in English only, and nothing that a program reads."""

from __future__ import annotations

import pytest

from tests.lint_speech import hidden, main, untranslated


@pytest.mark.parametrize(
    "source",
    [
        'lines = [("no log lines", "dim")]',
        'spans.append((f"of report {number}", ""))',
        'line = [(" consent ", "bold" if live else "")]',
        'self.say("nothing was changed")',
        'self.say(f"#{number} is closed")',
        'words = "nothing matches" if filtered else ""',
        'Chooser("Close, because:", options)',
        'return f"{count} more lines"',
    ],
)
def test_words_that_a_screen_draws_are_found(source: str) -> None:
    assert list(untranslated(source, screen=True))


@pytest.mark.parametrize(
    "source",
    [
        'lines = [(_("no log lines"), "dim")]',
        'spans.append((_("of report {report}", report=number), ""))',
        'keys = [(" esc ", "key"), (f"{key} ", "key")]',
        'words = {"held": mark("nothing matches")}',
        'self.set_class(wide, "-wide")',
        'CSS = "Screen { background: ansi_default; }"',
        'PATTERN = re.compile("two words")',
        '"""Draw some lines."""',
        'if event.key == "ctrl+c": pass',
        'style = styles["bar idle"]',
    ],
)
def test_what_is_translated_or_no_word_to_a_handler_passes(source: str) -> None:
    assert list(untranslated(source, screen=True)) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise Usage("There is no such site.")',
        'raise NotPermitted(f"{name} may not be told.") from None',
        'return Outcome(f"#{number} closed", number)',
        'raise self.wrong("interface", "keys", "keys is a section")',
        'say("done")',
        'raise Usage("one" if first else _("another"))',
    ],
)
def test_errors_and_outcomes_of_the_core_are_found(source: str) -> None:
    assert list(untranslated(source, screen=False))


@pytest.mark.parametrize(
    "source",
    [
        'raise Usage(_("There is no such site."))',
        'return Outcome(message, number, needs="choice")',
        'change.note = "over from mori"',
        'raise self.wrong("interface", "keys", _("keys is a section"))',
        'raise ValueError("aware instants only")',
        'store.value("SELECT id FROM site")',
    ],
)
def test_what_the_store_keeps_passes(source: str) -> None:
    assert list(untranslated(source, screen=False)) == []


def test_nothing_else_is_called_what_translates() -> None:
    assert list(hidden('def f():\n    for _ in range(3): raise Usage(_("No."))')) == [1]
    assert list(hidden('def f(_: Store):\n    return _("No.")')) == [1]
    assert list(hidden('def f():\n    first, _ = pair\n    return _("No.")')) == [1]
    assert list(hidden("def f():\n    return [_(word) for _place, word in pairs]")) == []
    assert list(hidden('def f():\n    def job(_: Store): return 1\n    return _("No.")')) == []


def test_everything_that_is_said_can_be_said_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out
