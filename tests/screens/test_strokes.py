"""``ascii = true``: a terminal that shows ambiguous characters two cells wide gets none of them from us, anywhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from unicodedata import east_asian_width

from babel.messages.pofile import read_po

from ircon import i18n
from ircon.notices import templates
from screens.draw import strokes
from tests import catalogue
from tests.screens.conftest import OpenDesk
from tests.support import story
from tests.support.screen import CONTROL
from tests.support.terminal import Terminal

CHOOSES = "or its own key chooses"
WALK = (
    ("<enter>", "reporter"), ("<esc>r", "related sites"), ("<esc>C", "what was sent relying on it"),
    ("<esc>l", "whose"),
    ("<esc>R<tab><tab><tab>", "coordinations"), ("<esc>o", "Message-ID"), ("<esc>D", CHOOSES),
    ("<esc>d", "before it leaves"), ("<esc>?", "to begin with"), ("<esc>:zzz", "no command has these words"),
    ("<esc>m", CHOOSES), ("<esc>v", CHOOSES), ("<esc>H", "to a file"),
    ("<esc>/is:", "complete"), ("<esc>i" + "x<enter>" * 40, "keep and go back"), ("<c-c>x", CHOOSES),
)  # fmt: skip
"""What is pressed to come from screen to screen, and the words (as they are in English) by which each is known."""


def ambiguous(text: str) -> set[str]:
    """Return the characters that may be one or two cells wide (Unicode, UAX #11)."""
    return {char for char in text if east_asian_width(char) == "A"}


def letters_and_reports() -> set[str]:
    """What stands in letters and reports is theirs: it is shown as it is."""
    folder = Path(templates.__file__).with_name("templates")
    texts = [path.read_text("utf-8") for path in folder.glob("*/*.txt")]
    return ambiguous("".join([*texts, *(mail.decode("utf-8", "replace") for mail in (story.from_a(), story.from_b()))]))


def drawn(db: Path) -> str:
    """Walk the screens in Japanese, without fine strokes, and return every character that was drawn on the way."""
    config = db.with_name("config.toml")
    config.write_text('[interface]\nlanguage = "ja"\nascii = true\n', encoding="utf-8")
    env = {"IRCON_CONFIG": str(config), "EDITOR": "", "VISUAL": "", "HOME": str(db.parent)}
    with Terminal([sys.executable, "-m", "ircon", db], size=(80, 24), env=env) as terminal:
        terminal.wait_for("bsite")
        for keys, words in WALK:
            terminal.press(keys)
            terminal.wait_for(re.escape(i18n._(words)[:30]))
        return CONTROL.sub(b"", terminal.raw).decode()


def test_no_screen_draws_what_may_be_two_cells_wide(story_db: Path, japanese: None) -> None:
    assert ambiguous(drawn(story_db)) <= letters_and_reports()


def test_no_sentence_of_ours_holds_any() -> None:
    with catalogue.PO.open("rb") as file:
        told = [text for message in read_po(file) for text in (message.id, message.string)]
    words = "".join(text if isinstance(text, str) else "".join(text or ()) for text in told)
    assert ambiguous(words) == {"\ufffd"}, "the sign for what could not be read, in the sentence that says so"


async def test_the_fine_strokes_are_what_it_is_about(story_db: Path, open_desk: OpenDesk) -> None:
    fine = {*strokes.FINE.across, *strokes.FINE.up, *strokes.FINE.corners, *strokes.FINE.full}
    assert not fine & letters_and_reports()
    assert ambiguous("".join(fine)) == fine
    assert "".join((strokes.PLAIN.across, strokes.PLAIN.up, strokes.PLAIN.corners, strokes.PLAIN.full)).isascii()
    async with open_desk(story_db) as desk:
        shown = desk.text()
        for key in ("v", "R"):
            await desk.press(key)
            shown += desk.text()
            await desk.press("escape")
        assert fine <= set(shown)
