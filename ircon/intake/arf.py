"""Abuse reports of RFC 5965: a sentence, the machine-readable fields, and the message complained of.

All fields are the sender's assertions. The message complained of is evidence, its
headers are not: they name every relay on the way and forged senders.
"""

from __future__ import annotations

import re

from ircon.intake import headers, mail, terms
from ircon.intake.mail import Letter
from ircon.intake.mime import Part
from ircon.intake.prose import enveloped
from ircon.intake.reading import Reading, joined
from ircon.model import Fields, IncidentClass, Role

# Of the fields only these speak of the other side; the rest names the reporter's own servers and users.
_TELLING = re.compile(r"(?:source|reported)[\w-]*:", re.IGNORECASE)
_SHOWN = ("From", "Reply-To", "To", "Subject", "Date", "Message-ID")


def read(letter: Letter) -> Reading | None:
    """Return what an abuse report says, None if the mail is none."""
    parts = letter.root.walk()
    feedback = next((part for part in parts if part.kind == "message/feedback-report"), None)
    if feedback is None:
        return None
    said, problems = _fields(feedback)
    if said.get("feedback-type", "").lower() == "xarf":
        return None  # X-ARF 3 and later travel in the same envelope; the report is the JSON beside these fields
    human = [_text(part, problems) for part in mail.bodies(letter.root) if part.kind in ("text/plain", "text/html")]
    original, heads = _original(letter.root, problems)
    machine = "\n".join(line for line in feedback.text()[0].split("\n") if line.strip())
    before = joined([*human[:1], machine])
    offset = before.count("\n") + 2
    first = offset - machine.count("\n") - 1
    unsaid = {first + place for place, line in enumerate(machine.split("\n")) if not _TELLING.match(line)}
    klass = terms.klass(said.get("feedback-type", "")) or IncidentClass.SPAM
    sender = Role.SOURCE if klass is IncidentClass.PHISHING else terms.role_of_source(klass)
    roles = {said[name]: sender for name in ("source-ip", "source") if said.get(name)}
    for name in ("reported-uri", "reported-domain"):
        if said.get(name) and klass is IncidentClass.PHISHING:
            roles[said[name]] = Role.PHISHING_HOST
    for name in ("feedback-type", "user-agent", "version"):
        if name not in said:
            problems.append(f"the report lacks the field {name.title()} that RFC 5965 requires")
    reading = Reading(
        format="arf",
        text=joined([before, original]),
        reporter=letter.reporter,
        fields=Fields(
            klass=said.get("feedback-type", ""),
            occurred=said.get("arrival-date") or said.get("received-date", ""),
        ),
        klass=klass,
        own=joined(human[:1]),
        roles=roles,
        aside=frozenset({letter.reporter.mail} - {""}),
        skipped=frozenset(unsaid.union(range(offset + 1, offset + 1 + heads))),
    )
    return enveloped(reading, letter, [*letter.problems, *problems])


def _fields(part: Part) -> tuple[dict[str, str], list[str]]:
    """The machine-readable fields by name in lower case; where one repeats, the first counts."""
    from email.parser import HeaderParser

    said: dict[str, str] = {}
    text, problem = part.text()
    for name, value in HeaderParser().parsestr(text.lstrip("\n")).items():
        said.setdefault(name.lower(), headers.text(str(value)).strip())
    return said, [problem] * bool(problem)


def _original(root: Part, problems: list[str]) -> tuple[str, int]:
    """The message complained of as text, and how many of its lines are headers."""
    for part in root.walk()[1:]:
        if part.kind == "text/rfc822-headers":
            text = _text(part, problems).strip("\n")
            return text, text.count("\n") + 1
        if part.kind == "message/rfc822" and part.parts:
            return message(part.parts[0], problems)
    return "", 0


def message(root: Part, problems: list[str]) -> tuple[str, int]:
    """Show an enclosed message: the headers that people look at, then its text; and how many lines are headers."""
    shown = [f"{name}: {headers.text(root.get(name))}" for name in _SHOWN if root.get(name)]
    texts = [_text(part, problems) for part in mail.bodies(root) if part.kind.startswith("text/")]
    return "\n".join([*shown, "", joined(texts)]) if shown else joined(texts), len(shown)


def _text(part: Part, problems: list[str]) -> str:
    from ircon.intake import markup

    text, problem = part.text()
    problems += [problem] * bool(problem)
    return markup.to_text(text)[0] if part.kind == "text/html" else text
