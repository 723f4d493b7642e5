"""A registry's answer in whois text, as a handler saved or pasted it: whose the address is, and who answers for abuse.

Of nested netblocks the smallest counts. Its organisation and its abuse contact are those that it
points to by their handles (RFC 2622, section 3.1; RIPE's abuse-c); where it points to
none, those that are told behind it, before the next network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ircon.i18n import _
from ircon.model import Contact, Site
from ircon.sites import cells, factcells
from ircon.sites.imported import Imported, Told
from ircon.sites.whoislines import MOST_LINES, Object, abuse_comments, answers, objects

_SHORT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})/([0-9]{1,2})")
_ASIDE = re.compile(r"\s*\((/[0-9]{1,3}|[A-Z0-9-]{2,20})\)\s*\Z")
MOST_BLOCKS = 400
"""Netblocks of one file that are looked at: each is compared with the others."""

_HANGUL = re.compile("[\uac00-\ud7a3]")
_DESCR_IS_THE_NAME = frozenset({"APNIC", "JPNIC", "KRNIC", "TWNIC", "CNNIC", "VNNIC", "IRINN", "IDNIC"})
"""Registries whose networks name their holder in the first ``descr``; elsewhere that can be anything."""


def looks_like(text: str) -> bool:
    """Say whether this is a registry's answer: a netblock, domain or AS number under one of its labels."""
    return any(meaning in ("cidr", "domain", "asn") for meaning, _ in answers(text[:20_000]))


def read(text: str) -> Imported:
    """Read one answer, or several in one file. Of nested netblocks the smallest counts: whose the address is."""
    problems: list[str] = []
    sites: dict[str, Site] = {}
    facts: dict[Told, None] = {}
    for part in _parts(text):
        for site, told in _Answer(part, problems).sites():
            known = sites.get(site.name)
            sites[site.name] = _joined(known, site) if known else site
            facts.update(dict.fromkeys(told))
    if not sites:
        problems.append(_("this names no netblock and no domain"))
    return Imported(tuple(sites.values()), tuple(dict.fromkeys(problems)), tuple(facts))


class _Answer:
    """The objects of one answer, and what they say of the smallest network in it."""

    def __init__(self, text: str, problems: list[str]) -> None:
        self.objects = objects(text)
        self.remarks = abuse_comments(text)
        self.problems = problems
        self.by_handle = {handle.upper(): one for one in self.objects for handle in one.all("handle")}

    def sites(self) -> Iterator[tuple[Site, list[Told]]]:
        """Yield whose the network or domain is; where there is neither, whose the AS numbers are."""
        given = (value for one in self.objects for value in one.all("cidr"))
        cidrs = _smallest(self._values("cidr", given)[:MOST_BLOCKS])
        named = [name for one in self.objects for name in one.all("domain") if not name.lower().endswith(".arpa")]
        domains = self._values("domain", named)
        if cidrs or domains:
            holding = [one for one in self.objects if self._holds(one, cidrs, domains)]
            numbers = [number for one in self.objects for number in one.all("asn")]
            yield self._site(holding, cidrs, domains, numbers)
            return
        for one in self.objects:
            if one.all("asn"):
                yield self._site([one], (), (), one.all("asn"))

    def _holds(self, one: Object, cidrs: Sequence[str], domains: Sequence[str]) -> bool:
        blocks = _read("cidr", one.all("cidr"))[0]
        return bool(set(blocks) & set(cidrs) or set(_read("domain", one.all("domain"))[0]) & set(domains))

    def _site(
        self, holding: Sequence[Object], cidrs: tuple[str, ...], domains: tuple[str, ...], numbers: Sequence[str]
    ) -> tuple[Site, list[Told]]:
        about = self._about(holding)
        fallback = next(iter([*domains, *cidrs, *numbers]))
        name = _readable(self._names(holding, about)) or fallback
        name = " ".join(_ASIDE.sub("", name).split())[:200]
        countries = _read("country", (value for one in (*holding, *about) for value in one.all("country")))[0]
        site = Site(
            name=name,
            domains=domains,
            cidrs=cidrs,
            contacts=self._contacts(holding, about, cidrs),
            language="ja" if countries[:1] == ("JP",) else cells.likely_language(name, domains),
            country=next(iter(countries), ""),
        )
        return site, list(self._as_numbers(name, numbers))

    def _about(self, holding: Sequence[Object]) -> list[Object]:
        """Return the objects that tell of these networks: pointed to by handle, or behind them and before the next."""
        found: list[Object] = []
        for one in holding:
            pointed = [self.by_handle.get(handle.upper()) for handle in (*one.all("org"), *_in_brackets(one))]
            found += [org for org in pointed if org is not None]
            for next_one in self.objects[self.objects.index(one) + 1 :]:
                if next_one.all("cidr"):
                    break
                found.append(next_one)
        return [one for at, one in enumerate(found) if one not in found[:at]]

    def _names(self, holding: Sequence[Object], about: Sequence[Object]) -> Iterator[str]:
        for one in holding:
            for handle in (*one.all("org"), *_in_brackets(one)):
                if org := self.by_handle.get(handle.upper()):
                    yield from org.all("name")
        for one in (*holding, *about):
            yield from one.all("name")
        asian = any(one.first("source").upper() in _DESCR_IS_THE_NAME for one in holding)
        for meaning in ("descr", "label") if asian else ("label", "descr"):
            for one in holding:
                yield from one.all(meaning)
        for one in self.objects:
            yield from one.all("name")

    # --- whom to write to ------------------------------------------------------------

    def _contacts(
        self, holding: Sequence[Object], about: Sequence[Object], cidrs: Sequence[str]
    ) -> tuple[Contact, ...]:
        """Return the mail addresses of the best kind that there is, the phone beside the first."""
        for mails, phones in self._ways(holding, about, cidrs):
            if found := self._values("mail", mails):
                phone = next(iter(self._values("phone", phones[:1])), "")
                return tuple(Contact(mail, "" if at else phone, "registry") for at, mail in enumerate(found))
        return ()

    def _ways(
        self, holding: Sequence[Object], about: Sequence[Object], cidrs: Sequence[str]
    ) -> Iterator[tuple[list[str], list[str]]]:
        """Yield mail addresses and phone numbers of who answers for abuse, then of who is there else."""
        near = [*holding, *about]
        pointed = list(self._pointed("abuse handle", near))
        abuse = [mail for one in pointed for mail in (one.all("abuse") or one.all("mail"))]
        remarked = [mail for told, mail in self.remarks if _overlap([told], cidrs)]
        beside = [mail for one in near for mail in one.all("abuse")]
        phones = [phone for one in (*pointed, *near) for phone in one.all("abuse phone")]
        phones += [phone for one in pointed for phone in one.all("phone")]
        with_mail = [one for one in near if one.all("abuse")]
        phones += [phone for one in with_mail for phone in one.all("phone")]
        yield [*remarked, *(abuse or beside)], phones or [phone for one in near for phone in one.all("phone")]
        for kind in ("admin handle", "tech handle"):
            persons = list(self._pointed(kind, holding))
            yield [m for one in persons for m in one.all("mail")], [p for one in persons for p in one.all("phone")]
        for some in (near, self.objects):
            mails = [mail for one in some for mail in (one.all("abuse") or one.all("mail"))]
            yield mails, [phone for one in some for phone in one.all("phone")]
        yield [mail for _told, mail in self.remarks], []

    def _pointed(self, kind: str, near: Iterable[Object]) -> Iterator[Object]:
        for one in near:
            for handle in one.all(kind):
                if found := self.by_handle.get(handle.upper()):
                    yield found

    # --- values ------------------------------------------------------------------------

    def _values(self, column: str, given: Iterable[str]) -> tuple[str, ...]:
        found, wrong = _read(column, given)
        self.problems.extend(wrong)
        return found

    def _as_numbers(self, site: str, given: Sequence[str]) -> Iterator[Told]:
        for value in dict.fromkeys(part for told in given for part in told.replace(",", " ").split()):
            try:
                yield factcells.asn(site, value)
            except ValueError as error:
                self.problems.append(f"asn: {cells.shown(value)}: {error}")


