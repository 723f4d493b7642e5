"""Puts the table of keys from the registry of commands into the README, between two marks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, JAPANESE = ROOT / "README.md", ROOT / "README.ja.md"
_BETWEEN = re.compile(r"(<!-- keys[^\n]*-->\n)(.*?)(<!-- end of keys -->)", re.DOTALL)


def table(readme: Path) -> str:
    """Return the table of keys that stands in ``readme``."""
    found = _BETWEEN.search(readme.read_text(encoding="utf-8"))
    assert found, f"{readme.name} has no place for the keys"
    return found.group(2).strip()


def write_table(readme: Path, keys: str) -> None:
    """Put ``keys``, a Markdown table, into ``readme``."""
    text = readme.read_text(encoding="utf-8")
    readme.write_text(_BETWEEN.sub(lambda found: f"{found[1]}{keys.strip()}\n{found[3]}", text), encoding="utf-8")


def keys_of(markdown: str) -> list[str]:
    """Return the first column of a Markdown table, without its head."""
    return [row.split("|")[1].strip() for row in markdown.splitlines()[2:]]
