"""What handlers do with letters in these tests: write, send, have them come back, edit."""

from __future__ import annotations

from datetime import datetime

from ircon import desk
from ircon.model import Centre, Draft, Incident, LetterKind
from ircon.store import Store, incidents, stamps

CENTRE = Centre(name="Example CC", name_ja="例示センター", mail="cert@centre.example.jp")
ME = "mori"
NOW = stamps.now()
SECOND = "name,mail,language\nasite,noc@asite.example.jp,ja\n"


def load(store: Store, number: int) -> Incident:
    return incidents.load(store, number)


def drafted(store: Store, number: int, kind: LetterKind = LetterKind.NOTICE, at: datetime | None = None) -> Draft:
    draft = desk.write_letter(store, number, kind=kind, centre=CENTRE, handler=ME, at=at).draft
    assert draft is not None and draft.id is not None
    return draft


def sent(store: Store, number: int, kind: LetterKind = LetterKind.NOTICE, at: datetime | None = None) -> Draft:
    letter = drafted(store, number, kind, at)
    desk.mark_sent(store, letter.id or 0, centre=CENTRE, handler=ME, at=at)
    return letter


def bounce(of: bytes, to: str, *, subject: bool = True) -> bytes:
    """Compose a failure (RFC 3464) with the headers of the letter that did not arrive, or their Message-ID alone."""
    head = of.partition(b"\r\n\r\n")[0].decode()
    if not subject:
        head = next(line for line in head.split("\r\n") if line.startswith("Message-ID"))
    lines = [
        "From: Mail Delivery System <MAILER-DAEMON@mail.example.net>", f"To: {CENTRE.mail}",
        "Subject: Undelivered Mail Returned to Sender", "Message-ID: <bounce.1@mail.example.net>",
        'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", f"<{to}>: user unknown", "",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mail.example.net", "",
        f"Final-Recipient: rfc822; {to}", "Action: failed", "Status: 5.1.1", "",
        "--b", "Content-Type: text/rfc822-headers", "", head, "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def edited(store: Store, draft: Draft, body: str, handler: str = ME) -> Draft:
    saved = desk.save_draft(store, draft.id or 0, draft.subject, body, centre=CENTRE, handler=handler).draft
    assert saved is not None
    return saved
