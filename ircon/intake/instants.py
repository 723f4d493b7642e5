"""Times that a format writes in full: ISO 8601 and RFC 5322 dates with their zone, and epochs."""

from __future__ import annotations

from datetime import UTC, datetime

from ircon.intake import headers
from ircon.model import Certainty, LogLine


def instant(written: str) -> tuple[datetime, Certainty] | None:
    """Return the instant (UTC) and whether its zone is written or, where there is none, taken to be UTC."""
    value = written.strip().strip('"')
    if not value or len(value) > 64:
        return None
    try:
        if value.isdigit() and len(value) in (10, 13):
            return datetime.fromtimestamp(int(value[:10]), UTC), Certainty.WRITTEN
        found = datetime.fromisoformat(value.replace(" UTC", "Z").replace(" +", "+"))
    except (ValueError, OverflowError, OSError):
        moment = headers.moment(value)
        return (moment.astimezone(UTC), Certainty.WRITTEN) if moment else None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC), Certainty.STATED
    try:
        return found.astimezone(UTC), Certainty.WRITTEN
    except OverflowError:
        return None


def timed(line: int, text: str, written: str) -> tuple[LogLine, ...]:
    """The line of a report whose time the format gives, as a log line; empty where the time cannot be read."""
    found = instant(written)
    if found is None:
        return ()
    return (LogLine(line=line, text=text[:2000], at=found[0], year=Certainty.WRITTEN, zone=found[1]),)
