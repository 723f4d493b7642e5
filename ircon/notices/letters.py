"""Writes the letters: a disclosure or a reporter's view in, a draft out.

A letter is a pure function of what it is given. Two stores that differ only in what was not
permitted give the same disclosure, and so the same bytes here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ircon.classes import NAMES
from ircon.disclosure import Disclosure, ReporterView
from ircon.errors import NotPermitted
from ircon.i18n import _, term
from ircon.model import Centre, Draft, LetterKind, Site
from ircon.notices import advice, answers, blocks, templates, wording
from ircon.notices.defanging import defanged
from ircon.notices.wrapping import SIGNATURE, wrapped
from ircon.text import many_lines, one_line

MAX_SUBJECT = 200
_NUMBERS = 90_000_000
_PARTICLE = re.compile(r"(?<=ほか|イト) (?=に|から|が|を|は|の)")
_SPACES = re.compile(r"[^\S\n ]")
_TRUST = ("handler", "registry", "import", "rfc2142")
"""Where contacts come from, best first: what the handlers have learnt beats every register."""


def write(
    kind: LetterKind,
    view: Disclosure | ReporterView,
    centre: Centre,
    *,
    language: str,
    reference: int,
    today: date,
    to: str = "",
    site_id: int | None = None,
    withheld: tuple[str, ...] = (),
    notified: date | None = None,
    directory: Path | None = None,
) -> Draft:
    """Return the draft of a letter.

    A notice and its reminder are written from a Disclosure, every other letter from a ReporterView.
    ``reference`` is the incident's number, ``today`` the day that the deadline counts from,
    ``notified`` the day of the notice that a reminder is about (default: today), ``directory``
    where a centre keeps wording of its own. ``withheld`` is kept beside the draft for the handler and
    is no part of the letter. Raises NotPermitted where nothing may be told, and Usage for a
    template that cannot be used.
    """
    fill = _common(centre, language, reference, today)
    if kind.to_site:
        if not isinstance(view, Disclosure) or not view.permitted:
            raise NotPermitted(_("no reporter has permitted that this site is told anything"))
        fill |= _for_site(view, language) | {"notified": wording.day(notified or today, language)}
    elif isinstance(view, ReporterView):
        fill |= _for_reporter(view, language)
    else:
        raise NotPermitted(_("a letter of the kind {kind} is for a reporter, not for a related site", kind=term(kind)))
    wording_of = templates.load(kind, language, directory)
    subject = _plain_spaces(one_line(_close_up(wording_of.subject.substitute(fill))))
    return Draft(
        kind=kind,
        to=to,
        subject=subject if len(subject) <= MAX_SUBJECT else subject[:MAX_SUBJECT] + "...",
        body=_plain_spaces(many_lines(wrapped(_close_up(wording_of.body.substitute(fill))))),
        language=language,
        reference=reference,
        site_id=site_id,
        withheld=withheld,
        incident=reference,
    )


def reference_for(view: Disclosure, to: str, *, taken: Callable[[int], bool] = lambda number: False) -> int:
    """Return the number for a notice: eight digits made from what its recipient is told anyway.

    An incident's own number counts all incidents, and a drawn one differs from store to store;
    this one tells nothing, and is the same wherever the recipient is told of the same access.
    ``taken`` says whether a number is in use for something else; then the next one is tried.
    """
    first = view.first.isoformat() if view.first else ""
    seed = "\x00".join((to, *view.addresses, first))
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % _NUMBERS
    while taken(number + _NUMBERS // 9):
        number = (number + 1) % _NUMBERS
    return number + _NUMBERS // 9


def language_for(site: Site | None, centre: Centre) -> str:
    """Return the language to write to ``site`` in: its own, else ours. The reporter's would tell where they are."""
    wanted = site.language if site else ""
    return next((one for one in (wanted, centre.language) if one in templates.LANGUAGES), "en")


def address(site: Site) -> str:
    """Return the mail address to write to ``site`` at, by how far we trust whence we have it; "" if there is none."""
    contacts = [contact for contact in site.contacts if contact.mail]
    contacts.sort(key=lambda c: _TRUST.index(c.provenance) if c.provenance in _TRUST else len(_TRUST))
    if contacts:
        return contacts[0].mail
    return f"abuse@{site.domains[0]}" if site.domains else ""


def _common(centre: Centre, language: str, reference: int, today: date) -> dict[str, str]:
    name = one_line((centre.name_ja or centre.name) if language == "ja" else (centre.name or centre.name_ja))
    labels = ("電話", "メール", "ウェブ") if language == "ja" else ("Phone", "Mail", "Web")
    ways = zip(labels, (centre.phone, centre.mail, centre.url), strict=True)
    lines = [SIGNATURE, name] + [f"{label}: {one_line(way)}" for label, way in ways if way]
    return {
        "reference": f"{one_line(centre.prefix)}#{reference}",
        "centre": name,
        "contact": one_line(centre.mail) or name,
        "deadline": wording.day(wording.deadline(today), language),
        "signature": "\n".join(lines),
    }


def _for_site(view: Disclosure, language: str) -> dict[str, str]:
    services = [fact.service for fact in view.facts]
    return {
        "recipient": wording.greeting(one_line(view.site), "", language),
        "host": blocks.host(view, language),
        "summary": blocks.summary(view, language),
        "facts": blocks.facts(view, language),
        "evidence": blocks.evidence(view, language),
        "reporter": blocks.reporter(view, language),
        "ask": blocks.ask(view, language),
        "remedy": _listed(advice.lines(view.classes, services, language)),
        "choices": answers.pass_back(language),
    }


def _for_reporter(view: ReporterView, language: str) -> dict[str, str]:
    klass = NAMES[view.klass]
    unknown = "(記載なし)" if language == "ja" else "(not stated)"
    parts: dict[str, Callable[[ReporterView, str], str]] = {
        "consent": answers.consent,
        "questions": answers.questions,
        "condition": answers.condition,
        "addresses": answers.addresses,
        "state": answers.state,
        "learned": answers.learned,
        "outcome": answers.outcome,
    }
    return {
        "recipient": wording.greeting(one_line(view.site), one_line(view.name), language),
        "subject": defanged(one_line(view.subject)) or unknown,
        "klass": klass.ja if language == "ja" else klass.en,
        "occurred": answers.quoted(view.occurred) or unknown,
        "choices": answers.choices(language),
        "advice": _listed(advice.lines((view.klass,), view.services, language)),
    } | {name: part(view, language) for name, part in parts.items()}


def _plain_spaces(text: str) -> str:
    """Return ``text`` with every other kind of space as a plain one: some of them are not printable."""
    return text if text.isascii() else _SPACES.sub(" ", text)


def _close_up(text: str) -> str:
    """Return ``text`` without the blank that stands before a particle for an address, where a Japanese word stands."""
    return _PARTICLE.sub("", text)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"    - {line}" for line in lines)
