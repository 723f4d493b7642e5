"""X-ARF 3 and XARF 4: one JSON object, sent as a file, in a mail's attachment or in its body.

What lacks a field or has too many is read all the same; the handler sees the report and
what is amiss with it, and a stranger's validator decides nothing here.
"""

from __future__ import annotations

from typing import Any

from ircon.intake import instants, jsons, terms
from ircon.intake.jsons import words
from ircon.intake.mail import domain
from ircon.intake.reading import Reading, joined
from ircon.model import Audience, Fields, Level, Reporter, Role, Stated


def read(text: str, value: Any) -> Reading | None:
    """Return what the JSON ``value`` of ``text`` reports, None if it is no X-ARF report."""
    if not isinstance(value, dict):
        return None
    if "xarf_version" in value:
        return _four(text, value)
    if isinstance(value.get("Report"), dict) and ("ReporterInfo" in value or "Version" in value):
        return _three(text, value)
    return None


def _three(text: str, value: dict[str, Any]) -> Reading:
    report, info = value["Report"], value.get("ReporterInfo")
    kind = words(report, "ReportType")
    klass = terms.klass(kind, words(report, "ReportClass"))
    samples = [one for name in ("Samples", "Attachment") for one in _listed(report.get(name))]
    evidence = [_sample(one) for one in samples]
    mail = words(info, "ReporterContactEmail", "ReporterOrgEmail")
    roles = _roles(
        {words(report, "SourceIp", "Source.IP", "Source", "SourceUrl", "Url"): terms.role_of_source(klass)},
        {words(report, "SourceUrl", "Source.URL", "Url", "Uri"): terms.role_of_source(klass)},
        {words(report, "DestinationIp"): Role.TARGET},
    )
    occurred = words(report, "Date", "FirstSeen")
    problems = [f"the report lacks {name}" for name, part in (("ReportType", kind), ("Date", occurred)) if not part]
    if not isinstance(info, dict):
        problems.append("the report does not say who sent it (ReporterInfo)")
    return Reading(
        format="xarf-3",
        text=joined([text, *evidence]),
        reporter=Reporter(
            name=words(info, "ReporterContactName"),
            mail=mail,
            site=words(info, "ReporterOrg", "ReporterOrgDomain") or domain(mail),
        ),
        fields=Fields(klass=kind, occurred=occurred, remarks=words(report, "Description", "AdditionalInfo")),
        klass=klass,
        consent=_disclosure(value.get("Disclosure")),
        own="",
        code=(1, text.count("\n") + 1),
        roles=roles,
        aside=_aside(info, value.get("OnBehalfOf")),
        timed=_timed(text, occurred),
        problems=tuple(problems),
    )


def _four(text: str, value: dict[str, Any]) -> Reading:
    reporter, sender = value.get("reporter"), value.get("sender")
    category, kind = words(value, "category", "class"), words(value, "type")
    klass = terms.klass(f"{category}-{kind}", kind, category)
    evidence = [_evidence(one) for one in _listed(value.get("evidence"))]
    mail = words(reporter, "contact")
    occurred = words(value, "first_seen", "timestamp")
    source = terms.role_of_source(klass)
    problems = [
        f"the report lacks {name}"
        for name in ("report_id", "timestamp", "source_identifier", "category", "type")
        if not (category if name == "category" else words(value, name))
    ]
    return Reading(
        format="xarf-4",
        text=joined([text, *evidence]),
        reporter=Reporter(mail=mail if "@" in mail else "", site=words(reporter, "org", "domain") or domain(mail)),
        fields=Fields(
            klass="/".join(filter(None, (category, kind))),
            occurred=occurred,
            found_by=words(value, "evidence_source", "detection_method"),
            condition=f"TLP:{words(value, 'tlp')}" if words(value, "tlp") else "",
            remarks=words(value, "description"),
        ),
        klass=klass,
        own="",
        code=(1, text.count("\n") + 1),
        roles=_roles(
            {words(value, "source_identifier"): source},
            {words(value, "url", "infringing_url"): source},
            {words(value, "destination_ip"): Role.TARGET},
            {words(value, "target_url"): Role.TARGET},
        ),
        aside=_aside(reporter, sender) | {words(value, "message_info.message_id").strip("<>")},
        timed=_timed(text, occurred),
        problems=tuple(problems),
    )


def _roles(*given: dict[str, Role]) -> dict[str, Role]:
    return {value: role for one in given for value, role in one.items() if value}


def _disclosure(said: Any) -> Stated | None:
    """X-ARF 3 asks for a plain yes or no: may the reporter's data be disclosed."""
    if said is True:
        return Stated(Level.FULL, '"Disclosure": true', Audience.RELATED)
    if said is False:
        return Stated(Level.NONE, '"Disclosure": false', Audience.RELATED, refused=True)
    return None


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _sample(sample: dict[str, Any]) -> str:
    content = words(sample, "Payload", "Data")
    if sample.get("Base64Encoded") or "Data" in sample:
        content = jsons.payload(content)
    return joined([words(sample, "Description"), content])


def _evidence(item: dict[str, Any]) -> str:
    kind = words(item, "content_type")
    if kind and not kind.startswith(("text/", "message/", "application/json")):
        return words(item, "description")
    return joined([words(item, "description"), jsons.payload(words(item, "payload"))])


def _aside(*who: Any) -> frozenset[str]:
    """The addresses and domains of those who report, which are no observables."""
    found: set[str] = set()
    for one in who:
        for _, value in jsons.leaves(one):
            if isinstance(value, str) and ("@" in value or "." in value):
                found |= {value, value.lower(), domain(value)}
    return frozenset(found - {""})


def _timed(text: str, written: str) -> Any:
    number = jsons.lines_with(text, written)
    return instants.timed(number, text.split("\n")[number - 1], written) if number else ()
