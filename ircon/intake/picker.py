"""Which reader understands these bytes: the one place that decides.

What machines write is tried first, because it says outright who did what; then what
people write. A mail that merely encloses a report is that report, forwarded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from ircon.intake import charsets, complaints, limits, mail, markup, own, pgp, prose, structured
from ircon.intake.mail import Letter
from ircon.intake.mime import Part
from ircon.intake.own import OwnTable
from ircon.intake.reading import Reading, joined, surrounded

MAX_FORWARDS = 3
_PROSE = ("mail", "text", "html", "log")
_SILENT = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


def pick(data: bytes, tables: Sequence[OwnTable] = ()) -> Reading | None:
    """Return what the fitting reader made of ``data``; None where there is nothing that could be read.

    ``tables`` are those that the centre has described itself.
    """
    if not data.strip(b" \t\r\n\x00"):
        return None
    if mail.looks_like_mail(data):
        return from_letter(mail.letter(data), tables=tables)
    if data[:4] == b"PK\x03\x04" or data[:2] == b"\x1f\x8b":
        return _from_archive(data, tables)
    if is_binary(data):
        return None
    return _from_file(data, tables)


def is_binary(data: bytes) -> bool:
    """Say whether ``data`` is no text in any charset: many control characters among its first bytes."""
    start = data[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 14, 15, 27) for byte in start)
    return odd * 20 > len(start)


# --- files -------------------------------------------------------------------------


def _from_file(data: bytes, tables: Sequence[OwnTable]) -> Reading:
    raw, cut = limits.within_body(data)
    text, problem = charsets.decode(raw, "", "text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = (*cut, *filter(None, (problem,)))
    found = own.read(text, tables) or structured.read(text)
    if found is None and pgp.is_encrypted(text):
        found = pgp.sealed(text)
    if found is None and markup.looks_like_html(text):
        shown, links = markup.to_text(text)
        found = replace(prose.from_text(shown), problems=links)
        found = replace(found, format="html" if found.format in _PROSE else found.format)
    if found is None:
        found = complaints.told_apart(prose.from_text(pgp.opened(text)))
    return replace(found, problems=(*problems, *found.problems))


def _from_archive(data: bytes, tables: Sequence[OwnTable]) -> Reading | None:
    from email.message import Message

    from ircon.intake import archives

    parts, problems = archives.unpack(Part("application/zip", Message(), data))
    if not parts:
        return None
    first, *rest = parts
    found = pick(first.body, tables) if not archives.is_archive(first) else None
    if found is None:
        return None
    others = [f"{part.name[:60]} was not read: one file of an archive is one report" for part in rest]
    return replace(found, problems=(*problems, *found.problems, *others))


# --- mails -------------------------------------------------------------------------


def from_letter(letter: Letter, forwards: int = 0, tables: Sequence[OwnTable] = ()) -> Reading:
    """Return what the fitting reader made of a mail."""
    from ircon.intake import arf, bounce

    found = pgp.encrypted(letter) or arf.read(letter) or bounce.read(letter)
    if found is not None:
        return found
    problems = list(letter.problems)
    texts, enclosed = _texts(letter.root, problems)
    for place, text in enumerate(texts):
        reading = own.read(text, tables, letter.subject, letter.sender[1]) or structured.read(text)
        if reading is not None:
            others = prose.from_words([*texts[:place], *texts[place + 1 :]], letter, problems)
            if others.format.endswith("-form"):  # filled in by hand, with a machine's list as evidence
                return _with_evidence(prose.from_words(texts, letter, problems), reading)
            before, after = joined(texts[:place]), joined(texts[place + 1 :])
            return _by_machine(surrounded(reading, before, after), letter, problems)
    for part in enclosed if forwards < MAX_FORWARDS else []:
        inner = _enclosed(part, forwards, tables)
        if inner is not None and inner.format not in _PROSE:
            return _forwarded(inner, letter, problems)
    for part in enclosed:
        texts += _shown(part, problems)
    reading = prose.from_words(texts, letter, problems)
    if reading.format == "mail" and _only_html(letter.root):
        reading = replace(reading, format="html")
    return complaints.told_apart(reading)


def _texts(root: Part, problems: list[str]) -> tuple[list[str], list[Part]]:
    """The texts of a mail in order, archives unpacked; and the mails enclosed in it."""
    from ircon.intake import archives

    texts: list[str] = []
    enclosed: list[Part] = []
    waiting = mail.bodies(root)
    while waiting:
        part = waiting.pop(0)
        if part.kind in ("message/rfc822", "message/global"):
            enclosed.append(part)
        elif archives.is_archive(part):
            inner, said = archives.unpack(part)
            problems += said
            waiting[:0] = [one for one in inner if not archives.is_archive(one)]
        else:
            texts += _text(part, problems)
    return texts, enclosed


def _text(part: Part, problems: list[str]) -> list[str]:
    """The text of one part; what is no text is named among the problems."""
    if not part.body.strip() or part.kind in _SILENT:
        return []
    if part.kind.startswith(("image/", "audio/", "video/")) or (
        not part.kind.startswith(("text/", "message/")) and is_binary(part.body)
    ):
        problems += _unread(part)
        return []
    text, problem = part.text()
    problems += [problem] * bool(problem)
    if part.kind == "text/html" or markup.looks_like_html(text):
        text, links = markup.to_text(text)
        problems += links
    return [pgp.without_keys(pgp.opened(text))]


def _unread(part: Part) -> list[str]:
    """Name an attachment that is no text, by name, type and size; of Outlook's envelope also what is in it."""
    from ircon.intake import tnef

    called = f" {part.name[:60]}" if part.name else ""
    said = [f"the attachment{called} of type {part.kind[:60]} ({len(part.body):,} bytes) was not read"]
    if tnef.is_tnef(part.body):
        within = [f"{name[:60] or 'one without a name'} ({size:,} bytes)" for name, size in tnef.attachments(part.body)]
        said += [f"in{called or ' it'} there is {one}, not read" for one in within]
    return said


