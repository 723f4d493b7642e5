"""What in a report names somebody: people, organisations, mail, hosts and addresses; and which words name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ircon.disclosure import home
from ircon.disclosure.owning import url_host
from ircon.model import Item, ObservableKind, Report, StoredReport
from ircon.notices import advice, spelling, templates
from ircon.sites.everywhere import FREE_MAIL

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
    return telling((*who(told), *mentioned(told)))


def telling(named: Iterable[str]) -> frozenset[str]:
    """Return those of ``named`` that give somebody away."""
    found = {one.strip() for one in named} - {""} - FREE_MAIL
    return frozenset(one for one in found if not _ordinary(one))


def who(told: Report) -> Iterator[str]:
    """Yield what names the reporter: themselves, their domain, and the hosts that wrote their logs."""
    for words in by_item(told).values():
        yield from words
    yield told.message_id.strip("<>")


def by_item(told: Report, named: Iterable[str] | None = None) -> dict[Item, frozenset[str]]:
    """Return what names the reporter, by the item that would have to be open for it to be told.

    ``named`` is all that the report mentions, where that is known already.
    """
    sender = told.reporter
    domain = sender.mail.rpartition("@")[2].lower()
    theirs = {host for _, host in home.logging_hosts(told)}
    if domain and domain not in FREE_MAIL:
        end = f".{domain}"
        theirs |= {one for one in (mentioned(told) if named is None else named) if one.lower().endswith(end)}
    return {
        Item.IDENTITY: frozenset({sender.name, sender.site}),
        Item.CONTACT: frozenset({sender.mail, domain, _person(sender.mail)}),
        Item.HOSTS: frozenset({*theirs, domain}),
    }


def _person(mail: str) -> str:
    """Return the part of a mail address that is somebody's name: "h.yamada", not "abuse"; "" where there is none."""
    local = mail.rpartition("@")[0]
    return local if re.fullmatch(r"\w+[._-]\w{3,}", local) else ""


def mentioned(told: Report) -> Iterator[str]:
    """Yield the hosts and addresses that a report names, whosever they are."""
    for found in told.observables:
        yield url_host(found.value) if found.kind is ObservableKind.URL else found.value


_QUAD = re.compile(r"(\d{1,3}\.){3}\d{1,3}", re.ASCII)


@lru_cache(maxsize=8192)
def _ordinary(identifier: str) -> bool:
    """Whether a word is too short or too common to give anybody away."""
    if _QUAD.fullmatch(identifier):
        return False  # most of what a long log names, so asked first
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
