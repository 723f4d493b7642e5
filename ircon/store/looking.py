"""Whether this process only looks: ``--read-only``, or a file that its user may not write.

Decided once, when the process starts; from then on no store is opened for writing, and
every change is refused in one sentence.
"""

from __future__ import annotations

from ircon.errors import NotPermitted
from ircon.i18n import _

_only = False


def look_only(only: bool = True) -> None:
    """Refuse every change from now on."""
    global _only
    _only = only


def looks_only() -> bool:
    """Say whether nothing can be changed."""
    return _only


def why() -> str:
    """Return why a change is refused, in one sentence."""
    return _("opened for reading only; nothing can be changed")


def refuse() -> None:
    """Raise ``NotPermitted`` where this process only looks."""
    if _only:
        raise NotPermitted(_("Opened for reading only; nothing was changed."))
