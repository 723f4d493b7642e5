"""The letters' wording: one file a kind and language, with fixed names and nothing else.

A centre may lay its own wording over ours, in a directory of its own with the same layout
(``ja/notice.txt``). The first line is ``Subject: ...``; then, after an empty line, the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

from ircon.errors import Usage
from ircon.i18n import _, term
from ircon.model import LetterKind

LANGUAGES = ("ja", "en")

_EVERY = frozenset({"reference", "recipient", "centre", "contact", "deadline", "signature"})
_TO_REPORTERS = _EVERY | {
    "subject",
    "klass",
    "occurred",
    "consent",
    "questions",
    "choices",
    "condition",
    "addresses",
    "advice",
    "state",
    "learned",
    "outcome",
}
_TO_SITES = _EVERY | {"host", "summary", "facts", "evidence", "reporter", "ask", "remedy", "choices"}
_REMINDING = (_TO_SITES - {"choices"}) | {"notified"}


class Wording(NamedTuple):
    """A letter's subject and body, with the names still in them."""

    subject: Template
    body: Template


def names(kind: LetterKind) -> frozenset[str]:
    """Return the names that a template of this kind may use."""
    if kind is LetterKind.REMINDER:
        return _REMINDING
    return _TO_SITES if kind.to_site else _TO_REPORTERS


def load(kind: LetterKind, language: str, directory: Path | None = None) -> Wording:
    """Return the wording of a letter: the centre's own where ``directory`` has one, else ours.

    Raises Usage, in words, for a template that cannot be read or uses unknown names.
    """
    if language not in LANGUAGES:
        raise Usage(
            _(
                "letters are written in {languages}, not in {language!r}",
                languages=" or ".join(LANGUAGES),
                language=language,
            )
        )
    own = directory / language / f"{kind.value}.txt" if directory else None
    if own is None or not own.is_file():
        return _ours(kind, language)
    try:
        raw = own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise Usage(_("the template {own} cannot be read: {trouble}", own=own, trouble=trouble)) from trouble
    return check(raw, kind, str(own))


def own(directory: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a centre's own wording with what is wrong with it, "" where it can be used."""
    letters = [(kind, language) for language in LANGUAGES for kind in LetterKind]
    wanted = {directory / language / f"{kind.value}.txt": (kind, language) for kind, language in letters}
    for path in sorted(directory.glob("*/*")):
        if path not in wanted:
            yield path, _("no letter has this name; it is not used")
            continue
        try:
            load(*wanted[path], directory)
        except Usage as wrong:
            yield path, str(wrong)
        else:
            yield path, ""


@lru_cache(maxsize=32)
def _ours(kind: LetterKind, language: str) -> Wording:
    raw = files("ircon.notices").joinpath("templates", language, f"{kind.value}.txt").read_text(encoding="utf-8")
    return check(raw, kind, f"{language}/{kind.value}.txt")


def check(raw: str, kind: LetterKind, where: str = "the template") -> Wording:
    """Return the wording in ``raw`` after checking that it can only say what letters of this kind may say.

    Raises Usage that names what is wrong and what may be written instead.
    """
    head, _blank, body = raw.replace("\r\n", "\n").partition("\n")
    if not head.startswith("Subject:") or not body.strip():
        raise Usage(_("{where} must begin with a line 'Subject: ...', an empty line and then the letter", where=where))
    wording = Wording(Template(head.removeprefix("Subject:").strip()), Template(body.strip("\n") + "\n"))
    for part in wording:
        if not part.is_valid():
            raise Usage(_("{where} has a '$' that begins no name; write '$$' for a dollar sign", where=where))
        unknown = sorted(set(part.get_identifiers()) - names(kind))
        if unknown:
            allowed = ", ".join(sorted(names(kind)))
            raise Usage(
                _(
                    "{where} uses ${unknown}, which a {kind} does not have; it may use {allowed}",
                    where=where,
                    unknown=unknown[0],
                    kind=term(kind),
                    allowed=allowed,
                )
            )
    if "reference" not in wording.subject.get_identifiers():
        raise Usage(_("{where} needs $reference in its subject, or answers cannot be found again", where=where))
    return wording


@lru_cache(maxsize=1)
def ordinary_words() -> str:
    """Return all that our own templates say, in lower case: words that give nobody away."""
    found = []
    for language in LANGUAGES:
        for kind in LetterKind:
            found += [part.template for part in _ours(kind, language)]
    return re.sub(r"\s+", " ", " ".join(found)).lower()
