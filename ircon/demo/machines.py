"""Reports that programs write (ARF, X-ARF 0.2, XARF 4, Shadowserver's table, fail2ban's letter), and unreadable ones.

Each takes who sends it, the address it is about and the instant it speaks of, and returns
the whole mail.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from ircon.demo.cast import Origin, Reporter
from ircon.demo.composing import TO

Machine = Callable[[Reporter, Origin, datetime, int], bytes]


def _head(who: Reporter, subject: str, at: datetime, serial: int, content_type: str, *more: str) -> list[str]:
    return [
        f'From: "{who.person}" <{who.mail}>',
        f"To: {TO}",
        f"Subject: {subject}",
        f"Date: {at + timedelta(minutes=7):%a, %d %b %Y %H:%M:%S} +0000",
        f"Message-ID: <{serial:05d}.auto@{who.domain}>",
        "MIME-Version: 1.0",
        f"Content-Type: {content_type}",
        *more,
        "",
    ]


def _mail(lines: list[str]) -> bytes:
    return "\n".join(lines).encode() + b"\n"


def _parts(boundary: str, *parts: tuple[str, str]) -> list[str]:
    lines: list[str] = []
    for content_type, text in parts:
        lines += [f"--{boundary}", f"Content-Type: {content_type}", "", text, ""]
    return [*lines, f"--{boundary}--"]


def fail2ban(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """What fail2ban's complain action writes to an abuse contact, copied to us."""
    said = f"{who.host} sshd[{4000 + serial}]: Failed password for root from {origin.address}"
    stamps = [f"{at + timedelta(seconds=7 * n):%b %d %H:%M:%S}" for n in range(5)]
    return _mail(
        [
            *_head(who, f"Abuse from {origin.address}", at, serial, "text/plain; charset=us-ascii"),
            "Dear Sir/Madam,",
            "",
            f"We have detected abuse from the IP address {origin.address}, which according to whois",
            "is on your network.",
            "We would appreciate if you would investigate and take action as appropriate.",
            "",
            "Log lines are given below (time zone +0000).",
            "",
            *(f"{stamp} {said} port {40100 + n} ssh2" for n, stamp in enumerate(stamps)),
            "",
            "You may share this report with the owner of the address.",
        ]
    )


