"""Reading JSON from strangers: bounded, without raising, and the values by their dotted names."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from ircon.intake import charsets

MAX_NODES = 200_000


def load(text: str) -> Any:
    """Return the JSON value in ``text``, or None where it is no JSON that can be read."""
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def load_lines(text: str, limit: int = 20_000) -> list[tuple[int, Any]]:
    """Return the values of JSON Lines with their line numbers; [] unless every line is an object."""
    found: list[tuple[int, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        value = load(line) if line.lstrip().startswith("{") else None
        if not isinstance(value, dict) or len(found) >= limit:
            return found if found and isinstance(value, dict) else []
        found.append((number, value))
    return found


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every plain value with its dotted name; list places are left out of the name."""
    waiting: list[tuple[str, Any]] = [(path, value)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        name, one = waiting.pop()
        if isinstance(one, dict):
            waiting += [(f"{name}.{key}" if name else str(key), inner) for key, inner in reversed(one.items())]
        elif isinstance(one, list):
            waiting += [(name, inner) for inner in reversed(one)]
        else:
            yield name, one


def words(value: Any, *names: str) -> str:
    """Return the first of the dotted ``names`` that ``value`` has as text or number; "" for none."""
    for name in names:
        one = value
        for step in name.split("."):
            one = one.get(step) if isinstance(one, dict) else None
        if isinstance(one, str | int | float) and not isinstance(one, bool):
            return str(one).strip()
    return ""


def payload(encoded: str) -> str:
    """Return the text that a base64 payload holds; "" where it is no text."""
    try:
        raw = base64.b64decode(re.sub(r"\s+", "", encoded), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not raw or sum(byte < 9 for byte in raw[:4096]) > 0:
        return ""
    return charsets.decode(raw, "", "evidence")[0].replace("\r\n", "\n").replace("\r", "\n")


def lines_with(text: str, value: str) -> int | None:
    """The first line (from 1) of ``text`` that holds ``value``, None if none does."""
    place = text.find(value) if value else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else None