def _with_evidence(form: Reading, evidence: Reading) -> Reading:
    """A form stays the report; what came with it says which part each address plays."""
    return replace(form, roles={**evidence.roles, **form.roles}, aside=form.aside | evidence.aside)


def _by_machine(reading: Reading, letter: Letter, problems: list[str]) -> Reading:
    """A structured report in a mail: who reported stands in it, or else on the envelope."""
    own, sender = reading.reporter, letter.reporter
    reporter = replace(own, name=own.name or sender.name, mail=own.mail or sender.mail, site=own.site or sender.site)
    aside = reading.aside | {sender.mail, reporter.mail}
    return prose.enveloped(replace(reading, reporter=reporter, aside=frozenset(aside - {""})), letter, problems)


def _enclosed(part: Part, forwards: int, tables: Sequence[OwnTable]) -> Reading | None:
    if part.parts:
        return from_letter(mail.of(part.parts[0]), forwards + 1, tables)
    return from_letter(mail.letter(part.body), forwards + 1, tables) if mail.looks_like_mail(part.body) else None


def _forwarded(reading: Reading, letter: Letter, problems: list[str]) -> Reading:
    """The report in a forwarding mail keeps its reporter; the envelope is the one that reached us."""
    return replace(
        reading,
        anchor=reading.anchor or reading.sent_at,
        subject=letter.subject or reading.subject,
        message_id=letter.message_id,
        replies_to=tuple(dict.fromkeys((*letter.replies_to, *reading.replies_to))),
        references=letter.references or reading.references,
        sent_at=letter.sent.astimezone(UTC) if letter.sent else reading.sent_at,
        problems=(*problems, *reading.problems, f"forwarded by {letter.reporter.mail or 'somebody unnamed'}"),
    )


def _shown(part: Part, problems: list[str]) -> list[str]:
    from ircon.intake import arf

    root = part.parts[0] if part.parts else mail.letter(part.body).root
    return [arf.message(root, problems)[0]]


def _only_html(root: Part) -> bool:
    kinds = {part.kind for part in mail.bodies(root) if part.kind.startswith("text/") and not part.attached}
    return kinds == {"text/html"}
