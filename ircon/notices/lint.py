"""Reads a draft before it leaves and says what it found. Only a leak blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ircon.model import Centre, Draft, DraftState, Finding, LetterKind
from ircon.notices import findings, gate
from ircon.notices.defanging import live_links
from ircon.notices.wrapping import EVIDENCE
from ircon.text import one_line

OLD_AFTER_DAYS = 14
"""Many providers keep their records no longer."""

YEARS_FROM = 700
"""From so many days on an age is told in years, as in the queue."""

_BLAME_JA = re.compile(
    r"犯人|犯行|加害|悪意|悪質|違法|犯罪|不法|攻撃者|攻撃してき|攻撃を(行|仕掛)|ハッカー|クラッカー"
    r"|責任|怠慢|過失|管理不行|放置|迷惑をこうむ|被害を与え|非難|遺憾"
)
_BLAME_EN = re.compile(
    r"\b(attackers?|hackers?|crackers?|criminals?|culprits?|perpetrators?|guilty|malicious(ly)?"
    r"|negligen(t|ce)|careless(ness)?|irresponsib\w+|your (fault|attacks?|intrusion)"
    r"|you (attacked|hacked|scanned|broke)"
    r"|blam\w+|accus\w+|victims? of your)\b",
    re.IGNORECASE,
)
_LEGAL_JA = re.compile(
    r"訴訟|訴え|告訴|告発|賠償|法的(措置|手段|責任)|警察|処罰|罰則|弁護士"
    r"|刑事|民事|損害|直ちに|至急|厳重に|さもな|強く(要求|求)|義務"
)
_LEGAL_EN = re.compile(
    r"\b(lawsuits?|sue[ds]?|prosecut\w+|legal (action|steps|measures|consequences)|liab(le|ility)|damages"
    r"|police|law enforcement|attorney|lawyers?|penalt(y|ies)|comply|compliance|demand\w*|immediately|or else"
    r"|obliged|required by law|must)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_ZONE = re.compile(r"\b(?:UTC|GMT|JST|[A-Z]{2,4}T)\b|[+-]\d{2}:?\d{2}\b|\dZ\b")
_ZONE_UNKNOWN = re.compile(r"時間帯の記載なし|zone not stated|時間帯は推定|zone inferred")
_KANA = re.compile(r"[\u3041-\u30fa]")


@dataclass(frozen=True, slots=True)
class Context:
    """What a draft alone does not tell.

    ``evidence`` is the newest evidence (UTC), ``notified`` when this contact was last notified,
    ``bounced`` when a letter to it last did, ``stale`` that a consent it relied on has changed,
    ``own`` the recipient's own addresses.
    """

    centre: Centre | None = None
    language: str = ""
    evidence: datetime | None = None
    notified: date | None = None
    bounced: date | None = None
    stale: bool = False
    own: tuple[str, ...] = ()


def check(
    draft: Draft,
    *,
    today: date,
    withheld_identifiers: Iterable[str] = (),
    told: Iterable[str] = (),
    context: Context | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said about ``draft`` before it leaves, leaks first.

    ``withheld_identifiers`` are those of everybody who has not consented, ``told`` those that
    may be told of them (``gate.sort_out``).
    """
    given = context or Context()
    return (
        *_leaks(draft, withheld_identifiers, told, given),
        *_reference(draft, given),
        *_consent(given),
        *_zones(draft),
        *_tone(draft),
        *_links(draft, given),
        *_bounced(draft, given),
        *_age(draft, today, given),
        *_language(draft, given),
    )


def _leaks(draft: Draft, identifiers: Iterable[str], told: Iterable[str], given: Context) -> Iterator[Finding]:
    text = f"{draft.subject}\n{draft.body}"
    us = given.centre
    for ours in (us.mail, us.url, us.name, us.name_ja) if us else ():
        text = text.replace(ours, " ") if ours else text
    for found in gate.hits(text, identifiers, told):
        yield Finding("leak", findings.LEAK.format(what=one_line(found)), blocks=True)


def _reference(draft: Draft, given: Context) -> Iterator[Finding]:
    wanted = f"#{draft.reference}]"
    if given.centre:
        wanted = f"[{given.centre.prefix}{wanted}"
    for where, text in (("subject", draft.subject), ("body", draft.body)):
        if wanted not in text:
            yield Finding("reference", findings.NO_REFERENCE.format(wanted=wanted, where=where))


def _consent(given: Context) -> Iterator[Finding]:
    if given.stale:
        yield Finding("stale-consent", findings.STALE)


def _zones(draft: Draft) -> Iterator[Finding]:
    if not draft.kind.to_site:
        return
    prose = _prose(draft)
    for line in prose.split("\n"):
        if _CLOCK.search(line) and not (_ZONE.search(line) or _ZONE_UNKNOWN.search(line)):
            yield Finding("zone", findings.NO_ZONE.format(line=one_line(line.strip())[:60]))
            break
    if _ZONE_UNKNOWN.search(prose):
        yield Finding("zone", findings.ZONE_UNKNOWN)


def _tone(draft: Draft) -> Iterator[Finding]:
    if not draft.kind.to_site:
        return
    prose = _prose(draft)
    patterns = (("blame", _BLAME_JA), ("blame", _BLAME_EN), ("legal", _LEGAL_JA), ("legal", _LEGAL_EN))
    said = {"blame": findings.BLAME, "legal": findings.LEGAL}
    for rule, pattern in patterns:
        if found := pattern.search(prose):
            yield Finding(rule, said[rule].format(words=repr(one_line(found.group()))))


def _links(draft: Draft, given: Context) -> Iterator[Finding]:
    ours = (given.centre.url,) if given.centre else ()
    for link in live_links(draft.body, ours)[:3]:
        yield Finding("link", findings.LINK.format(link=one_line(link)[:60]))


def _bounced(draft: Draft, given: Context) -> Iterator[Finding]:
    if given.bounced and draft.state is DraftState.DRAFTED:
        yield Finding("bounced", findings.BOUNCED.format(day=given.bounced))


def _age(draft: Draft, today: date, given: Context) -> Iterator[Finding]:
    if not draft.kind.to_site:
        return
    if given.evidence and (days := (today - given.evidence.date()).days) > OLD_AFTER_DAYS:
        old = findings.OLD.format(days=days) if days < YEARS_FROM else findings.OLD_YEARS.format(years=days // 365)
        yield Finding("old-evidence", old)
    if given.notified and draft.kind is LetterKind.NOTICE:
        days = (today - given.notified).days
        yield Finding("notified", findings.NOTIFIED.format(days=days))


def _language(draft: Draft, given: Context) -> Iterator[Finding]:
    if given.language and draft.language != given.language:
        yield Finding("language", findings.OTHER_LANGUAGE.format(written=draft.language, reads=given.language))
    kana = len(_KANA.findall(_prose(draft)))
    if draft.language == "ja" and kana < 20:
        yield Finding("language", findings.NO_JAPANESE)
    if draft.language == "en" and kana > 200:
        yield Finding("language", findings.NO_ENGLISH)


def _prose(draft: Draft) -> str:
    """Return the letter without its log lines: what those say is not said by us."""
    lines = [draft.subject, *draft.body.split("\n")]
    return "\n".join(line for line in lines if not line.startswith(EVIDENCE.rstrip(" ")))
