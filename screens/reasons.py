"""Why a command cannot be done now: each returns the sentence that says so, the empty string where it can."""

from __future__ import annotations

from collections.abc import Callable

from ircon.i18n import _
from ircon.model import DraftState, Status
from screens.situation import MAIN, RELATED, Situation

Reason = Callable[[Situation], str]
"""Returns why a command cannot be done now; the empty string where it can."""


def always(here: Situation) -> str:
    """It can be done always."""
    return ""


def needs_row(here: Situation) -> str:
    """It is about an incident."""
    return "" if here.row or here.marked else _("there is no incident here")


def shows(here: Situation) -> str:
    """There is text to look through."""
    return needs_row(here) if here.place in MAIN else ""


def has_marks(here: Situation) -> str:
    """It takes marked log lines."""
    if here.marked:
        return ""
    from screens import commands

    named = {"mark": commands.key("mark-line"), "draft": commands.key("draft-lines")}
    return _("{mark} marks the lines that a notice shall show; {draft} then drafts it", **named)


def is_linked(here: Situation) -> str:
    """It is about incidents that are perhaps one series."""
    return "" if here.linked else _("no incident is perhaps of the same series")


def needs_open(here: Situation) -> str:
    """It is about an open incident."""
    from screens import commands

    if here.row and here.row.status is Status.CLOSED and not here.marked:
        again = commands.key("close")
        return _("#{number} is closed; {again} opens it again", number=here.row.incident, again=again)
    return needs_row(here)


def in_panel(here: Situation) -> str:
    """It is about a related site, the one under the bar."""
    from screens import commands

    if here.row and here.place == RELATED:
        return ""
    named = {"related": commands.key("related"), "down": commands.key("down"), "up": commands.key("up")}
    return _("it is about a related site: {related}, then {down} and {up}", **named)


def takes(here: Situation) -> str:
    """It takes what is not the handler's already."""
    if here.row and here.row.owner and here.row.owner == here.handler and not here.marked:
        return _("#{number} is already yours", number=here.row.incident)
    return needs_open(here)


def leaves(here: Situation) -> str:
    """The draft must be one that may leave."""
    if here.draft is not None and here.draft.state is DraftState.STALE:
        return _("it relied on a consent that has changed; draft it anew")
    blocking = next((finding for finding in here.draft.lint if finding.blocks), None) if here.draft else None
    if blocking is None:
        return ""
    from ircon.notices import findings

    return _("it must not leave: {finding}", finding=findings.told(blocking.message))


def sends(here: Situation) -> str:
    """The draft must be one that may leave and has not left."""
    if here.draft is not None and here.draft.state is DraftState.SENT:
        return _("it is already marked as sent")
    return leaves(here)


def readdresses(here: Situation) -> str:
    """The draft must be one to a site, which has not left."""
    if here.draft is not None and here.draft.site_id is None:
        return _("it goes to whoever reported")
    return edits(here)


def releases(here: Situation) -> str:
    """The draft must be blocked, and the handler a second one."""
    draft = here.draft
    if draft is None or draft.state is not DraftState.DRAFTED or not any(finding.blocks for finding in draft.lint):
        return _("nothing that can be released keeps it from leaving")
    if here.handler in draft.hands:
        return _("you have had a hand in this text; a second handler must release it")
    return ""


def edits(here: Situation) -> str:
    """The draft must not have left."""
    sent = here.draft is not None and here.draft.state is DraftState.SENT
    return _("it was sent; what left cannot change") if sent else ""
