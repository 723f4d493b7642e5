"""A small world to disclose in: site A (the recipient), reporters, and letters about what they sent.

Reports are composed as mails and read by intake, so that what is tested is what will run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage

from ircon import disclosure, intake
from ircon.consent import everywhere
from ircon.model import (
    Audience,
    Centre,
    ConsentState,
    Contact,
    Decision,
    Draft,
    Item,
    LetterKind,
    Level,
    Role,
    Site,
    StoredReport,
)
from ircon.notices import eml, letters

CENTRE = Centre(
    name="Example Coordination Centre",
    name_ja="例示調整センター",
    mail="info@cc.example.net",
    phone="+81-3-0000-0000",
    url="https://www.cc.example.net/",
)
TODAY = date(2026, 6, 24)
SENT_AT = datetime(2026, 6, 23, 9, 0, tzinfo=UTC)
REFERENCE = 48210377

A = Site(
    name="asite",
    domains=("asite.example.jp",),
    cidrs=("192.168.100.0/24", "2001:db8:a::/48"),
    contacts=(Contact(mail="abuse@asite.example.jp"),),
    language="ja",
    id=1,
)
SOURCE = everywhere(Role.SOURCE)
"""Site A's part, whichever report one reads."""

B = Site(name="bsite", domains=("bsite.example.jp",), cidrs=("192.0.2.0/24",), language="ja", id=2)


def report(
    number: int,
    body: str,
    *,
    sender: str = "Taro Bsite <admin@bsite.example.jp>",
    subject: str = "report",
    site_id: int | None = 2,
    headers: Sequence[tuple[str, str]] = (),
    received: datetime = SENT_AT,
) -> StoredReport:
    """Compose a mail, let intake read it, and return it as the store would."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "info@cc.example.net"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 23 Jun 2026 18:00:00 +0900"
    for name, value in headers:
        mail[name] = value
    mail.set_content(body, charset="utf-8")
    return StoredReport(number, 1, received, f"{number:064x}", site_id, intake.read(mail.as_bytes()))


def grant(
    number: int,
    level: Level = Level.NONE,
    audience: Audience = Audience.RELATED,
    *,
    items: tuple[Item, ...] = (),
    state: ConsentState = ConsentState.GRANTED,
) -> Decision:
    """Return the decision by which a reporter allows ``level``, or single ``items``, or anything but."""
    return Decision(number, state, level, audience, "as quoted", "handler", SENT_AT, items=items)


def notice(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    language: str,
    recipient: Site = A,
    others: Sequence[Site] = (),
    kind: LetterKind = LetterKind.NOTICE,
) -> Draft:
    """Write the notice to ``recipient``, or its reminder."""
    view = disclosure.build(reports, decisions, recipient, SOURCE, others=others)
    to = letters.address(recipient)
    return letters.write(
        kind,
        view,
        CENTRE,
        language=language,
        reference=REFERENCE,
        today=TODAY,
        to=to,
        site_id=recipient.id,
    )


def letters_to(own: StoredReport, reports: Sequence[StoredReport], decisions: Sequence[Decision]) -> Iterator[Draft]:
    """Write every letter that the reporter of ``own`` can get, in both languages."""
    view = disclosure.reporter_view(own, reports, decisions, site=A, notified=True, closed_for="resolved")
    for language in ("ja", "en"):
        for kind in LetterKind:
            if not kind.to_site:
                to = own.report.reporter.mail
                yield letters.write(kind, view, CENTRE, language=language, reference=REFERENCE, today=TODAY, to=to)


def as_it_leaves(draft: Draft) -> str:
    """Return all that leaves with a draft: subject, body, the mail file with its headers, and its name."""
    mail = message_from_bytes(eml.to_eml(draft, CENTRE, date=SENT_AT))
    headers = [f"{name}: {make_header(decode_header(value))}" for name, value in mail.items()]
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    body = payload.decode(mail.get_content_charset("ascii"))
    return "\n".join([draft.to, draft.subject, draft.body, *headers, body, eml.file_name(draft, CENTRE)])
