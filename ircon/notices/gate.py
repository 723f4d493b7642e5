"""The last gate: does a text give away an identifier of somebody who has not consented?

A letter made from a disclosure cannot; what a handler types into it can. So the final text is
searched for every identifier of every reporter whose permission is missing, in every spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from ircon.consent import permitted
from ircon.disclosure.owning import Own, url_host
from ircon.disclosure.reporting import same_reporter
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
_DOMAIN = re.compile(r"[a-z][a-z0-9_-]*\.[a-z0-9._-]*[a-z]\Z", re.ASCII)
"""A name before which a hyphen makes another name of it: mail-order.example is not order.example."""
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
    return _telling((*_who(told), *_mentioned(told)))


def _telling(named: Iterable[str]) -> frozenset[str]:
    found = {one.strip() for one in named} - {""} - _FREE_MAIL
    return frozenset(one for one in found if not _ordinary(one))


def _who(told: Report) -> Iterator[str]:
    """Yield what names the reporter: themselves, their domain, and the hosts that wrote their logs."""
    who = told.reporter
    domain = who.mail.rpartition("@")[2].lower()
    yield from (who.mail, who.name, who.site, domain, told.message_id.strip("<>"))
    for line in told.lines:
        if host := _SYSLOG_HOST.match(line.text):
            yield host.group(1)
    if domain and domain not in _FREE_MAIL:
        yield from (one for one in _mentioned(told) if one.lower().endswith(f".{domain}"))


def _mentioned(told: Report) -> Iterator[str]:
    """Yield the hosts and addresses that a report names, whosever they are."""
    for found in told.observables:
        yield url_host(found.value) if found.kind is ObservableKind.URL else found.value


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
    hidden, open_ = _sorted_out(
        reports, decisions, recipient=recipient, role=role, own_report=own_report, others=others
    )
    # Who did not consent stays unnamed even where another reporter, who did, mentions them.
    kept_back = (hidden.who - open_.who) | (hidden.mentioned - open_.who - open_.mentioned)
    own = Own(recipient, others) if recipient else None
    ours = _parents((*_domains(centre), *(recipient.domains if recipient else ())))
    names = spelling.folded(" ".join((*_names(centre), *(_site_names(recipient) if recipient else ()))))
    return frozenset(
        one
        for one in kept_back
        if not (own and own.any(one))
        and one.lower().strip(".") not in ours
        and not ("." not in one and _stands(spelling.folded(one), names))
        and one.lower() != (centre.mail.lower() if centre else "")
    )


@dataclass(slots=True)
class _Named:
    who: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)


def _sorted_out(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    recipient: Site | None,
    role: Role,
    own_report: int | None,
    others: Sequence[Site],
) -> tuple[_Named, _Named]:
    """Return what the withheld reports name, and what those name that the recipient may or does know."""
    hidden, open_ = _Named(), _Named()
    mine = next((stored for stored in reports if stored.id == own_report), None)
    for stored in reports:
        if recipient:
            theirs = recipient.id is not None and stored.site_id == recipient.id
        else:
            theirs = mine is not None and same_reporter(stored, mine)
        site_id = recipient.id if recipient else None
        level = permitted(decisions, stored.id, site_id=site_id, role=role)
        into = open_ if theirs or level is Level.FULL else hidden
        mentioned = _telling(_mentioned(stored.report))
        home = next((Own(site) for site in others if site.id is not None and site.id == stored.site_id), None)
        into.who |= _telling(_who(stored.report)) | {one for one in mentioned if home and home.any(one)}
        into.mentioned |= mentioned
    return hidden, open_


def _names(centre: Centre | None) -> tuple[str, ...]:
    return (centre.name, centre.name_ja) if centre else ()


def _site_names(site: Site) -> tuple[str, ...]:
    """Return what a recipient is called: a word of its own name tells it nothing."""
    return (site.name, *site.domains)


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
            if way in known and _alone(way, seen, start):
                yield way


def _stands(way: str, seen: str) -> bool:
    start = seen.find(way)
    while start >= 0:
        if _alone(way, seen, start):
            return True
        start = seen.find(way, start + 1)
    return False


def _alone(way: str, seen: str, start: int) -> bool:
    if _joined(seen, start) or _joined(seen, start + len(way)):
        return False
    return not (start and seen[start - 1] == "-" and _DOMAIN.match(way))


def _joined(seen: str, at: int) -> bool:
    """Whether a word goes on over the edge before ``at``. Japanese has no such edges: there every place is one."""
    if not 0 < at < len(seen):
        return False
    before, after = seen[at - 1], seen[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
