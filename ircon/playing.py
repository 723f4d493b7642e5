"""The demonstration is a play: one of its handlers, on its last day. Elsewhere who acts is the system's user, now.

So the demonstration looks the same in every year and on every machine, and what is shown of
it in the documents can be held to what the program shows. Only ``ircon demo`` plays; no
store of anybody's is ever written by a played name or at a played time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_handler = ""
_ahead = timedelta(0)


def play(handler: str, at: datetime) -> None:
    """Be ``handler`` from now on, and have it be ``at`` (an aware instant) now; time goes on from there."""
    global _handler, _ahead
    _handler = handler
    _ahead = at - datetime.now(UTC)


def handler() -> str:
    """Return who is played; the empty string where nobody is."""
    return _handler


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC) + _ahead
