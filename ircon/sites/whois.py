"""A registry's answer in whois text, as a handler saved or pasted it.

Three dialects: RPSL (RFC 2622, as RIPE, APNIC, AFRINIC and LACNIC write it), ARIN's, and
that of JPNIC and JPRS with its labels in brackets. Only what names the netblock or domain, the
organisation and the abuse contact is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ircon.i18n import _
from ircon.model import Contact, Site
from ircon.sites import cells, factcells
from ircon.sites.imported import Imported, Told

_LINE = re.compile(
    r"(?:[a-z]\.\s*)?\[(?P<label>[^\]\n]{1,40})\][ \t]*(?P<said>.*)|(?P<key>[A-Za-z][\w-]{1,30}):[ \t]*(?P<value>.*)"
)
_RIPE_ABUSE = re.compile(r"% Abuse contact for '[^'\n]{1,100}' is '([^'\s]{3,200})'")

_SHORT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})/([0-9]{1,2})")

_MEANS = {
    "cidr": ("cidr", "inetnum", "inet6num", "netrange", "ipネットワークアドレス", "network number"),
    "domain": ("domain", "domain name", "ドメイン名"),
    "name": (
        "org-name",
        "orgname",
        "organization",
        "custname",
        "登録者名",
        "組織名",
        "registrant",
        "owner",
    ),
    "label": ("netname", "descr", "ネットワーク名", "network name"),
    "abuse": ("abuse-mailbox", "orgabuseemail", "abuse", "rabuseemail"),
    "mail": ("e-mail", "email", "orgtechemail", "orgnocemail", "電子メール", "電子メイル"),
    "abuse phone": ("orgabusephone",),
    "phone": ("phone", "電話番号", "orgtechphone"),
    "country": ("country",),
    "asn": ("origin", "originas", "aut-num", "as番号"),
}
_MEANING = {label: meaning for meaning, labels in _MEANS.items() for label in labels}
_MOST_LINES = 2_000


def looks_like(text: str) -> bool:
    """Say whether this is a registry's answer: a netblock or domain under one of its labels."""
    found = {meaning for meaning, _ in _answers(text[:20_000])}
    return bool(found & {"cidr", "domain"})


def read(text: str) -> Imported:
    """Read one answer, or several in one file. Of nested netblocks the smallest counts: whose the address is."""
    problems: list[str] = []
    sites: dict[str, Site] = {}
    facts: dict[Told, None] = {}
    for part in _parts(text):
        site, told = _site(part, problems)
        if site:
            known = sites.get(site.name)
            sites[site.name] = _joined(known, site) if known else site
            facts.update(dict.fromkeys(told))
    if not sites:
        problems.append(_("this names no netblock and no domain"))
    return Imported(tuple(sites.values()), tuple(problems), tuple(facts))


def _site(text: str, problems: list[str]) -> tuple[Site | None, tuple[Told, ...]]:
    answers: dict[str, list[str]] = {}
    for meaning, value in _answers(text):
        answers.setdefault(meaning, []).append(value)
    given = [_whole(block) for told in answers.get("cidr", []) for block in told.split(",")]
    cidrs = _smallest(_values("cidr", given, problems))
    domains = _values("domain", answers.get("domain", []), problems)
    if not cidrs and not domains:
        return None, ()
    name = next(iter([*answers.get("name", []), *answers.get("label", []), *domains, *cidrs]))
    abuse = [found[1] for found in _RIPE_ABUSE.finditer(text)] + answers.get("abuse", [])
    site = Site(
        name=" ".join(name.split())[:200],
        domains=domains,
        cidrs=cidrs,
        contacts=_contacts(abuse or answers.get("mail", []), answers, problems),
        language="ja" if "JP" in answers.get("country", []) else cells.likely_language(name, domains),
    )
    return site, tuple(_as_numbers(site.name, answers.get("asn", []), problems))


def _joined(known: Site, more: Site) -> Site:
    return replace(
        known,
        domains=tuple(dict.fromkeys(known.domains + more.domains)),
        cidrs=tuple(dict.fromkeys(known.cidrs + more.cidrs)),
        contacts=tuple(dict.fromkeys(known.contacts + more.contacts)),
    )


def _parts(text: str) -> Iterable[str]:
    """Divide a file of several answers, so that nobody gets the network or the mail of another.

    An answer ends where its organisation or contact was told and a netblock follows that
    neither holds nor lies in one of those before. The remarks above a netblock are its own.
    """
    lines = text.split("\n")[:_MOST_LINES]
    begin, blocks, answered = 0, set[str](), False
    for at, line in enumerate(lines):
        for meaning, value in _answers(line):
            answered = answered or meaning in ("name", "abuse", "mail")
            if meaning != "cidr":
                continue
            found = {block for given in value.split(",") for block in _values("cidr", [_whole(given)], [])}
            if answered and blocks and found and not _touching(blocks, found):
                end = at
                while end > begin and lines[end - 1].strip()[:1] in ("", "%", "#"):
                    end -= 1
                yield "\n".join(lines[begin:end])
                begin, blocks, answered = end, set(), False
            blocks |= found
    yield "\n".join(lines[begin:])


def _touching(some: Iterable[str], others: Iterable[str]) -> bool:
    import ipaddress

    networks = [ipaddress.ip_network(other) for other in others]
    return any(ipaddress.ip_network(one).overlaps(other) for one in some for other in networks)


def _whole(block: str) -> str:
    """Write out an IPv4 prefix whose last octets LACNIC leaves away: ``200.160.0/20``."""
    found = _SHORT.fullmatch(block.strip())
    if not found:
        return block
    octets = found[1].split(".")
    return ".".join(octets + ["0"] * (4 - len(octets))) + "/" + found[2]


def _as_numbers(site: str, given: list[str], problems: list[str]) -> Iterable[Told]:
    for value in dict.fromkeys(part for told in given for part in told.replace(",", " ").split()):
        try:
            yield factcells.asn(site, value)
        except ValueError as error:
            problems.append(f"asn: {cells.shown(value)}: {error}")


def _answers(text: str) -> Iterable[tuple[str, str]]:
    for line in text.split("\n")[:_MOST_LINES]:
        found = _LINE.match(line[:500].strip())
        if not found:
            continue
        label = (found["label"] or found["key"]).strip().lower()
        value = (found["said"] or found["value"] or "").strip()
        if value and label in _MEANING:
            yield _MEANING[label], value


def _smallest(cidrs: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the netblocks that hold another one of them."""
    import ipaddress

    blocks = [ipaddress.ip_network(cidr) for cidr in cidrs]
    return tuple(
        str(block)
        for block in blocks
        if not any(
            other != block and other.version == block.version and other.subnet_of(block)  # type: ignore[arg-type]
            for other in blocks
        )
    )


def _contacts(mails: list[str], answers: dict[str, list[str]], problems: list[str]) -> tuple[Contact, ...]:
    phones = _values("phone", (answers.get("abuse phone") or answers.get("phone", []))[:1], problems)
    found = _values("mail", mails, problems)
    return tuple(Contact(mail, phones[0] if phones and not at else "", "registry") for at, mail in enumerate(found))


def _values(column: str, given: list[str], problems: list[str]) -> tuple[str, ...]:
    values: dict[str, None] = {}
    for value in given:
        read, wrong = cells.read(column, value)
        values.update(dict.fromkeys(read))
        problems.extend(f"{column}: {said}" for said in wrong)
    return tuple(values)
