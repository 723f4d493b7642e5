"""Delivery failures (RFC 3464): a letter of ours did not arrive, and the incident should know."""

from __future__ import annotations

from dataclasses import replace

from ircon.intake import headers, mail
from ircon.intake.arf import message
from ircon.intake.mail import Letter
from ircon.intake.prose import enveloped
from ircon.intake.reading import Reading, joined
from ircon.model import IncidentClass


def read(letter: Letter) -> Reading | None:
    """Return what a delivery failure says, None if the mail is none.

    The reference and the id of the letter that did not arrive are taken from the copy
    enclosed, so that the failure lands on its incident.
    """
    parts = letter.root.walk()
    if not any(part.kind == "message/delivery-status" for part in parts):
        return None
    problems = list(letter.problems)
    kinds = ("text/plain", "message/delivery-status")
    texts = [part.text()[0] for part in mail.bodies(letter.root) if part.kind in kinds]
    letter, shown = _with_original(letter, problems)
    text = joined([*texts, shown])
    reading = Reading(
        format="bounce",
        text=text,
        reporter=letter.reporter,
        klass=IncidentClass.OTHER,
        own="",
        skipped=frozenset(range(1, text.count("\n") + 2)),
    )
    return replace(enveloped(reading, letter, problems), header_text="")


def _with_original(letter: Letter, problems: list[str]) -> tuple[Letter, str]:
    for part in letter.root.walk():
        if part.kind == "text/rfc822-headers":
            original = mail.letter(part.body)
            shown = part.text()[0]
        elif part.kind == "message/rfc822" and part.parts:
            original = mail.of(part.parts[0])
            shown = message(part.parts[0], problems)[0]
        else:
            continue
        ids = (*letter.replies_to, *filter(None, (original.message_id,)))
        references = letter.references or headers.references(original.subject)
        return replace(letter, replies_to=tuple(dict.fromkeys(ids)), references=references), shown
    return letter, ""
