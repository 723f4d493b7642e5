"""What the lint says of a draft: the sentences, and how each is told in the handler's language.

A finding is kept and compared in English (a release names those that it lets pass), so
the lint fills these templates in and whoever shows a finding asks ``told`` for it.
"""

from __future__ import annotations

from ircon.i18n import mark, retell

LEAK = mark("gives away {what}, which its reporter has not allowed")
NO_REFERENCE = mark("the reference {wanted} is missing in the {where}")
STALE = mark("a consent that this draft relied on has changed since; draft it again")
NO_ZONE = mark("a time without its zone: {line}")
ZONE_UNKNOWN = mark("the reporter has not stated the zone or the year of the log times; consider asking first")
BLAME = mark("sounds like an accusation: {words}; say what was reported instead")
LEGAL = mark("sounds like a demand or a threat: {words}; ask instead")
LINK = mark("a link that can be clicked: {link}; filters block such letters")
BOUNCED = mark("a letter to this contact bounced on {day}; look for another one")
OLD = mark("the newest evidence is {days} days old; many sites keep logs for two weeks")
OLD_YEARS = mark("the newest evidence is {years} years old; many sites keep logs for two weeks")
NOTIFIED = mark("this contact was notified {days} days ago; repeating helps less than another channel")
OTHER_LANGUAGE = mark("written in {written}, but the recipient reads {reads}")
NO_JAPANESE = mark("is marked as Japanese but hardly holds any")
NO_ENGLISH = mark("is marked as English but is written in Japanese")
RELEASED = mark("{handler} released it ({reason}), although it {finding}")

_PLACES = (mark("subject"), mark("body"))
_ALL = (
    RELEASED, LEAK, NO_REFERENCE, STALE, NO_ZONE, ZONE_UNKNOWN, BLAME, LEGAL, LINK, BOUNCED, OLD, OLD_YEARS,
    NOTIFIED, OTHER_LANGUAGE, NO_JAPANESE, NO_ENGLISH,
)  # fmt: skip


def told(message: str) -> str:
    """Return what a finding says, as the handler reads it; safe to draw as ``message`` is."""
    return retell(message, _ALL, where=lambda place: retell(place, _PLACES), finding=told)
