"""Incident objects in XML: IODEF 2 (RFC 7970) and 1 (RFC 5070).

Every class may carry a restriction, which those within inherit; the narrowest one met
decides what may be disclosed. Expectation says what is asked, Discovery how it was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.intake import instants, jsons, terms
from ircon.intake.mail import domain
from ircon.intake.reading import Reading
from ircon.model import Audience, Fields, IncidentClass, Level, LogLine, Reporter, Role, Stated

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TIMES = ("StartTime", "DetectTime", "ReportTime", "GenerationTime")
_CLASSES = ("SystemImpact", "BusinessImpact", "IncidentCategory", "Impact", "AttackPattern", "Method")
# RFC 7970, section 3.2: what each restriction lets us do, narrowest first.
_RESTRICTIONS: dict[str, tuple[Level, Audience, bool]] = {
    "red": (Level.NONE, Audience.RELATED, True),
    "private": (Level.NONE, Audience.RELATED, True),
    "internal": (Level.NONE, Audience.RELATED, True),
    "amber": (Level.NONE, Audience.RELATED, False),
    "default": (Level.NONE, Audience.RELATED, False),
    "ext-value": (Level.NONE, Audience.RELATED, False),
    "need-to-know": (Level.FACTS, Audience.RELATED, False),
    "partner": (Level.FACTS, Audience.CSIRTS, False),
    "green": (Level.FULL, Audience.CSIRTS, False),
    "public": (Level.FULL, Audience.PUBLIC, False),
    "white": (Level.FULL, Audience.PUBLIC, False),
}


def read(text: str) -> Reading | None:
    """Return what an IODEF document says, None if ``text`` is none or is no well-formed XML.

    Documents that declare entities or a document type are refused: defusedxml raises on
    them, and what raises is read as plain text by the caller.
    """
    if "IODEF-Document" not in text[:4000]:
        return None
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(text.lstrip("\ufeff").encode("utf-8", "replace") if "encoding=" not in text[:200]
                                   else _without_declaration(text), forbid_dtd=True)  # fmt: skip
    except (ParseError, DefusedXmlException, ValueError):
        return None
    if _name(root) != "IODEF-Document":
        return None
    return _document(text, root)


def _without_declaration(text: str) -> str:
    """The text is decoded already, so what its declaration says about encoding no longer holds."""
    body = text.lstrip("\ufeff \n")
    return body.partition("?>")[2].lstrip() if body.startswith("<?xml") else body


def _document(text: str, root: Element) -> Reading:
    incident = next((one for one in root.iter() if _name(one) == "Incident"), root)
    mail = _first(incident, "EmailTo") or _first(incident, "Email")
    kinds = _kinds(incident)
    description = _first(incident, "Description")
    klass = terms.klass(*kinds) or _purpose(kinds, description)
    written = next((found for name in _TIMES if (found := _first(incident, name))), "")
    words, consent = _restriction(incident)
    source = next((one for one in incident.iter() if _name(one) == "Discovery"), None)
    named = _first(incident, "ContactName")
    return Reading(
        format="iodef-1" if root.get("version", "").startswith("1") else "iodef-2",
        text=text,
        subject=description.partition("\n")[0][:200],
        reporter=Reporter(name=named, mail=mail, site=_organisation(incident) or domain(mail)),
        fields=Fields(
            klass=", ".join(kinds) or description,
            occurred=written,
            found_by=" ".join(filter(None, (source.get("source", ""), _first(source, "Description"))))
            if source is not None
            else "",
            request=_expectation(incident),
            condition=words,
            remarks=description,
        ),
        klass=klass,
        consent=consent,
        own="",
        code=(1, text.count("\n") + 1),
        roles=_roles(incident, klass),
        aside=_aside(root, incident, mail),
        timed=_timed(text, incident),
    )


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _first(element: Element, name: str) -> str:
    """The words of the first element called ``name`` within ``element``."""
    return next((" ".join(one.text.split()) for one in element.iter() if _name(one) == name and one.text), "")


def _kinds(incident: Element) -> list[str]:
    """The words that name what happened, from the attributes and elements that classify."""
    found: list[str] = []
    for one in incident.iter():
        if _name(one) in _CLASSES:
            kind = one.get("ext-type") or one.get("type") or one.get("ext-category") or one.get("category")
            found += [kind] if kind else []
        if _name(one) == "Reference" and one.text and terms.klass(one.text):
            found.append(one.text.strip())
    return list(dict.fromkeys(found))


def _purpose(kinds: list[str], description: str) -> IncidentClass | None:
    from ircon import classes

    return classes.from_words(" ".join([*kinds, description])) if kinds or description else None


def _organisation(incident: Element) -> str:
    for one in incident.iter():
        if _name(one) == "Contact" and one.get("type") == "organization":
            return _first(one, "ContactName") or _first(one, "OrganizationName")
    return ""


def _expectation(incident: Element) -> str:
    asked = [one for one in incident.iter() if _name(one) == "Expectation"]
    said = [" ".join(filter(None, (one.get("ext-action") or one.get("action", ""), _first(one, "Description"))))
            for one in asked]  # fmt: skip
    return ", ".join(dict.fromkeys(filter(None, said)))


def _restriction(incident: Element) -> tuple[str, Stated | None]:
    """The restriction of the incident and its events in words, and what it permits: the narrowest decides.

    A restriction on a contact or on one system holds back the reporter's name and hosts,
    not the fact: it keeps the level at facts at most.
    """
    said: list[str] = []
    level, audience, refused = Level.FULL, Audience.PUBLIC, False
    for one in incident.iter():
        word = one.get("restriction")
        if word is None or word not in _RESTRICTIONS:
            continue
        said.append(f"{_name(one)}: {word}")
        allowed, whom, refuses = _RESTRICTIONS[word]
        if _name(one) in ("Incident", "EventData", "Assessment", "Flow"):
            refused = refused or refuses
        elif not allowed.covers(Level.FACTS):
            allowed, whom = Level.FACTS, Audience.RELATED
        if not allowed.covers(level):
            level = allowed
        audience = whom if whom is not Audience.PUBLIC else audience
    if not said or not any(one.startswith(("Incident:", "EventData:")) for one in said):
        return "", None
    words = "restriction " + ", ".join(dict.fromkeys(said))
    if level is Level.FACTS:
        audience = Audience.RELATED
    return words, Stated(Level.NONE if refused else level, words, audience, refused)


def _roles(incident: Element, klass: IncidentClass | None) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for system in incident.iter():
        if _name(system) != "System":
            continue
        category = system.get("category", "")
        role = {"source": terms.role_of_source(klass), "target": Role.TARGET, "intermediate": Role.STEPPING_STONE}.get(
            category, Role.OTHER
        )
        for one in system.iter():
            telling = one.get("category", "ipv4-addr").startswith(("ipv", "site-uri", "e-mail"))
            if telling and _name(one) in ("Address", "NodeName", "Name", "URL") and one.text and one.text.strip():
                found[one.text.strip()] = role
    return found


def _aside(root: Element, incident: Element, mail: str) -> frozenset[str]:
    """Names of schemas, of the sender and of those to contact: no observables."""
    import re

    found = {mail, domain(mail)}
    for one in root.iter():
        found |= set(re.findall(r"\{([^}]+)\}", str(one.tag)))
        if _name(one) == "IncidentID":
            found.add(one.get("name", ""))
        if _name(one) in ("EmailTo", "Email") and one.text:
            found |= {one.text.strip(), domain(one.text.strip())}
        found |= {word for key, value in one.attrib.items() if "schemaLocation" in key for word in value.split()}
    return frozenset(found - {""})


def _timed(text: str, incident: Element) -> tuple[LogLine, ...]:
    lines = text.split("\n")
    found: dict[int, LogLine] = {}
    for one in incident.iter():
        if _name(one) in ("StartTime", "EndTime", "DetectTime") and one.text:
            number = jsons.lines_with(text, one.text.strip())
            if number and number not in found:
                found |= {line.line: line for line in instants.timed(number, lines[number - 1].strip(), one.text)}
    return tuple(found[number] for number in sorted(found))
