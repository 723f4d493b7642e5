"""A draft as it would leave, and below it what was held back and what the lint says."""

from __future__ import annotations

from collections.abc import Iterator

from ircon.model import Draft, DraftState
from ircon.text import many_lines, one_line
from screens.draw.lines import BLANK, Line, Span, flow

_LABEL = 9


def title(draft: Draft) -> list[Span]:
    """Return the title of the letter's pane: what they will see."""
    state = "good" if draft.state is DraftState.SENT else "us"
    return [("what they will see", "bold"), (f"  {draft.state.value}", state)]


def letter(draft: Draft, cells: int) -> Iterator[Line]:
    """Yield the letter's lines: recipient, subject, body."""
    for label, value in (("to", draft.to or "(no address is known)"), ("subject", draft.subject)):
        spans: list[Span] = [
            (f" {label:<{_LABEL - 1}}", "dim"),
            (one_line(value), "bold" if label == "subject" else ""),
        ]
        yield from flow(spans, cells, indent=_LABEL)
    yield BLANK
    for line in many_lines(draft.body).split("\n"):
        quoted = line.startswith(">")
        yield from flow([(" ", ""), (line, "dim" if quoted else "")], cells, indent=1)


def remarks(draft: Draft, message: str, cells: int) -> list[Line]:
    """Return what the handler should know before it leaves: why this letter, what is withheld, the lint's findings."""
    lines: list[Line] = []
    if message:
        lines += _remark("why", message, "", cells)
    for finding in sorted(draft.lint, key=lambda finding: not finding.blocks):
        label, style = ("stops", "bad") if finding.blocks else ("check", "us")
        lines += _remark(label, finding.message, style, cells)
    for item in draft.withheld:
        lines += _remark("withheld", item, "dim", cells)
    if not draft.withheld and not draft.lint:
        lines += _remark("check", "nothing is withheld and nothing stands out", "good", cells)
    return lines


def _remark(label: str, words: str, style: str, cells: int) -> list[Line]:
    return list(flow([(f" {label:<{_LABEL}}", style or "dim"), (one_line(words), "")], cells, indent=_LABEL + 1))
