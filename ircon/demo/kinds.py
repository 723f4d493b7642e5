"""What kinds of incident happen: the words that a form gives them, and log lines as their programs write them.

A line's braces are filled in by ``ircon.demo.composing``: ``{t}`` is a syslog time,
``{clf}`` the web server's, ``{iso}`` one with zone, ``{src}`` the other end, ``{sh}`` its
name where it has one, ``{me}`` and ``{own}`` the reporter's host and address, ``{n}`` and
``{p}`` a process and a port number, ``{u}`` a user that somebody tries.
"""

from __future__ import annotations

from dataclasses import dataclass

from ircon.model import IncidentClass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of incident. ``lines`` stand in this order, from a few seconds to a few minutes apart.

    ``repeat``: how often the lines are gone through. ``urls``: a page is reported, not a log.
    ``since`` and ``until``: the years in which it is seen.
    """

    klass: IncidentClass
    ja: str
    en: str
    lines: tuple[str, ...] = ()
    repeat: int = 1
    since: int = 1999
    until: int = 2026
    urls: tuple[str, ...] = ()


def early(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds of 1999."""
    return tuple(kind for kind in kinds if kind.since <= 1999)
