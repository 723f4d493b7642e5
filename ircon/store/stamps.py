"""How the store writes an instant: UTC text of one width, so that it sorts as time does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from ircon import playing
from ircon.errors import StoreUnavailable
from ircon.i18n import _
from ircon.text import one_line


def now() -> datetime:
    """Return the present instant in UTC."""
    return playing.now()


def end_of_day(day: date) -> datetime:
    """Return the instant at which ``day`` is over where this program runs. Raises ``ValueError`` for no day of ours."""
    if not 1990 <= day.year <= 9000:  # a slip of the finger, and at the calendar's ends there are no instants
        raise ValueError(f"{day} is no day to reckon with")
    return datetime.combine(day + timedelta(days=1), time.min).astimezone(UTC)


def to_text(at: datetime) -> str:
    """Return ``YYYY-MM-DDTHH:MM:SS.ffffffZ`` for an aware instant."""
    here = at if at.tzinfo is UTC else at.astimezone(UTC)
    return here.isoformat(timespec="microseconds")[:26] + "Z"


def to_text_or_none(at: datetime | None) -> str | None:
    """Return ``to_text(at)``, or None for None."""
    return None if at is None else to_text(at)


def from_text(text: str) -> datetime:
    """Return the aware instant that ``to_text`` wrote. Raises ``StoreUnavailable`` where something else stands."""
    try:
        found = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise _damaged(text) from None
    if found.tzinfo is None:
        raise _damaged(text)
    return found


def day(text: str) -> date:
    """Return the day that stands in the store. Raises ``StoreUnavailable`` where something else stands."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise _damaged(text) from None


def _damaged(text: object) -> StoreUnavailable:
    shown = one_line(str(text)[:40])
    return StoreUnavailable(
        _("The store is damaged: {shown} is no instant. `ircon check` tells what else; restore a backup.", shown=shown)
    )


def from_text_or_none(text: str | None) -> datetime | None:
    """Return ``from_text(text)``, or None for None."""
    return None if text is None else from_text(text)
