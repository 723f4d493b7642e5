"""The pictures in the documents show what the program shows now, in both languages."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from ircon import i18n
from tests.support import screenshots
from tests.support.screenshots import DOCS, LANGUAGES, SHOTS, Shot
from tests.support.terminal import Terminal

REMEDY = "make screenshots draws it anew"
LONG = 4.0
"""Seconds after which a picture that has not come is taken for another."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_what_the_program_shows(language: str, tmp_path: Path) -> None:
    differing = []
    for shot, terminal in screenshots.shown(language, tmp_path):
        drawn = screenshots.content(shot.path(language).read_text(encoding="utf-8"))
        end = time.monotonic() + LONG
        while (same := drawn == looks(shot, terminal, language)) is False and time.monotonic() < end:
            terminal.read(0.1)
        differing += [] if same else [shot.name]
    assert differing == [], REMEDY


def looks(shot: Shot, terminal: Terminal, language: str) -> list[tuple[str, str, str]]:
    return screenshots.content(screenshots.picture(shot, terminal, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_all_of_them(language: str) -> None:
    name = "screens.ja.md" if language == i18n.JAPANESE else "screens.md"
    text = (DOCS / name).read_text(encoding="utf-8")
    assert text == screenshots.page(language), REMEDY
    shown = set(re.findall(r"\]\(([^)]+\.svg)\)", text))
    assert shown == {shot.path(language).name for shot in SHOTS}
    assert all((DOCS / picture).exists() for picture in shown)