def xarf_02(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """X-ARF 0.2: prose, a report in YAML, the log."""
    report = [
        "---",
        f"Reported-From: {who.mail}",
        "Category: abuse",
        "Report-Type: login-attack",
        "Service: ssh",
        "Version: 0.2",
        "User-Agent: reporter 0.2",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        "Source-Type: ipv4",
        f"Source: {origin.address}",
        "Port: 22",
        f"Report-ID: {serial}@{who.domain}",
        "Schema-URL: http://www.x-arf.org/schema/abuse_login-attack_0.1.2.json",
        "Attachment: text/plain",
    ]
    log = f"{at:%b %d %H:%M:%S} {who.host} sshd[811]: Failed password for root from {origin.address} port 50273 ssh2"
    head = _head(
        who, f"abuse report about {origin.address}", at, serial, 'multipart/mixed; boundary="part"', "X-XARF: PLAIN"
    )
    text = "text/plain; charset=utf-8"
    return _mail(
        [
            *head,
            *_parts(
                "part",
                (text, f"Your host {origin.address} made failed ssh logins here. Times are UTC."),
                (f'{text}; name="report.txt"', "\n".join(report)),
                (f'{text}; name="logfile.log"', log),
            ),
        ]
    )


def xarf_4(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """XARF 4: one JSON object, attached."""
    party = {"org": who.site, "contact": who.mail, "domain": who.domain}
    report = {
        "xarf_version": "4.2.0",
        "report_id": f"1a2b3c4d-5e6f-4a8b-9c0d-{serial:012d}",
        "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "reporter": party,
        "sender": party,
        "source_identifier": origin.address,
        "source_port": 50273,
        "category": "connection",
        "type": "port_scan",
        "destination_ip": who.address,
        "destination_port": 445,
        "protocol": "tcp",
        "first_seen": f"{at:%Y-%m-%dT%H:%M:%SZ}",
    }
    head = _head(who, f"XARF report: port scan from {origin.address}", at, serial, 'multipart/mixed; boundary="part"')
    return _mail(
        [
            *head,
            *_parts(
                "part",
                ("text/plain; charset=utf-8", "A machine-readable report is attached."),
                ('application/json; name="xarf.json"', json.dumps(report)),
            ),
        ]
    )


def arf(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """RFC 5965: a feedback report about one spam mail."""
    arrived = f"{at:%a, %d %b %Y %H:%M:%S} +0000"
    feedback = [
        "Feedback-Type: abuse",
        "User-Agent: FeedbackLoop/1.0",
        "Version: 1",
        f"Source-IP: {origin.address}",
        f"Arrival-Date: {arrived}",
    ]
    spam = [
        "From: <winner@bulk.example>",
        f"Received: from bulk.example ([{origin.address}]) by mx.{who.domain}; {arrived}",
        "Subject: You have been selected",
        f"Message-ID: <{serial}@bulk.example>",
    ]
    kind = 'multipart/report; report-type=feedback-report; boundary="part"'
    told = f"This is an email abuse report for a message received from {origin.address} on {arrived}."
    return _mail(
        [
            *_head(who, "FW: You have been selected", at, serial, kind),
            *_parts(
                "part",
                ('text/plain; charset="US-ASCII"', told),
                ("message/feedback-report", "\n".join(feedback) + "\n"),
                ("text/rfc822-headers", "\n".join(spam)),
            ),
        ]
    )


def table(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """A daily table in Shadowserver's columns; its times are UTC and do not say so."""
    rows = ['"timestamp","ip","port","protocol","hostname","tag","severity"']
    for n, tag in enumerate(("open-ntp", "open-ntp", "open-dns")):
        seen = at - timedelta(minutes=11 * n)
        port = 123 if n < 2 else 53
        rows.append(f'"{seen:%Y-%m-%d %H:%M:%S}","{origin.address}",{port},"udp","{origin.name}","{tag}","medium"')
    return _mail(
        [
            *_head(
                who, f"Daily report: accessible services, {at:%Y-%m-%d}", at, serial, 'multipart/mixed; boundary="part"'
            ),
            *_parts(
                "part",
                ("text/plain; charset=us-ascii", "TLP:GREEN\nToday's table for your constituency is attached."),
                ('text/csv; name="scan_open.csv"', "\n".join(rows)),
            ),
        ]
    )


def encrypted(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """PGP/MIME, for whoever has the key; ``origin`` is not to be seen."""
    del origin
    armoured = "\n".join(
        (
            "-----BEGIN PGP MESSAGE-----",
            "",
            "hQEMA0rircondemo0000AQf/kept0as0it0came",
            "=ircn",
            "-----END PGP MESSAGE-----",
        )
    )
    kind = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="part"'
    return _mail(
        [
            *_head(who, "Incident report (confidential)", at, serial, kind),
            *_parts("part", ("application/pgp-encrypted", "Version: 1\n"), ("application/octet-stream", armoured)),
        ]
    )


def fax(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """A page that a fax gateway sends as a picture: nothing a program could read."""
    del origin
    kind = 'image/tiff; name="fax.tif"'
    head = _head(who, f"FAX {serial}", at, serial, kind, "Content-Transfer-Encoding: base64")
    return _mail([*head, "SUkqAAgAAAAGAAABAwABAAAAwAYAAAEBAwABAAAAcgQAAAIBAwABAAAAAQAAAAMBAwABAAAABAAAAA=="])


def spooled(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """The same page as the gateway's spooler leaves it when no mail could be made of it: bare TIFF."""
    del who, origin, at
    return (
        b"II*\x00\x08\x00\x00\x00\x06\x00\x00\x01\x03\x00\xc0\x06"
        + bytes(range(128, 256))
        + serial.to_bytes(4, "little")
    )


def hostile(who: Reporter, origin: Origin, at: datetime, serial: int) -> bytes:
    """A report whose writer attacks the reader: escape sequences, markup, and text that runs backwards."""
    head = _head(who, "=?utf-8?q?Scan_=1B]0;pwned=07_=E2=80=AEgpj.exe?=", at, serial, "text/plain; charset=utf-8")
    return _mail(
        [
            *head,
            "Classification: port scan",
            "Request: [@click=app.quit]press here[/] \x1b]52;c;cm0gLXJmIC8=\x07 [bold red]urgent",
            "",
            f"{at:%b %d %H:%M:%S} www httpd: \x1b[2J\x1b[31mconnect from {origin.address}\x9b5n \u202eknil a",
        ]
    )
