"""Puts the table of keys from the registry of commands into the README of each language, between two marks."""

from __future__ import annotations

import re
from pathlib import Path

from ircon import i18n
from screens.commands import key_table

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, JAPANESE = ROOT / "README.md", ROOT / "README.ja.md"
_BETWEEN = re.compile(r"(<!-- keys[^\n]*-->\n)(.*?)(<!-- end of keys -->)", re.DOTALL)


def tables() -> dict[Path, str]:
    """Return the table of keys for each README, in its language."""
    made = {}
    for readme, spoken in ((ENGLISH, i18n.ENGLISH), (JAPANESE, i18n.JAPANESE)):
        i18n.speak(spoken)
        made[readme] = key_table().strip()
    i18n.speak(i18n.ENGLISH)
    return made


def table(readme: Path) -> str:
    """Return the table of keys that stands in ``readme``."""
    found = _BETWEEN.search(readme.read_text(encoding="utf-8"))
    assert found, f"{readme.name} has no place for the keys"
    return found.group(2).strip()


def write_table(readme: Path, keys: str) -> None:
    """Put ``keys``, a Markdown table, into ``readme``."""
    text = readme.read_text(encoding="utf-8")
    readme.write_text(_BETWEEN.sub(lambda found: f"{found[1]}{keys.strip()}\n{found[3]}", text), encoding="utf-8")
