"""The page about reports says what intake does."""

from __future__ import annotations

import re
from pathlib import Path

from ircon.intake import formats, limits
from ircon.intake.labels import MAIN, which

PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")


def test_every_format_is_on_the_page_in_the_same_words() -> None:
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == formats.NAMES


def test_every_label_on_the_page_is_known() -> None:
    rows = re.findall(r"^\| (?:class|occurred|how found|request|condition|remarks) \| (.+) \|$", PAGE, re.MULTILINE)
    for row in rows:
        labels = {which(words.strip()) for words in re.split("[,;]", row)}
        assert len(labels) == 1 and labels <= MAIN
    assert len(rows) == 6


def test_the_bounds_are_those_of_the_code() -> None:
    assert f"{limits.TOTAL >> 20} MB of a message, {limits.BODY >> 20} MB of one text" in PAGE
    assert f"{limits.HEADERS >> 10} KB of headers and {limits.HEADER >> 10} KB of one" in PAGE
    assert f"parts {limits.DEPTH} deep and {limits.PARTS:,} in all" in PAGE
    assert f"{limits.MEMORY >> 20} MB of memory and {limits.CPU_SECONDS} seconds" in PAGE
