"""Taking a draft out: to the clipboard, and always to a file as well, after the last gate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.desk import sending
from ircon.desk.outcome import Outcome, me
from ircon.i18n import _
from ircon.model import Centre, Draft

if TYPE_CHECKING:
    from ircon.store import Store


def as_text(draft: Draft) -> str:
    """Return the letter as it leaves: subject, an empty line, body. The recipient is on the screen, not in it."""
    return f"Subject: {draft.subject}\n\n{draft.body.rstrip()}\n"


def export(
    store: Store,
    draft_id: int,
    *,
    centre: Centre,
    directory: Path,
    write: Callable[[str], None] | None,
    environ: Mapping[str, str],
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Send a draft to the clipboard and write it to a file in ``directory``; journal the hash of what left.

    ``write`` puts an escape sequence on the handler's terminal (None where there is none).
    Raises ``NotPermitted`` where the draft may not leave.
    """
    from ircon import clipboard
    from ircon.notices import eml

    draft = _let_out(store, draft_id, lambda letter: as_text(letter).encode(), "text", centre, handler, at)
    text = as_text(draft)
    name = Path(eml.file_name(draft, centre)).with_suffix(".txt").name
    path = clipboard.write_file(text, directory, name)
    sent = clipboard.send(text, write, environ)
    return Outcome(
        _("#{incident}: {note}; also in {path}", incident=draft.incident, note=sent.note, path=clipboard.spoken(path)),
        draft.incident,
        draft,
    )


def write_eml(
    store: Store,
    draft_id: int,
    *,
    centre: Centre,
    directory: Path,
    name: str = "",
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Write a draft as a mail file that the handler's mail program sends; journal the hash of what left.

    ``name`` is the file's name in ``directory`` (default: from our reference); a file that
    exists is never written over. Raises ``NotPermitted`` where the draft may not leave,
    ``Usage`` where there is no mail address to write to.
    """
    from ircon import clipboard
    from ircon.notices import eml
    from ircon.store import stamps

    date = at or stamps.now()
    draft = _let_out(
        store, draft_id, lambda letter: eml.to_eml(letter, centre, date=date), "mail file", centre, handler, at
    )
    data = eml.to_eml(draft, centre, date=date)
    path = clipboard.write_file(data, directory, name or eml.file_name(draft, centre))
    return Outcome(
        _("#{incident}: written to {path}", incident=draft.incident, path=clipboard.spoken(path)), draft.incident, draft
    )


def _let_out(
    store: Store,
    draft_id: int,
    made: Callable[[Draft], bytes],
    what: str,
    centre: Centre,
    handler: str | None,
    at: datetime | None,
) -> Draft:
    """Pass the last gate and journal what is about to leave, under the lock: no withdrawal falls in between."""
    with store.change("export", handler=handler or me(), at=at) as change:
        draft = sending.load(store, draft_id, centre=centre)
        sending.refuse_if_blocked(draft)
        change.incident = draft.incident
        change.note = f"draft {draft_id}, {what}, sha256 {hashlib.sha256(made(draft)).hexdigest()[:16]}"
    return draft
