"""Whois text as objects: paragraphs of labelled lines, each label by what it means, whichever registry wrote it.

RPSL (RFC 2622, as RIPE, APNIC, AFRINIC and LACNIC write it), ARIN's, KRNIC's, and that of
JPNIC and JPRS with its labels in brackets. Labels that mean nothing here are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_LINES = 2_000
_LINE = re.compile(
    r"(?:[a-z]\.\s*)?\[(?P<label>[^\]\n]{1,40})\][ \t]*(?P<said>.*)"
    r"|(?P<key>[^\W\d_][\w \t()/-]{1,40}?)[ \t]*:[ \t]*(?P<value>.*)"
)
_RIPE_ABUSE = re.compile(r"% Abuse contact for '([^'\n]{1,100})' is '([^'\s]{3,200})'")

_MEANS = {
    "cidr": ("cidr", "inetnum", "inet6num", "netrange", "ipネットワークアドレス", "network number", "ipv4 address",
             "ipv6 address", "ipv4주소", "ipv6주소"),
    "domain": ("domain", "domain name", "ドメイン名"),
    "name": ("org-name", "orgname", "organization", "custname", "登録者名", "組織名", "registrant", "owner",
             "organization name", "registrant organization", "기관명"),
    "descr": ("descr",),
    "label": ("netname", "ネットワーク名", "network name", "as-name", "asname", "as名"),
    "abuse": ("abuse-mailbox", "orgabuseemail", "abuse", "rabuseemail"),
    "mail": ("e-mail", "email", "orgtechemail", "orgnocemail", "電子メール", "電子メイル", "registrant email",
             "tech email", "전자우편"),
    "abuse phone": ("orgabusephone",),
    "phone": ("phone", "電話番号", "orgtechphone", "registrant phone", "전화번호"),
    "country": ("country", "registrant country"),
    "asn": ("origin", "originas", "aut-num", "as番号", "asnumber", "as number"),
    "handle": ("organisation", "nic-hdl", "nic-hdl-br", "orgid", "irt", "jpnicハンドル", "jpnic handle",
               "jprsハンドル"),
    "org": ("org",),
    "abuse handle": ("abuse-c", "mnt-irt"),
    "admin handle": ("admin-c", "管理者連絡窓口", "administrative contact", "owner-c"),
    "tech handle": ("tech-c", "技術連絡担当者", "technical contact"),
    "source": ("source",),
}  # fmt: skip
_MEANING = {label: meaning for meaning, labels in _MEANS.items() for label in labels}


@dataclass(slots=True)
class Object:
    """One object of an answer: what it says, by meaning, in the order of the lines."""

    said: dict[str, list[str]] = field(default_factory=dict)

    def all(self, meaning: str) -> list[str]:
        """Return every value of this meaning."""
        return self.said.get(meaning, [])

    def first(self, meaning: str) -> str:
        """Return the first value of this meaning, or ""."""
        return next(iter(self.all(meaning)), "")


def answers(text: str) -> Iterator[tuple[str, str]]:
    """Yield what each line says, by its meaning. ARIN's notes are behind ``#``, the others' behind ``%``."""
    for line in text.split("\n")[:MOST_LINES]:
        found = _LINE.match(line[:500].strip())
        if not found:
            continue
        label = (found["label"] or found["key"]).strip().lower()
        value = (found["said"] or found["value"] or "").strip()
        if value and label in _MEANING:
            yield _MEANING[label], value


def objects(text: str) -> list[Object]:
    """Return the objects of a text: what stands between empty lines, and a network's from where it is named."""
    found: list[Object] = []
    for paragraph in re.split(r"\n[ \t]*\n", "\n".join(text.split("\n")[:MOST_LINES])):
        one, netted = Object(), False
        for meaning, value in answers(paragraph):
            if meaning == "cidr" and netted and not set(one.said) <= {"cidr"}:
                found.append(one)  # somebody has taken out the empty line between two
                one = Object()
            netted = netted or meaning == "cidr"
            one.said.setdefault(meaning, []).append(value)
        if one.said:
            found.append(one)
    return found


def abuse_comments(text: str) -> list[tuple[str, str]]:
    """Return the ranges for which RIPE tells an abuse contact in a remark, and that contact."""
    return [(found[1], found[2]) for found in _RIPE_ABUSE.finditer(text)]
