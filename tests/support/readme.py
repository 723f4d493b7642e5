"""Puts the tables of keys from the registry of commands into the documents of each language.

The README has those of the first day between two marks; docs/keys.md has all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ircon import i18n
from screens.commands import GROUPS
from screens.offering import key_table, key_tables

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, JAPANESE = ROOT / "README.md", ROOT / "README.ja.md"
KEYS = {ENGLISH: ROOT / "docs" / "keys.md", JAPANESE: ROOT / "docs" / "keys.ja.md"}
_BETWEEN = re.compile(r"(<!-- keys[^\n]*-->\n)(.*?)(<!-- end of keys -->)", re.DOTALL)
_HEADS = {
    ENGLISH: "# All keys\n\nBy where they hold; `?` shows those of where you are. `make screenshots` writes this page."
    " [日本語](keys.ja.md)\n",
    JAPANESE: "# すべてのキー\n\n使える場所ごとに。今いる場所のものは `?` で見られます。"
    "このページは `make screenshots` が書きます。"
    " [English](keys.md)\n",
}


def tables() -> dict[Path, str]:
    """Return the table of the first day's keys for each README, in its language."""
    return {readme: _spoken(readme, lambda: key_table(GROUPS[0])).strip() for readme in KEYS}


def pages() -> dict[Path, str]:
    """Return the pages with all keys."""
    return {page: f"{_HEADS[readme]}\n{_spoken(readme, key_tables)}" for readme, page in KEYS.items()}


def _spoken(readme: Path, tell: Callable[[], str]) -> str:
    i18n.speak(i18n.JAPANESE if readme == JAPANESE else i18n.ENGLISH)
    try:
        return tell()
    finally:
        i18n.speak(i18n.ENGLISH)


def table(readme: Path) -> str:
    """Return the table of keys that stands in ``readme``."""
    found = _BETWEEN.search(readme.read_text(encoding="utf-8"))
    assert found, f"{readme.name} has no place for the keys"
    return found.group(2).strip()


def write() -> None:
    """Write the tables into the documents."""
    for readme, keys in tables().items():
        text = readme.read_text(encoding="utf-8")
        text = _BETWEEN.sub(lambda found, keys=keys: f"{found[1]}{keys}\n{found[3]}", text)  # type: ignore[misc]
        readme.write_text(text, encoding="utf-8")
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
