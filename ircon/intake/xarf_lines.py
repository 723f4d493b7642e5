"""X-ARF 0.1 and 0.2: ``report.txt``, fields in lines, in an attachment or forwarded in the body.

The format is meant to be YAML, but a good part of what arrives is not valid YAML, so
it is read by lines, which loses nothing: it has no nesting.
"""

from __future__ import annotations

import re

from ircon.intake import terms
from ircon.intake.form import unquoted
from ircon.intake.mail import domain
from ircon.intake.reading import Reading
from ircon.model import Fields, IncidentClass, Reporter, Role

_FIELD = re.compile(r"^(?P<name>[A-Z][A-Za-z0-9-]{1,30})[ \t]*:[ \t]*(?P<value>.*)$")
_NEEDED = ("reported-from", "source")
_TELLING = ("report-type", "category", "schema-url", "report-id")
_ADDRESS_TYPES = re.compile(r"ip|uri|url|domain|host|e-?mail", re.IGNORECASE)


def read(text: str) -> Reading | None:
    """Return what an X-ARF report in ``text`` says, None if there is none. Quoted reports are read, too."""
    lower = text.lower()
    if "reported-from" not in lower or not any(name in lower for name in _TELLING):
        return None
    fields, numbers = _fields(text)
    if not all(name in fields for name in _NEEDED) or not any(name in fields for name in _TELLING):
        return None
    klass = _klass(fields)
    roles = {fields["source"].strip("\"'<>"): terms.role_of_source(klass)}
    if not _ADDRESS_TYPES.search(fields.get("source-type", "ip")):
        roles = {}
    for name in ("destination", "destination-ip"):
        if fields.get(name):
            roles[fields[name]] = Role.TARGET
    sender = fields["reported-from"].strip("<>")
    aside = {sender, fields.get("schema-url", ""), fields.get("report-id", ""), domain(sender)}
    return Reading(
        format="xarf-0.1" if fields.get("version", "").startswith("0.1") else "xarf-0.2",
        text=text,
        reporter=Reporter(mail=sender if "@" in sender else "", site=domain(sender)),
        fields=Fields(
            klass=fields.get("report-type") or fields.get("category", ""),
            occurred=fields.get("date", ""),
            condition=f"TLP:{fields['tlp']}" if fields.get("tlp") else "",
        ),
        klass=klass,
        clock=text,
        own="",
        code=(min(numbers.values()), max(numbers.values())),
        roles=roles,
        aside=frozenset(aside - {""}),
        skipped=frozenset(numbers[name] for name in ("schema-url", "report-id", "user-agent") if name in numbers),
    )


def _fields(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """The report's fields by name in lower case, and their lines; the first of each counts."""
    fields: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        found = _FIELD.match(unquoted(line)[1].strip())
        if found is not None:
            name = found.group("name").lower()
            if name not in fields:
                fields[name] = found.group("value").strip().strip("\"'")
                numbers[name] = number
    return fields, numbers


def _klass(fields: dict[str, str]) -> IncidentClass | None:
    schema = fields.get("schema-url", "").rpartition("/")[2].partition("_")[2].partition("_")[0]
    return terms.klass(fields.get("report-type", ""), schema, fields.get("category", ""))
