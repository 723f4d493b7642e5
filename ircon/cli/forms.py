"""What the commands print with ``--json``: our data as plain dictionaries. Instants are UTC, ``...Z``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ircon import consent
from ircon.consent import account
from ircon.model import Draft, Incident, Item, Note, QueueRow, Report, StoredReport

if TYPE_CHECKING:
    from ircon.desk import Taken


def report(read: Report) -> dict[str, Any]:
    """Return what was read out of one message."""
    return {
        "format": read.format,
        "subject": read.subject,
        "reporter": {"name": read.reporter.name, "mail": read.reporter.mail, "site": read.reporter.site},
        "fields": {
            "class": read.fields.klass,
            "occurred": read.fields.occurred,
            "found_by": read.fields.found_by,
            "request": read.fields.request,
            "condition": read.fields.condition,
            "remarks": read.fields.remarks,
        },
        "class": str(read.klass),
        "consent": {
            "level": str(read.consent.level),
            "quote": read.consent.quote,
            "audience": str(read.consent.audience),
            "refused": read.consent.refused,
        },
        "observables": [
            {"kind": str(o.kind), "value": o.value, "line": o.line, "role": str(o.role) if o.role else None}
            for o in read.observables
        ],
        "lines": [
            {"line": n.line, "text": n.text, "at": utc(n.at), "year": str(n.year), "zone": str(n.zone)}
            for n in read.lines
        ],
        "problems": list(read.problems),
        "message_id": read.message_id,
        "language": read.language,
        "sent_at": utc(read.sent_at),
    }


def taken(done: Taken) -> dict[str, Any]:
    """Return where a message went that was taken in."""
    copy = {"draft": done.sent} if done.sent else {}
    return {
        "report": done.report or None,
        "incident": done.incident,
        "new": done.new,
        "format": done.format,
        "problems": list(done.problems),
        **copy,
    }


def row(line: QueueRow, related: list[str]) -> dict[str, Any]:
    """Return one line of the queue; ``related`` are the names of the sites it involves."""
    return {
        "incident": line.incident,
        "status": str(line.status),
        "class": str(line.klass),
        "reporter": line.reporter,
        "consent": line.consent,
        "related": related,
        "related_ready": line.sites_ready,
        "seen_before": line.seen_before,
        "ball": str(line.ball),
        "ball_since": to_second(line.ball_since),
        "reason": line.reason,
        "owner": line.owner,
        "received": to_second(line.received),
        "subject": line.subject,
        "unread": line.unread,
    }


def incident(ticket: Incident) -> dict[str, Any]:
    """Return one incident with everything that is shown of it."""
    return {
        **row(ticket.row, [site.name for site in ticket.related]),
        "closed_for": ticket.closed_for,
        "reports": [_stored(stored) for stored in ticket.reports],
        "decisions": [
            {
                "report": d.report,
                "state": str(d.state),
                "level": str(d.level),
                "items": [str(item) for item in d.items],
                "audience": str(d.audience),
                "site": d.site_id,
                "until": utc(d.until),
                "quote": d.quote,
                "message": d.message,
                "handler": d.handler,
                "at": to_second(d.at),
            }
            for d in ticket.decisions
        ],
        "may_be_shown": [
            {"site": s.site.name, "report": s.report, "level": str(s.level), "items": _items(s.items)}
            for s in account.shown(ticket)
        ],
        "relied_on": [
            relied(r) for r in account.relied(ticket.drafts, ticket.related, ticket.reports, ticket.decisions)
        ],
        "sites": [
            {
                "site": s.site_id,
                "name": s.name,
                "role": str(s.role),
                "said_by": s.said_by,
                "state": str(s.state),
                "permitted": str(s.permitted),
                "items": _items(account.open_to(ticket, s)),
                "evidence": list(s.evidence),
                "reason": s.reason,
            }
            for s in ticket.related
        ],
        "links": [{"incident": n.incident, "reason": n.reason, "score": n.score} for n in ticket.links],
        "drafts": [draft(letter) for letter in ticket.drafts],
        "notes": [note(one) for one in ticket.notes],
        "journal": [
            {"entry": e.id, "at": to_second(e.at), "handler": e.handler, "action": e.action, "note": e.note}
            for e in ticket.journal
        ],
    }


def relied(one: account.Relied) -> dict[str, Any]:
    """Return what a letter that was sent told of a report, and what of it is permitted now."""
    return {
        "draft": one.letter.id,
        "kind": str(one.letter.kind),
        "site": one.name,
        "to": one.letter.to,
        "sent_at": utc(one.letter.sent_at),
        "report": one.report,
        "level": consent.in_words(one.then),
        "permitted_now": consent.in_words(one.now),
        "holds": one.holds,
    }


def _items(items: frozenset[Item]) -> list[str]:
    return [str(item) for item in Item if item in items]


def _stored(stored: StoredReport) -> dict[str, Any]:
    return {
        "report": stored.id,
        "received": to_second(stored.received),
        "site": stored.site_id,
        **report(stored.report),
    }


def draft(letter: Draft) -> dict[str, Any]:
    """Return a letter as it would leave, with what was withheld and what the lint says."""
    return {
        "draft": letter.id,
        "incident": letter.incident,
        "kind": str(letter.kind),
        "to": letter.to,
        "subject": letter.subject,
        "body": letter.body,
        "language": letter.language,
        "reference": letter.reference,
        "withheld": list(letter.withheld),
        "lint": [{"rule": f.rule, "message": f.message, "blocks": f.blocks} for f in letter.lint],
        "state": str(letter.state),
        "sent_at": utc(letter.sent_at),
        "bounced_at": utc(letter.bounced_at),
        "said": str(letter.said) if letter.said else None,
        "answered_by": letter.answer,
        "released": {"by": letter.released.by, "reason": letter.released.reason} if letter.released else None,
    }


def note(one: Note) -> dict[str, Any]:
    """Return a note as it stands."""
    return {
        "note": one.id,
        "text": one.text,
        "handler": one.handler,
        "at": to_second(one.at),
        "author": one.author,
        "began": to_second(one.began),
        "edited": one.edited,
    }


def utc(at: datetime | None) -> str | None:
    """Return an instant as ``YYYY-MM-DDTHH:MM:SSZ``, with parts of a second only where there are any; None for None."""
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def to_second(at: datetime) -> str:
    """Return an instant of our own clock, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(told: str) -> datetime:
    """Read an ISO 8601 instant; one without a zone is UTC. Raises ``ValueError`` for anything else."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