def _in_brackets(one: Object) -> list[str]:
    """ARIN's ``Organization: Name (HANDLE)``."""
    return [found[1] for name in one.all("name") if (found := _ASIDE.search(name))]


def _readable(names: Iterator[str]) -> str:
    """Return the first name; of Korea's two the one in English, which handlers can read out."""
    first = ""
    for name in names:
        if not _HANGUL.search(name):
            return name if not first or name.isascii() else first
        first = first or name
    return first


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
    lines = text.split("\n")[:MOST_LINES]
    begin, blocks, answered = 0, set[str](), False
    for at, line in enumerate(lines):
        for meaning, value in answers(line):
            answered = answered or meaning in ("name", "abuse", "mail")
            if meaning != "cidr":
                continue
            found = set(_read("cidr", [value])[0] if len(blocks) < MOST_BLOCKS else ())
            if answered and blocks and found and not _overlap(blocks, found):
                end = at
                while end > begin and lines[end - 1].strip()[:1] in ("", "%", "#"):
                    end -= 1
                yield "\n".join(lines[begin:end])
                begin, blocks, answered = end, set(), False
            blocks |= found
    yield "\n".join(lines[begin:])


def _overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    import ipaddress

    mine = [ipaddress.ip_network(block) for block in _read("cidr", some)[0]]
    networks = [ipaddress.ip_network(other) for other in others]
    return any(one.overlaps(other) for one in mine for other in networks)


def _whole(block: str) -> str:
    """Write out an IPv4 prefix whose last octets LACNIC leaves away, ``200.160.0/20``, and drop KRNIC's ``(/24)``."""
    found = _SHORT.fullmatch(block.strip())
    if not found:
        return _ASIDE.sub("", block)
    octets = found[1].split(".")
    return ".".join(octets + ["0"] * (4 - len(octets))) + "/" + found[2]


def _smallest(cidrs: Iterable[str]) -> tuple[str, ...]:
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


def _read(column: str, given: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return values in canonical spelling, and what is wrong with the others; of netblocks commas divide several."""
    values: dict[str, None] = {}
    problems: list[str] = []
    blocks = (_whole(value) for told in given for value in told.split(","))
    for value in islice(blocks, MOST_BLOCKS) if column == "cidr" else given:
        read, wrong = cells.read(column, value)
        values.update(dict.fromkeys(read))
        problems.extend(f"{column}: {said}" for said in wrong)
    return tuple(values), problems
