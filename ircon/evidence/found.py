"""What a judged word is: an observable with its offsets, before it has a line and a role."""

from __future__ import annotations

from typing import NamedTuple

from ircon.model import ObservableKind

LONGEST = 320
"""No name, address or port list is longer than this; a longer word is noise."""
AROUND = 48
"""How far before a word is looked for what it is."""


class Found(NamedTuple):
    """An observable with its offsets in the plain text; ``past`` is where looking goes on."""

    kind: ObservableKind
    value: str
    start: int
    end: int
    past: int
