"""Writes a draft as a mail file (RFC 5322) that the handler's own mail program opens and sends."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ircon.errors import Usage
from ircon.i18n import _
from ircon.model import Centre, Draft
from ircon.text import many_lines, one_line

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}\Z")


def to_eml(draft: Draft, centre: Centre, *, date: datetime) -> bytes:
    """Return ``draft`` as a mail with CRLF line ends, in UTF-8.

    ``date`` is aware and goes into the Date field. Nothing tells of this machine: the
    Message-ID is made from the letter itself and the centre's domain. Raises Usage where the
    sender or the recipient is no plain mail address.
    """
    mail = EmailMessage(policy=SMTP)
    name = (centre.name_ja or centre.name) if draft.language == "ja" else (centre.name or centre.name_ja)
    mail["From"] = _mailbox(centre.mail, _("the centre's"), one_line(name))
    mail["To"] = _mailbox(draft.to, _("the recipient's"))
    mail["Subject"] = one_line(draft.subject)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = _message_id(draft, centre, date)
    body = many_lines(draft.body)
    plain = body.isascii() and all(len(line) < 990 for line in body.split("\n"))
    mail.set_content(body, charset="utf-8", cte="7bit" if plain else "base64")
    return mail.as_bytes()


def file_name(draft: Draft, centre: Centre) -> str:
    """Return the name of the file, from our own reference and nothing else."""
    prefix = re.sub(r"[^A-Za-z0-9-]", "", centre.prefix) or "IRCON"
    return f"{prefix}-{draft.reference}-{draft.kind.value}.eml"


def _mailbox(mail: str, whose: str, name: str = "") -> str:
    if not _MAILBOX.match(mail):
        raise Usage(
            _("{whose} mail address is missing or is no plain address: {mail!r}", whose=whose, mail=one_line(mail))
        )
    if not name:
        return mail
    quoted = name.replace("\\", "").replace('"', "")
    return f'"{quoted}" <{mail}>'


def _message_id(draft: Draft, centre: Centre, date: datetime) -> str:
    whole = "\x00".join((draft.to, draft.subject, draft.body, date.isoformat()))
    digest = hashlib.sha256(whole.encode()).hexdigest()[:24]
    return f"<{draft.reference}.{digest}@{centre.mail.rpartition('@')[2]}>"
