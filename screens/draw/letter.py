"""A draft as it would leave, and below it what was held back and what the lint says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ircon.disclosure import explaining
from ircon.i18n import _, plural, term
from ircon.model import Contact, Draft, DraftState
from ircon.notices import findings
from ircon.sites import saying
from ircon.text import many_lines, one_line, pad
from screens.draw.lines import BLANK, Line, Span, flow

if TYPE_CHECKING:
    from ircon.sites.dossier import Rung

_LABEL = 9
"""Cells of the column of labels."""


def title(draft: Draft) -> list[Span]:
    """Return the title of the letter's pane: what they will see."""
    state = "good" if draft.state is DraftState.SENT else "us"
    return [(_("what they will see"), "bold"), (f"  {term(draft.state)}", state)]


def letter(draft: Draft, cells: int, ways: Sequence[Contact] = ()) -> Iterator[Line]:
    """Yield the letter's lines: recipient, whence we have that contact (``ways`` are the site's), subject, body."""
    for label, value, style, note in (
        (_("to"), draft.to or _("(no address is known)"), "", _whence(draft, ways)),
        (_("subject"), draft.subject, "bold", ""),
    ):
        spans: list[Span] = [(f" {pad(label, _LABEL - 1)}", "dim"), (one_line(value), style), (note, "dim")]
        yield from flow(spans, cells, indent=_LABEL)
    yield BLANK
    for line in many_lines(draft.body).split("\n"):
        quoted = line.startswith(">")
        yield from flow([(" ", ""), (line, "dim" if quoted else "")], cells, indent=1)


def _whence(draft: Draft, ways: Sequence[Contact]) -> str:
    """Say whence the contact is known, and how many others there are to choose."""
    mails = {contact.mail: contact.provenance for contact in ways if contact.mail}
    known = f"  {one_line(saying.known_from(mails[draft.to]))}" if draft.to in mails else ""
    others = len(mails.keys() - {draft.to})
    more = plural("{count} other", "{count} others", others)
    return known + (f"  (c: {more})" if others and draft.state is not DraftState.SENT else "")


def rung(rung: Rung) -> tuple[str, str]:
    """Return a contact on the ladder in words, and what is known of it."""
    way = rung.contact.mail or rung.contact.phone
    known = ", ".join(filter(None, (rung.why, rung.role, rung.person)))
    return one_line(way), one_line(known)


def remarks(draft: Draft, message: str, cells: int) -> list[Line]:
    """Return what the handler should know before it leaves: why this letter, what is withheld, the lint's findings."""
    lines: list[Line] = []
    if message:
        lines += _remark(_("why"), message, "", cells)
    for finding in sorted(draft.lint, key=lambda finding: not finding.blocks):
        label, style = (_("stops"), "bad") if finding.blocks else (_("check"), "us")
        lines += _remark(label, findings.told(finding.message), style, cells)
    for item in draft.withheld:
        lines += _remark(_("withheld"), explaining.told(item), "dim", cells)
    if not draft.withheld and not draft.lint:
        lines += _remark(_("check"), _("nothing is withheld and nothing stands out"), "good", cells)
    return lines


def _remark(label: str, words: str, style: str, cells: int) -> list[Line]:
    return list(flow([(f" {pad(label, _LABEL)}", style or "dim"), (one_line(words), "")], cells, indent=_LABEL + 1))
