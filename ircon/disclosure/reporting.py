"""What a letter to a reporter is made from: their own words, and what other sites allow."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ircon.consent import everywhere, items, permitted
from ircon.disclosure.door import build, concerns
from ircon.disclosure.masking import Reader
from ircon.disclosure.owning import Own
from ircon.disclosure.shapes import ReporterView
from ircon.disclosure.words import SERVICES
from ircon.model import (
    Decision,
    IncidentClass,
    Level,
    ObservableKind,
    RelatedSite,
    Report,
    Role,
    Site,
    StoredReport,
)

MAX_ADDRESSES = 5
_ADDRESSES = frozenset({ObservableKind.IPV4, ObservableKind.IPV6})
_WANTS_LOGS = frozenset(
    {IncidentClass.SCAN, IncidentClass.INTRUSION, IncidentClass.RELAY, IncidentClass.DOS, IncidentClass.OTHER}
)
_WANTS_EXTENT = frozenset(
    {IncidentClass.INTRUSION, IncidentClass.DEFACEMENT, IncidentClass.MALWARE, IncidentClass.TARGETED}
)


def reporter_view(
    report: StoredReport,
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    site: Site | None = None,
    level: Level | None = None,
    notified: bool = False,
    fixed: Collection[int] = (),
    closed_for: str = "",
    others: Sequence[Site] = (),
    related: Collection[int] = (),
) -> ReporterView:
    """Return what may be said to the sender of ``report``.

    ``reports`` are all of the incident, ``site`` is the reporter's in the register. ``level``
    is the consent they gave for related sites (None: taken from ``decisions``). ``notified``
    says that we have asked other sites to act on what they reported: our own doing, so no
    site's secret. ``fixed`` are the sites that say they have put it right, which is told only
    of those that allow it. ``related`` are the sites that this reporter's reports name, see ``heard``.
    """
    told = report.report
    home = site or Site(name=told.reporter.site)
    allowed = heard(report, reports, decisions, site=site, others=others, related=related)
    learned = build(allowed, decisions, home, everywhere(Role.OTHER), others=others)
    return ReporterView(
        name=told.reporter.name,
        site=site.name if site else told.reporter.site,
        subject=told.subject,
        klass=told.klass,
        occurred=told.fields.occurred,
        addresses=_other_side(told, Own(home)),
        services=_services(told),
        missing=_missing(told),
        level=level if level is not None else permitted(decisions, report.id, site_id=None, role=Role.SOURCE),
        condition=told.fields.condition,
        notified=notified,
        answered=bool(allowed),
        fixed=any(one.site_id in fixed for one in allowed if one.site_id is not None),
        closed_for=closed_for,
        learned=learned if learned.permitted else None,
    )


def heard(
    report: StoredReport,
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    *,
    site: Site | None = None,
    others: Sequence[Site] = (),
    related: Collection[int] = (),
) -> list[StoredReport]:
    """Return the reports of others of which the sender of ``report`` may hear, and whose matter theirs is.

    That incidents were put together makes nobody a related site: a report counts where it
    names the reporter's own addresses, or its sender is one of the sites ``related`` that the
    reporter's own reports name.
    """
    home = site or Site(name=report.report.reporter.site)
    own = Own(home, others)
    rest = (one for one in reports if one.id != report.id and not same_reporter(one, report))
    allowed = (one for one in rest if items(decisions, one.id, site_id=home.id, role=Role.OTHER))
    return [one for one in allowed if one.site_id in related or concerns(one.report, own)]


def recipient_of(related: RelatedSite) -> Site:
    """Return a site to build for where the register knows none: exactly the addresses and names that led to it."""
    domains = tuple(value for value in related.evidence if not _is_address(value))
    cidrs = tuple(value for value in related.evidence if _is_address(value))
    return Site(name=related.name, domains=domains, cidrs=cidrs, id=related.site_id)


def _is_address(value: str) -> bool:
    return ":" in value or value.replace("/", "").replace(".", "").isdigit()


def same_reporter(one: StoredReport, other: StoredReport) -> bool:
    """Say whether two reports come from the same site, or, where the register knows neither, the same mail address."""
    if one.site_id is not None or other.site_id is not None:
        return one.site_id == other.site_id
    mail = one.report.reporter.mail
    return bool(mail) and mail == other.report.reporter.mail


def _other_side(report: Report, own: Own) -> tuple[str, ...]:
    """Return the addresses in the reporter's own report that are the other side's: sources first."""
    seen = [found for found in report.observables if found.kind in _ADDRESSES and not own.observable(found)]
    sources = [found.value for found in seen if found.role is Role.SOURCE]
    rest = [found.value for found in seen if found.role not in (Role.SOURCE, Role.TARGET)]
    return tuple(dict.fromkeys(sources + rest))[:MAX_ADDRESSES]


def _services(report: Report) -> tuple[str, ...]:
    """Return the services that the reporter's own log lines name, and the programs that their words do."""
    reader = Reader(Own(Site(name="")))
    logged = {service for line in report.lines if (service := reader.read(line).service)}
    written = {SERVICES[word] for word in _PROGRAM.findall(report.text.lower()) if word in SERVICES}
    return tuple(sorted((logged | written) - {""}))


_PROGRAM = re.compile(r"(?<![\w./-])[a-z][a-z.]{2,14}d(?![\w-])", re.ASCII)
"""What may be the name of a server in prose: it ends in d."""


def _missing(report: Report) -> tuple[str, ...]:
    """Return what we must ask about, by name: occurred, logs, zone, clock, source, extent, route."""
    from ircon.evidence import remarks

    clock = remarks.stated(report.fields.remarks or report.text)
    zoned = any(line.zone.value != "inferred" for line in report.lines)
    asks = {
        "occurred": not report.fields.occurred and not any(line.at for line in report.lines),
        "logs": not report.lines and report.klass in _WANTS_LOGS,
        "zone": bool(report.lines) and clock.zone is None and not zoned,
        "clock": bool(report.lines) and clock.accurate is None and not clock.error_seconds,
        "source": not report.observables,
        "route": report.klass is IncidentClass.INTRUSION,
        "extent": report.klass in _WANTS_EXTENT,
    }
    return tuple(name for name, wanted in asks.items() if wanted)
