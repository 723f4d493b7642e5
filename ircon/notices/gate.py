"""The last gate: does a text give away an identifier of somebody who has not consented?

A letter made from a disclosure cannot; what a handler types into it can. So the final text is
searched for every identifier of every reporter whose permission is missing, in every spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from ircon.consent import permitted
from ircon.disclosure.owning import Own, url_host
from ircon.model import Centre, Decision, Level, ObservableKind, Report, Role, Site, StoredReport
from ircon.notices import advice, spelling, templates

_SYSLOG_HOST = re.compile(
    r"^(?:<\d+>\d?\s*)?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d+\s+[\d:.]+|\d{4}-\d\d-\d\dT\S+)\s+([\w.-]+)\s"
)
_FREE_MAIL = frozenset(
    """gmail.com googlemail.com yahoo.com yahoo.co.jp ymail.ne.jp hotmail.com hotmail.co.jp outlook.com outlook.jp
    live.jp live.com icloud.com me.com mac.com aol.com gmx.de gmx.net web.de mail.ru proton.me protonmail.com
    docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp au.com""".split()
)
FEW = 1_000
_ORDINARY = frozenset(
    """admin administrator root postmaster webmaster hostmaster abuse info security support mail system systems
    manager user users test guest operator daemon nobody noreply no-reply staff office team contact service
    services server servers host hosts network networks gateway router firewall web www smtp localhost localdomain
    local internal unknown anonymous company university school group public private default sender reporter report
    reports target source customer
    管理者 担当者 ご担当者 ご担当者様 システム管理者 管理人 担当 報告者 匿名 事務局 システム部 情報システム部
    情報システム課 セキュリティ担当 ネットワーク管理者 サーバ管理者 サーバー管理者 学生 会社員 個人 一般 無記名 代表
    総務部 お客様""".split()
)


def identifiers(report: StoredReport | Report) -> frozenset[str]:
    """Return what could tell who reported, or whom else a report concerns: names, mail, hosts and addresses."""
    told = report.report if isinstance(report, StoredReport) else report
    named = {one.strip() for one in _named(told)} - {""} - _FREE_MAIL
    return frozenset(one for one in named if not _ordinary(one))


def _named(told: Report) -> Iterator[str]:
    who = told.reporter
    yield from (who.mail, who.name, who.site, told.message_id.strip("<>"))
    domain = who.mail.rpartition("@")[2].lower()
    yield domain
    for found in told.observables:
        if found.kind is ObservableKind.URL:
            yield url_host(found.value)
        else:
            yield found.value
    for line in told.lines:
        if host := _SYSLOG_HOST.match(line.text):
            yield host.group(1)


@lru_cache(maxsize=8192)
def _ordinary(identifier: str) -> bool:
    """Whether a word is too short or too common to give anybody away."""
    plain = spelling.folded(identifier)
    if "@" in plain or spelling.of_address(plain):
        return False
    if plain in _ORDINARY or len(plain) < (4 if plain.isascii() else 2):
        return True
    if "." in plain and " " not in plain:
        return False
    words, text = _ordinary_text()
    return plain in words if plain.isascii() and " " not in plain else plain in text


@lru_cache(maxsize=1)
def _ordinary_text() -> tuple[frozenset[str], str]:
    """Return all that our own letters say of themselves, as words and as one text."""
    text = spelling.folded(" ".join([templates.ordinary_words(), *advice.everything()]))
    return frozenset(re.findall(r"[a-z0-9-]+", text)), text


def withheld(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    recipient: Site | None = None,
    role: Role = Role.OTHER,
    own_report: int | None = None,
    centre: Centre | None = None,
    others: Sequence[Site] = (),
) -> frozenset[str]:
    """Return every identifier that a letter must not hold.

    For a notice name the ``recipient`` and its ``role``, for a letter to a reporter ``own_report``.
    What is the recipient's or the reporter's own, what is permitted in full, and our own
    names are left out.
    """
    kept_back: set[str] = set()
    known: set[str] = set()
    site_id = recipient.id if recipient else None
    for stored in reports:
        theirs = stored.id == own_report or (site_id is not None and stored.site_id == site_id)
        level = permitted(decisions, stored.id, site_id=site_id, role=role)
        (known if theirs or level is Level.FULL else kept_back).update(identifiers(stored))
    own = Own(recipient, others) if recipient else None
    ours = _parents((*_domains(centre), *(recipient.domains if recipient else ())))
    return frozenset(
        one
        for one in kept_back - known
        if not (own and own.any(one)) and one.lower() not in ours and not _by(one, centre)
    )


def _domains(centre: Centre | None) -> tuple[str, ...]:
    if centre is None:
        return ()
    return (centre.mail.rpartition("@")[2], urlsplit(centre.url).hostname or "")


def _parents(domains: Iterable[str]) -> frozenset[str]:
    """Return the domains and all above them: "example.jp" gives nobody away in a letter to a.example.jp."""
    found = set()
    for domain in domains:
        labels = domain.lower().strip(".").split(".")
        found |= {".".join(labels[start:]) for start in range(len(labels))}
    return frozenset(found)


def _by(identifier: str, centre: Centre | None) -> bool:
    return centre is not None and identifier.lower() in {
        centre.mail.lower(),
        centre.name.lower(),
        centre.name_ja.lower(),
    }


def spellings(identifier: str) -> frozenset[str]:
    """Return the ways to write ``identifier`` that are searched for, in folded form."""
    return spelling.of_address(identifier.strip().lower()) or spelling.of_name(identifier)


def hits(text: str, identifiers: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``identifiers`` that ``text`` gives away in any spelling, sorted."""
    told: dict[str, list[str]] = {}
    for one in set(identifiers):
        for way in spellings(one):
            if len(way) > 1:
                told.setdefault(way, []).append(one)
    return tuple(sorted({one for way in _standing(told, spelling.views(text)) for one in told[way]}))


def _standing(ways: Iterable[str], seen: str) -> Iterator[str]:
    """Yield those of ``ways`` that stand in ``seen`` on their own, not within a longer word or number.

    Few are looked for one by one; ten thousand in one pass, where two characters begin one of them.
    """
    known = frozenset(ways)
    if len(known) < FEW:
        yield from (way for way in known if way in seen and _stands(way, seen))
        return
    lengths: dict[str, set[int]] = {}
    for way in known:
        lengths.setdefault(way[:2], set()).add(len(way))
    for start in range(len(seen) - 1):
        for length in lengths.get(seen[start : start + 2], ()):
            way = seen[start : start + length]
            if way in known and not (_joined(seen, start) or _joined(seen, start + length)):
                yield way


def _stands(way: str, seen: str) -> bool:
    start = seen.find(way)
    while start >= 0:
        if not (_joined(seen, start) or _joined(seen, start + len(way))):
            return True
        start = seen.find(way, start + 1)
    return False


def _joined(seen: str, at: int) -> bool:
    """Whether a word goes on over the edge before ``at``. Japanese has no such edges: there every place is one."""
    if not 0 < at < len(seen):
        return False
    before, after = seen[at - 1], seen[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
