"""The journal told in the handler's language: what was done, and the note beside it.

The journal itself is kept in English, sealed, for whoever reads it in ten years. Here
stand the sentences that its notes are made of, by action; where a note is a handler's own
words, or an older ircon's, it is told as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ircon.i18n import ENGLISH, _, language, mark, retell, word_of
from ircon.model.words import (
    Audience,
    CloseReason,
    ConsentState,
    IncidentClass,
    Item,
    LetterKind,
    Level,
    Role,
    SiteState,
)

ACTIONS = (
    mark("intake"), mark("take"), mark("hand over"), mark("class"), mark("consent"), mark("draft"), mark("edit"),
    mark("contact"), mark("sent"), mark("release"), mark("export"), mark("close"), mark("open again"),
    mark("follow up"), mark("site said"),
    mark("put together"), mark("take apart"), mark("role"), mark("clock"), mark("note"), mark("make a site"),
    mark("ignore"), mark("import sites"), mark("ask a registry"),
    mark("add domain"), mark("add netblock"), mark("add contact"), mark("remove domain"), mark("remove netblock"),
    mark("remove contact"), mark("change domain"), mark("change netblock"), mark("change contact"),
    mark("change language"), mark("change timezone"), mark("change country"), mark("recount"), mark("undo"),
    mark("redo"),
)  # fmt: skip
"""What is done in the journal's words."""

_OF_THE_REGISTER = [
    *(f"{verb} {part}" for verb in ("add", "remove", "change") for part in ("domain", "netblock", "contact")),
    "change language", "change timezone", "change country",
]  # fmt: skip

_STALE = mark("drafts now stale: {count}")
_NOTES: dict[str, tuple[str, ...]] = {
    "intake": (
        mark("report {report} came again in other bytes, kept too (sha256 {hash})"),
        mark("report {report} ({format}, sha256 {hash})"),
        mark("{klass} instead of {read}, as {handler} chose for such reports"),
        mark("{kind}, draft {draft}, bounced"),
        mark("answers {kind}, draft {draft}"),
        mark("opened again by this answer"),
        mark("{kind}, draft {draft}, by its copy (sha256 {hash})"),
        mark("it relied on a consent that had changed"),
    ),
    "take": (mark("over from {handler}"),),
    "hand over": (mark("nobody"),),
    "class": (mark("{klass}, as proposed"), mark("{read} to {klass}")),
    "consent": (
        mark("by report {report}, {how}"),
        mark("report {report}: {what}"),
        mark("expired for report {reports}"),
        mark("expired for reports {reports}"),
        mark("{what} for report {reports}"),
        mark("{what} for reports {reports}"),
        _STALE,
        mark("was sent relying on more: {letters}"),
    ),
    "draft": (mark("notice to {to} about {numbers}"), mark("{kind} to {to}")),
    "contact": (mark("draft {draft} to {to}"),),
    "edit": (mark("draft {draft}, over a text that was saved meanwhile"), mark("draft {draft}")),
    "sent": (mark("{kind}, draft {draft}, by its copy (sha256 {hash})"), mark("{kind}, draft {draft}")),
    "export": (mark("draft {draft}, {what}, sha256 {hash}"),),
    "follow up": (mark("no answer to {kind}, draft {draft}"), mark("expired for report {reports}"),
                  mark("expired for reports {reports}"), _STALE),
    "site said": (mark("{name}: taken back"), mark("{name}: {state}")),
    "put together": (mark("{numbers} into #{into}"),),
    "take apart": (mark("{numbers} out of #{holding}"),),
    "release": (mark("draft {draft} in spite of {count} findings, written by {handlers}: {why}"),),
    "role": (mark("{name}: {before} to {role}, as proposed"), mark("{name}: {before} to {role}"),
             mark("{name}: {role}, confirmed"), _STALE),
    "clock": (mark("report {report}: as stated"), mark("report {report}: {seconds} s")),
    "make a site": (mark("site {number}: {name}"),),
    "import sites": (mark("{new} new, {known} known"), mark("too large to be taken back")),
    "ask a registry": (mark("{host} about {value}"),),
    **dict.fromkeys(_OF_THE_REGISTER, (mark("site {number}: {what}"),)),
    "recount": (mark("months of {zone}"),),
}  # fmt: skip

_FORMS = (mark("mail file"), mark("text"))
"""What a letter is written out as."""

_PIECES = re.compile(r"; |, (?=no answer to )")
_DECISION = re.compile(
    r"(?:(?P<what>[a-z, ]+?) )??(?:to (?P<whom>\w+) )?(?P<state>granted|refused|withdrawn|not-asked|asked|expired)"
    r"(?: to (?P<to>\w+))?(?: until (?P<until>\S+))?"
)


def entry(did: str, note: str) -> str:
    """Return a whole entry in one line: what was done, and the note if there is one."""
    return f"{action(did)}: {told(did, note)}" if note else action(did)


def action(did: str) -> str:
    """Return what was done."""
    return retell(did, ACTIONS)


def told(did: str, note: str) -> str:
    """Return the note of an entry; text from outside in it is as it was."""
    if language() == ENGLISH:
        return note
    if did in ("undo", "redo"):
        return entry(*note.split(": ", 1)) if ": " in note else action(note)
    if did in ("close", "open again"):
        reason, colon, words = note.partition(": ")
        return f"{word_of(CloseReason)(reason)}{colon}{words}"
    if did not in _NOTES:
        return note
    return _("; ").join(_piece(did, piece) for piece in _PIECES.split(note))


def _piece(did: str, piece: str) -> str:
    parts: dict[str, Callable[[str], str]] = {
        "kind": word_of(LetterKind),
        "klass": word_of(IncidentClass),
        "read": word_of(IncidentClass),
        "role": word_of(Role),
        "before": word_of(Role),
        "state": word_of(SiteState),
    }
    if did == "export":
        parts["what"] = lambda what: retell(what, _FORMS)
    if did == "consent":
        parts["what"], parts["how"] = _decision, _how_sure
    return retell(piece, _NOTES[did], **parts)


def _decision(what: str) -> str:
    """Return what was decided: ``full granted``, ``facts, logs to source refused``, ``granted until 2026-12-31``."""
    found = _DECISION.fullmatch(what)
    if found is None:
        return what
    named = found["what"].split(", ") if found["what"] else []
    about = named and _(", ").join(map(word_of(Item), named) if len(named) > 1 else map(_level_or_item, named))
    state, whom = word_of(ConsentState)(found["state"]), found["whom"] or found["to"]
    said = _("{items} {state}", items=about, state=state) if about else state
    if whom:
        said += " " + _("to {whom}", whom=word_of(Audience)(whom))
    return said + (" " + _("until {day}", day=found["until"]) if found["until"] else "")


def _how_sure(how: str) -> str:
    from ircon.consent import saying

    return _(", ").join(retell(piece, saying.SURE) for piece in how.split(", "))


def _level_or_item(word: str) -> str:
    return word_of(Level if word in list(Level) else Item)(word)
