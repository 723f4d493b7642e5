"""Releasing a letter that the last gate holds back: by a second handler, for a reason, for all to see."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import sending
from ircon.desk.outcome import Outcome, me
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _, plural
from ircon.model import Centre, DraftState, Release
from ircon.store import drafts

if TYPE_CHECKING:
    from ircon.store import Store


def override(
    store: Store, draft_id: int, reason: str, *, centre: Centre, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Let a blocked draft leave as it stands, in spite of what the lint finds in it now. Can be undone.

    It holds for this text and these findings: an edit ends it, and what is found later
    blocks again. Raises ``Usage`` without a reason, ``NotPermitted`` for whoever has
    written or edited the draft, and for one that was sent or relies on a changed consent.
    """
    from ircon.notices import gate, lint  # noqa: F401  # before the lock is taken: colleagues wait for whoever has it
    from ircon.text import one_line

    why = one_line(" ".join(reason.split()))
    if not why:
        raise Usage(_("Say why this draft may leave; the reason is kept in the journal."))
    with store.change("release", handler=handler or me(), incident=None, at=at) as change:
        draft = sending.load(store, draft_id, centre=centre)
        change.incident = draft.incident
        if draft.state is not DraftState.DRAFTED:
            sent = draft.state is DraftState.SENT
            raise NotPermitted(
                _("It was sent already.") if sent else _("It relied on a consent that changed; draft it anew.")
            )
        blocking = tuple(finding.message for finding in draft.lint if finding.blocks)
        if not blocking:
            change.abandon()
            return Outcome(
                _("#{incident}: nothing keeps this draft from leaving", incident=draft.incident), draft.incident, draft
            )
        if change.handler in draft.hands:
            raise NotPermitted(_("You have had a hand in this text; a second handler must release it."))
        before = draft.released.findings if draft.released else ()
        release = Release(change.handler, why, change.at, tuple(dict.fromkeys((*before, *blocking))))
        drafts.release(change, draft_id, release)
        change.note = (
            f"draft {draft_id} in spite of {len(blocking)} findings, written by {', '.join(draft.hands)}: {why}"
        )
    released = sending.load(store, draft_id, centre=centre)
    return Outcome(
        plural(
            "#{incident}: released in spite of {count} finding",
            "#{incident}: released in spite of {count} findings",
            len(blocking),
            incident=draft.incident,
        ),
        draft.incident,
        released,
    )
