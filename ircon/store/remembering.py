"""The class that a handler chose last, kept for the reports that come after and are marked alike.

What marks a report: the words in which it states its class. Words that the list of
classes knows anyway say nothing new, so for them, and for reports that state no class,
it is the sender with the format and with the class that the rules propose.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon import classes
from ircon.model import IncidentClass, Report
from ircon.store import stamps

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """The class that was chosen, and by whom."""

    klass: IncidentClass
    handler: str


def kind_of(report: Report) -> str:
    """Return what marks reports like this one; "" where nothing does."""
    words = " ".join(unicodedata.normalize("NFKC", report.fields.klass).casefold().split())
    if words and classes.from_words(words) is None:
        return "words " + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
    sender = report.reporter.mail.casefold()
    if not sender:
        return ""
    told = "\n".join((sender, report.format, report.klass, words))
    return "sender " + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def chosen(store: Store, report: Report) -> Chosen | None:
    """Return the class that a handler chose last for reports like this one."""
    kind = kind_of(report)
    found = store.rows("SELECT class, handler FROM chosen_class WHERE kind = ?", (kind,)) if kind else []
    return Chosen(IncidentClass(found[0][0]), found[0][1]) if found else None


def remember(change: Change, reports: Iterable[Report], klass: IncidentClass) -> bool:
    """Keep ``klass`` for reports like these; say whether that is anything new. Can be undone."""
    new = False
    for kind in sorted({kind for report in reports if (kind := kind_of(report))}):
        found = change.store.rows("SELECT id, class FROM chosen_class WHERE kind = ?", (kind,))
        if found and found[0][1] == klass:
            continue
        new = True
        row = {"class": str(klass), "handler": change.handler, "at": stamps.to_text(change.at)}
        if found:
            change.update("chosen_class", int(found[0][0]), row)
        else:
            change.insert("chosen_class", {"kind": kind, **row})
    return new
