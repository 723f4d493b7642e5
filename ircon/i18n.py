"""The language that ircon speaks with its handlers: Japanese or English, whatever language a letter is in.

What a handler reads is written in English where it is said and goes through ``_`` or
``plural``; the catalogue in ``locale/`` holds the Japanese. Values are put in after the
translation, so that a sentence may be ordered as its language wants it. What other
programs read (``--json``, CSV, what the store keeps) is never translated: a sentence that
was stored in English is told in the handler's language where it is drawn (``retell``).

``[interface] language`` decides, else the environment as POSIX orders it. For English
nothing is loaded and nothing is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum
    from gettext import GNUTranslations

JAPANESE, ENGLISH = "ja", "en"

COMMA = {JAPANESE: "、", ENGLISH: ", "}
"""What stands between the parts of a list, by the language."""

LOCALE = Path(__file__).with_name("locale")
"""Where the catalogue is."""

_spoken = ""
_catalogue: GNUTranslations | None = None


def speak(language: str = "", environ: Mapping[str, str] = os.environ) -> None:
    """Speak ``language`` (``ja`` or ``en``) from now on; the empty string leaves it to the environment."""
    global _spoken, _catalogue
    _spoken = language or _of(environ)
    _catalogue = _load() if _spoken == JAPANESE else None
    _pattern.cache_clear()


def language() -> str:
    """Return what is spoken: ``ja`` or ``en``."""
    if not _spoken:
        speak()
    return _spoken


def _of(environ: Mapping[str, str]) -> str:
    """Return what the first locale variable that is set asks for; English where that is neither of ours."""
    told = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return JAPANESE if re.match(r"ja(?![a-z])", told) else ENGLISH


def _load() -> GNUTranslations | None:
    from gettext import GNUTranslations

    try:
        with (LOCALE / "ja" / "LC_MESSAGES" / "ircon.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError):
        return None  # an installation without its catalogue is no reason not to work


def _(message: str, /, **values: object) -> str:
    """Return ``message`` in the handler's language, with ``values`` in the place of its ``{names}``."""
    said = message
    if message and language() == JAPANESE and _catalogue:  # what stands for nothing in a catalogue is its own head
        said = _catalogue.gettext(message)
    return said.format(**values) if values else said


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form that ``count`` asks for, in the handler's language; ``{count}`` stands for it.

    A number wants its thousands apart: ``{count:,}``.
    """
    if language() == JAPANESE and _catalogue:
        return _catalogue.ngettext(one, many, count).format(count=count, **values)
    return (one if count == 1 else many).format(count=count, **values)


def mark(message: str, many: str = "", /) -> str:
    """Return ``message`` as it is: it stands in a table and is translated where it is shown.

    ``many`` is its other form, for what ``plural`` is given there.
    """
    del many
    return message


def term(word: StrEnum, /) -> str:
    """Return the handler's word for one of the trade's (``ircon.model.words``); in English its own, without hyphens.

    The kind is the context: a site that is a source and an audience that is one are two words in Japanese.
    """
    if language() == JAPANESE and _catalogue:
        return _catalogue.pgettext(type(word).__name__, word.value)
    return word.value.replace("-", " ")


# --- sentences that were stored -----------------------------------------------------


def retell(stored: str, templates: Iterable[str], /, **parts: Callable[[str], str]) -> str:
    """Return a sentence that was stored in English in the handler's language.

    ``templates`` are the marked messages that such sentences are made of, in the order in
    which they are tried; what none of them made is returned as it stands. What stood in the
    place of a ``{name}`` is put in unchanged, unless ``parts`` says how that is told.
    """
    if language() == ENGLISH or len(stored) > LONGEST:
        return stored
    for template in templates:
        if found := _pattern(template).fullmatch(stored):
            values = {name: parts.get(name, str)(value) for name, value in found.groupdict().items()}
            return _PLACE.sub(r"{\1}", _(template)).format(**values)
    return stored


def word_of(kind: type[StrEnum], /) -> Callable[[str], str]:
    """Return what tells a stored word of ``kind`` in the handler's language; others it leaves as they are."""

    def told(stored: str) -> str:
        try:
            return term(kind(stored))
        except ValueError:
            return stored  # by a newer ircon, on the same store

    return told


LONGEST = 600
"""Characters of a stored sentence at most: what was made of a longer one is not looked for."""


def made_of(stored: str, template: str) -> bool:
    """Say whether a stored sentence was made of this template."""
    return _pattern(template).fullmatch(stored) is not None


_PLACE = re.compile(r"\{(\w+)(?::[^}]*)?\}")


@lru_cache(maxsize=1024)
def _pattern(template: str) -> re.Pattern[str]:
    """Return what recognises a sentence made of ``template``."""
    pieces = _PLACE.split(template)
    literal = [re.escape(piece) for piece in pieces[::2]]
    names = [f"(?P<{name}>.*?)" for name in pieces[1::2]]
    return re.compile("".join(a + b for a, b in zip(literal, [*names, ""], strict=True)), re.DOTALL)
