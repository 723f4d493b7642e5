"""What an incident's first lines say, as labelled spans: what is next, who reports, what they wrote."""

from __future__ import annotations

from ircon import standing
from ircon.i18n import _, mark, term, word_of
from ircon.model import CloseReason, Draft, Incident, Note, SiteState
from ircon.text import one_line, pad
from screens.commands import key
from screens.draw.checklist import Step
from screens.draw.lines import Span, safe

LABEL = 11
"""Cells of the column of labels."""


def label(text: str) -> Span:
    """Return a label in its column."""
    return pad(text, LABEL), "dim"


def what_next(incident: Incident, *, owner: bool = True) -> list[Span]:
    """Return why the incident stands where it stands in the queue, what is to be done next, and whose it is."""
    row = incident.row
    if incident.closed_for:
        return [(_("closed:") + " ", "dim"), safe(word_of(CloseReason)(incident.closed_for), "bold")]
    whose = "  " + _("taken by {owner}", owner=one_line(row.owner)) if row.owner and owner else ""
    why = standing.said(row.reason) if row.reason else _("nothing")
    since = "  " + _("since {day}", day=f"{row.ball_since:%Y-%m-%d}")
    step = standing.next_step(row.reason) if row.need == standing.NEEDS_US else None
    done = [("  ", ""), (key(step[0]), "key"), (f" {_(step[1])}", "")] if step else []
    return [safe(why, "us" if row.need == standing.NEEDS_US else "bold"), *done, (since + whose, "dim")]


def problem(said: str) -> tuple[str, list[Span]]:
    """Return what intake said of a report: its label, and the words; a signature that holds is no problem."""
    from ircon.intake import saying  # few reports have any, and the first picture waits for no import

    if said.startswith("signature "):
        style = "good" if said.startswith("signature good:") else "us"
        return _("signature"), [safe(saying.signature(said.removeprefix("signature ")), style)]
    return _("problem"), [safe(saying.problem(said), "bad")]


def reporter(incident: Incident) -> list[Span]:
    """Return who sent the first report."""
    if not incident.reports:
        return [(_("nobody"), "dim")]
    who = incident.reports[0].report.reporter
    names = ", ".join(one_line(part) for part in (who.name, who.site) if part)
    mail = f" <{one_line(who.mail)}>" if who.mail else ""
    return [(names + mail, "")]


def stated(incident: Incident) -> dict[str, str]:
    """Return what the form says, by label (not yet translated); safe to draw, "" where nothing was stated."""
    if not incident.reports:
        return {}
    report = incident.reports[0].report
    fields = report.fields
    return {
        name: one_line(" ".join(value.split()))
        for name, value in (
            (mark("subject"), report.subject),
            (mark("occurred"), fields.occurred),
            (mark("found by"), fields.found_by),
            (mark("request"), fields.request),
            (mark("condition"), fields.condition),
            (mark("remarks"), fields.remarks),
        )
    }


def items(step: Step) -> list[Span]:
    """Return the items of a step with their boxes, a span each, so that a line breaks between two."""
    return [(f"[{'x' if done else ' '}] {words}  ", "") for done, words in step.items]


def letter(draft: Draft) -> list[Span]:
    """Return one letter in a line: what, to whom, how far."""
    style = "good" if draft.arrived else "us"
    told = _("{kind} to {to}", kind=term(draft.kind), to=one_line(draft.to) or _("(no address)"))
    spans: list[Span] = [(f"{told}  ", "")]
    spans.append((term(SiteState.BOUNCED) if draft.bounced_at else term(draft.said or draft.state), style))
    if draft.sent_at:
        spans.append((f" {draft.sent_at:%Y-%m-%d}", "dim"))
    if draft.answer:
        spans.append(("  " + _("answered by report {number}", number=draft.answer), "dim"))
    return spans


def noted(note: Note) -> list[Span]:
    """Return who wrote a note when, and whose it was before where it was edited."""
    told = f"{note.at:%m-%d %H:%M} {one_line(note.handler)} "
    if note.edited:
        began = f"{note.began:%m-%d %H:%M}"
        told += _("(edited; begun by {author}, {at})", author=one_line(note.author), at=began) + " "
    return [(told, "dim")]

