"""Writes the reports of the demonstration as their senders' mail programs would: forms and letters with log lines."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime
from random import Random

from ircon.demo import phrases
from ircon.demo.cast import Origin, Reporter
from ircon.demo.kinds import Kind

TO = "cert@centre.example.jp"
EARLY_UNTIL = 2003
ISO_2022_JP_UNTIL = 2012
"""After that year Japanese mail programs write UTF-8."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says: who, what, when (aware instants), from where, and on what condition."""

    kind: Kind
    reporter: Reporter
    origin: Origin
    occurred: datetime
    sent: datetime
    condition: str
    page: str = ""


def report(rng: Random, told: Told, serial: int) -> bytes:
    """Return the whole mail, byte for byte the same for the same ``rng``."""
    language = told.reporter.language
    what = told.kind.ja if language == "ja" else told.kind.en
    subject = rng.choice(phrases.SUBJECT[language]).format(what=what, src=told.page or told.origin.address)
    body = _form_ja(rng, told) if language == "ja" else _form_en(rng, told)
    return mail(told.reporter.person, told.reporter.mail, subject, body, told.sent, serial, offset=told.reporter.offset)


def follow_up(rng: Random, told: Told) -> str:
    """Return the body of what the reporter sends later: it happened again."""
    later = replace(told, occurred=told.sent + timedelta(hours=rng.randrange(3, 20)))
    words = phrases.AGAIN[told.reporter.language]
    return "\n".join([rng.choice(words), "", *_evidence(rng, later)])


def mail(
    person: str, sender: str, subject: str, body: str, sent: datetime, serial: int, *, offset: int = 9, extra: str = ""
) -> bytes:
    """Compose one mail to the centre, in the charset of its time. ``extra`` are whole header lines."""
    plain = body.isascii()
    charset = "us-ascii" if plain else "iso-2022-jp" if sent.year <= ISO_2022_JP_UNTIL else "utf-8"
    local = sent.astimezone(timezone(timedelta(hours=offset)))
    header_charset = (
        "us-ascii" if (subject + person).isascii() else "iso-2022-jp" if charset == "iso-2022-jp" else "utf-8"
    )
    name = Header(person, header_charset).encode() if header_charset != "us-ascii" else f'"{person}"'
    lines = [
        f"From: {name} <{sender}>",
        f"To: {TO}",
        f"Subject: {Header(subject, header_charset, maxlinelen=200).encode()}",
        f"Date: {format_datetime(local)}",
        f"Message-ID: <{local:%Y%m%d%H%M%S}.{serial:05d}@{sender.rpartition('@')[2]}>",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={charset}",
    ]
    if charset == "utf-8":
        lines.append("Content-Transfer-Encoding: base64")
        data = base64.encodebytes(body.encode()).decode().rstrip("\n").encode()
    else:
        lines.append("Content-Transfer-Encoding: 7bit")
        data = body.encode(charset)
    return "\n".join(lines).encode() + extra.encode() + b"\n\n" + data + b"\n"


def log_lines(rng: Random, told: Told) -> list[str]:
    """Return the log lines of one incident, their times in the reporter's own clock."""
    zone = timezone(timedelta(hours=told.reporter.offset))
    at = told.occurred.astimezone(zone)
    number, port, lines = rng.randrange(200, 9_000), rng.randrange(1_024, 9_999), []
    for _ in range(told.kind.repeat):
        user = rng.choice(phrases.USERS)
        for line in told.kind.lines:
            lines.append(line.format(n=number, p=port, u=user, **_names(told), **_times(at)))
            at += timedelta(seconds=rng.choice((0, 1, 1, 2, 3, 7, 18)))
            port += rng.randrange(1, 40)
        number += rng.randrange(1, 30)
        at += timedelta(seconds=rng.randrange(2, 200))
    return lines


def _names(told: Told) -> dict[str, str]:
    origin = told.origin
    return {
        "src": origin.address,
        "sh": origin.name or "unknown",
        "page": told.page,
        "me": told.reporter.host,
        "own": told.reporter.address,
    }


def _times(at: datetime) -> dict[str, str]:
    return {
        "t": f"{at:%b} {at.day:2d} {at:%H:%M:%S}",
        "clf": f"{at:%d/%b/%Y:%H:%M:%S %z}",
        "iso": at.isoformat(timespec="seconds"),
        "ymd": f"{at:%Y/%m/%d %H:%M:%S}",
    }


def _evidence(rng: Random, told: Told) -> list[str]:
    if told.kind.urls:
        number = rng.randrange(100, 900)
        return [url.format(page=told.page, n=number) for url in told.kind.urls]
    return log_lines(rng, told)


def _words(told: Told) -> tuple[phrases.Words, phrases.Words, phrases.Words]:
    """How it was found, what is asked for, and what else is said: a page is not found in a log."""
    if told.kind.urls:
        return phrases.PAGE_FOUND_BY, phrases.TAKE_DOWN, phrases.PAGE_REMARKS
    early = told.sent.year <= EARLY_UNTIL
    return phrases.FOUND_BY_1999 if early else phrases.FOUND_BY, phrases.REQUEST, phrases.REMARKS


def _form_ja(rng: Random, told: Told) -> str:
    who = told.reporter
    at = told.occurred.astimezone(timezone(timedelta(hours=who.offset)))
    found, requests, remarks = _words(told)
    greeting = rng.choice(phrases.GREETING["ja"]).format(site=who.site, person=who.person)
    return "\n".join(
        [
            greeting,
            "",
            f"分類: {told.kind.ja}",
            f"発生日時: {at.month}月{at.day}日 {at.hour}時{at.minute:02d}分",
            f"発見方法: {rng.choice(found['ja'])}",
            f"要望: {rng.choice(requests['ja'])}",
            f"条件: {rng.choice(phrases.CONDITION[told.condition]['ja'])}",
            f"その他: {rng.choice(remarks['ja'])}",
            "",
            *_evidence(rng, told),
            "",
            "-- ",
            f"{who.site} {who.person} <{who.mail}>",
        ]
    )


def _form_en(rng: Random, told: Told) -> str:
    who = told.reporter
    zone = f"UTC{who.offset:+d}" if who.offset else "UTC"
    at = told.occurred.astimezone(timezone(timedelta(hours=who.offset)))
    found, requests, remarks = _words(told)
    return "\n".join(
        [
            rng.choice(phrases.GREETING["en"]).format(site=who.site, person=who.person),
            "",
            f"Classification: {told.kind.en}",
            f"Occurred: {at:%Y-%m-%d %H:%M} {at:%z}",
            f"Found by: {rng.choice(found['en'])}",
            f"Request: {rng.choice(requests['en'])}",
            f"Condition: {rng.choice(phrases.CONDITION[told.condition]['en'])}",
            f"Remarks: {rng.choice(remarks['en']).format(zone=zone)}",
            "",
            *_evidence(rng, told),
            "",
            "-- ",
            f"{who.person}, {who.site}, {who.mail}",
        ]
    )


def utc(*when: int) -> datetime:
    """Return an instant from year, month, day, hour, minute in UTC."""
    year, month, day, *rest = when
    return datetime(year, month, day, *rest, tzinfo=UTC)  # type: ignore[misc, arg-type]
