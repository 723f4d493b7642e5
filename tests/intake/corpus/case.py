"""One composed report and what should be read out of it, and the small tools that compose them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from ircon.intake import read
from ircon.model import Report


@dataclass(frozen=True)
class Case:
    """``expected`` names parts of a report (see ``said``) with the values that they should have."""

    name: str
    data: bytes
    format: str
    expected: dict[str, Any] = field(default_factory=dict)


def said(report: Report) -> dict[str, Any]:
    """A report as plain values, under the names that the cases use."""
    fields = report.fields
    return {
        "subject": report.subject,
        "name": report.reporter.name,
        "mail": report.reporter.mail,
        "site": report.reporter.site,
        "class": fields.klass,
        "occurred": fields.occurred,
        "found_by": fields.found_by,
        "request": fields.request,
        "condition": fields.condition,
        "remarks": fields.remarks,
        "klass": str(report.klass),
        "level": str(report.consent.level),
        "refused": report.consent.refused,
        "language": report.language,
        "values": {one.value for one in report.observables},
        "roles": {one.value: str(one.role) for one in report.observables if one.role},
        "times": [line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if line.at else None for line in report.lines],
        "zones": {str(line.zone) for line in report.lines},
        "references": report.references,
        "replies_to": report.replies_to,
        "problems": len(report.problems),
    }


def judge(case: Case) -> tuple[bool, list[tuple[str, Any, Any]]]:
    """Read a case; return whether its format was recognised, and what else was read wrong (part, expected, read)."""
    report = read(case.data)
    got = said(report)
    wrong = [(part, want, got[part]) for part, want in case.expected.items() if not _holds(part, want, got[part])]
    return report.format == case.format, wrong


def _holds(part: str, want: Any, got: Any) -> bool:
    if part == "roles":
        return all(got.get(value) == role for value, role in want.items())
    return bool(want == got)


def mail(body: str | bytes, *headers: str, charset: str = "utf-8", encoding: str = "8bit", codec: str = "") -> bytes:
    """A mail with one text part, in ``charset`` (as labelled) and ``codec`` (as it is)."""
    raw = body if isinstance(body, bytes) else body.encode(codec or charset)
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    given = {header.partition(":")[0].lower() for header in headers}
    head = [one for one in (
        "From: Admin <admin@bsite.example.jp>", "To: info@cc.example.jp", "Subject: report",
        "Date: Wed, 23 Jun 1999 14:02:11 +0900", "Message-ID: <1@bsite.example.jp>",
    ) if one.partition(":")[0].lower() not in given]  # fmt: skip
    label = f"; charset={charset}" if charset else ""
    if "content-type" not in given:
        head += [f"Content-Type: text/plain{label}", f"Content-Transfer-Encoding: {encoding}"]
    return "\n".join([*head, *headers, "", ""]).encode("utf-8", "surrogateescape") + raw


def multipart(kind: str, *parts: tuple[str, str | bytes], headers: tuple[str, ...] = (), preamble: str = "") -> bytes:
    """A mail of several parts, each given as (its headers, its body)."""
    body = [preamble.encode()]
    for head, content in parts:
        raw = content if isinstance(content, bytes) else content.encode()
        body.append(b"--=_b\n" + head.encode() + b"\n\n" + raw + b"\n")
    whole = b"\n".join(body) + b"--=_b--\n"
    return mail(whole, "MIME-Version: 1.0", f'Content-Type: {kind}; boundary="=_b"', *headers)
