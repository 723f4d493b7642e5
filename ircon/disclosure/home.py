"""Which addresses and names are the reporter's own: what the item ``hosts`` is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ircon.disclosure import words
from ircon.disclosure.owning import Own
from ircon.model import Report, Site, StoredReport
from ircon.sites.everywhere import FREE_MAIL

_SYSLOG_HOST = re.compile(
    r"^(?:<\d+>\d?\s*)?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d+\s+[\d:.]+|\d{4}-\d\d-\d\dT\S+)\s+([\w.-]+)\s"
)


def logging_hosts(report: Report) -> Iterator[tuple[int, str]]:
    """Yield the hosts that signed the log lines, each with its line."""
    for line in report.lines:
        if host := _SYSLOG_HOST.match(line.text):
            yield line.line, host.group(1)


def of(stored: StoredReport, others: Sequence[Site]) -> Own:
    """Return who knows the reporter's own: the register where it knows them, else their mail's domain alone."""
    known = next((site for site in others if site.id is not None and site.id == stored.site_id), None)
    if known is not None:
        return Own(known, others)
    domain = stored.report.reporter.mail.rpartition("@")[2].lower()
    return Own(Site(name="", domains=(domain,) if domain and domain not in FREE_MAIL else ()), others)


def hosts(report: Report, lines: Collection[int | None], home: Own, own: Own) -> tuple[str, ...]:
    """Return the reporter's hosts that these lines name: by address, by name, and as they signed their logs."""
    found = {
        host
        for seen in report.observables
        if seen.line in lines and own.observable(seen) is None and (host := home.observable(seen))
    }
    for line, host in logging_hosts(report):
        dotted = "." in host
        if line in lines and not own.any(host) and host.lower() not in words.VOCABULARY:
            found |= {home.any(host) or ""} if dotted else {host}
    return tuple(sorted(found - {""}))
