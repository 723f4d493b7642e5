"""Mails with all the headers that they have gathered on their way, as text in which names can still be exchanged.

``wire`` composes one; ``delivered`` makes the bytes of it. Between the two it is plain
text: ``\\x02`` and ``\\x03`` stand around what becomes an encoded word, ``\\x04`` for the
type and encoding of the body, ``\\x05`` for a line of a signature, which differs in every mail.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

TO = "cert@centre.example.jp"
ISO_2022_JP_UNTIL = 2012
"""After that year Japanese mail programs write UTF-8."""

_WORD = re.compile("\x02([^\x03]*)\x03")


def wire(
    person: str, sender: str, subject: str, body: str, sent: datetime, serial: int, *, offset: int = 9, extra: str = ""
) -> str:
    """Compose a mail to the centre that went over two relays and bears a DKIM signature (RFC 6376)."""
    local = sent.astimezone(timezone(timedelta(hours=offset)))
    domain = sender.rpartition("@")[2]
    hop, arrived = format_datetime(local), format_datetime(local + timedelta(seconds=3))
    return f"""\
Return-Path: <{sender}>
Received: from mx1.centre.example.jp (mx1.centre.example.jp [192.0.2.25])
\tby store.centre.example.jp (Postfix) with ESMTPS id 4W{serial:07d}z2
\tfor <{TO}>; {arrived}
Received: from mail.{domain} (mail.{domain} [{{own}}])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
\tby mx1.centre.example.jp (Postfix) with ESMTPS id 4W{serial:07d}zq
\tfor <{TO}>; {arrived}
Authentication-Results: mx1.centre.example.jp; spf=pass smtp.mailfrom={sender};
\tdkim=pass header.d={domain}; dmarc=pass header.from={domain}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=mail2;
\th=from:to:subject:date:message-id:mime-version:content-type;
\tbh=\x05
\tb=\x05
\t \x05
\t \x05
\t \x05
\t \x05
Received: from [10.0.0.21] (unknown [10.0.0.21])
\tby mail.{domain} (Postfix) with ESMTPSA id 3A{serial:07d}
\tfor <{TO}>; {hop}
Message-ID: <{local:%Y%m%d%H%M%S}.{serial:07d}@{domain}>
Date: {hop}
User-Agent: Mozilla Thunderbird
From: {_worded(person)} <{sender}>
To: {TO}
Subject: {_worded(subject)}
MIME-Version: 1.0
\x04
{extra}
{body}
"""


def _worded(text: str) -> str:
    return text if text.isascii() else f"\x02{text}\x03"


def delivered(mail: str, year: int, noise: Callable[[int], bytes]) -> bytes:
    """Return the bytes of a composed mail, in the charset of ``year``; ``noise`` gives random bytes."""
    head, _, body = mail.partition("\n\n")
    head = _WORD.sub(_encoded, head)
    parts = head.split("\x05")
    signed = base64.b64encode(noise(48 * (len(parts) - 1))).decode()
    head = "".join(part + signed[n * 64 : n * 64 + 64] for n, part in enumerate(parts))
    if body.isascii():
        kind, data = "us-ascii\nContent-Transfer-Encoding: 7bit", body.encode()
    elif year <= ISO_2022_JP_UNTIL:
        kind, data = "iso-2022-jp\nContent-Transfer-Encoding: 7bit", body.encode("iso-2022-jp")
    else:
        kind, data = "utf-8\nContent-Transfer-Encoding: base64", base64.encodebytes(body.encode())
    return head.replace("\x04", f"Content-Type: text/plain; charset={kind}").encode() + b"\n\n" + data


def _encoded(found: re.Match[str]) -> str:
    """Encode words as RFC 2047 has them, at most 75 characters each, folded between."""
    words, piece = [], b""
    for char in found[1]:
        data = char.encode()
        if len(piece) + len(data) > 45:
            words.append(piece)
            piece = b""
        piece += data
    return "\n ".join(f"=?utf-8?B?{base64.b64encode(word).decode()}?=" for word in [*words, piece])
