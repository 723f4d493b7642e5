"""The fields there are: their values, what help says of them, and what they are called in Japanese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ircon.model import Ball, ConsentSummary, IncidentClass, Status

CONSENT_WORDS = tuple(map(str, ConsentSummary))
"""What ``QueueRow.consent`` can say."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field for help and completion: its fixed values (none where anything goes), one line, an example."""

    name: str
    values: tuple[str, ...]
    help: str
    example: str


FIELDS: tuple[FieldInfo, ...] = (
    FieldInfo("no", (), "the incident's number; #1042 says the same", "no:1042"),
    FieldInfo(
        "is",
        ("open", "closed", "unread", "mine", "new", "ready"),
        "where it stands; new: something came in or was changed since you looked; ready: a site can be told",
        "is:open",
    ),
    FieldInfo("class", tuple(map(str, IncidentClass)), "what kind of incident", "class:scan"),
    FieldInfo("owner", ("me", "none"), "the handler who took it: me, none, or a name", "owner:me"),
    FieldInfo("ball", tuple(map(str, Ball)), "who must act next", "ball:us"),
    FieldInfo("consent", CONSENT_WORDS, "what the reporter lets us disclose", "consent:none"),
    FieldInfo("site", (), "a site that reports or is related: name, domain or number", "site:bsite.example.jp"),
    FieldInfo("ip", (), "an address in the reports, or any address of a netblock", "ip:192.0.2.0/24"),
    FieldInfo("age", (), "how long ago it was received: m, h, d, w", "age:>7d"),
    FieldInfo("wait", (), "how long it has waited for whoever must act next", "wait:>7d"),
)
BY_NAME = {field.name: field for field in FIELDS}


CALLED = {
    "番号": "no",
    "状態": "is",
    "分類": "class",
    "担当": "owner",
    "次の番": "ball",
    "開示許可": "consent",
    "サイト": "site",
    "アドレス": "ip",
    "受付": "age",
    "待ち": "wait",
}
"""What the fields are called in Japanese, for whoever types all of a query with an input method."""


SHOWN: dict[str, type[StrEnum]] = {
    "is": Status,
    "class": IncidentClass,
    "ball": Ball,
    "consent": ConsentSummary,
}
"""Fields whose values are taken as the columns show them, too."""
