"""What the reporters decided about disclosure, in words, with the words it rests on."""

from __future__ import annotations

from ircon.consent import account
from ircon.model import ConsentState, Decision, Incident, StoredReport
from ircon.text import one_line
from screens.draw.lines import Span


def entries(incident: Incident) -> list[list[Span]]:
    """Return what is open, each report on which nothing was decided, and then the ledger, newest first."""
    decided = {decision.report for decision in incident.decisions}
    reports = account.reports(incident)
    pending = [stored for stored in reports if stored.id not in decided]
    several = len(reports) > 1
    return [
        *(_open(stored, several=several) for stored in pending),
        *(_decided(decision) for decision in reversed(incident.decisions)),
    ]


def _open(stored: StoredReport, *, several: bool) -> list[Span]:
    stated = stored.report.consent
    reporter = stored.report.reporter
    whose = f" by {one_line(reporter.site or reporter.mail or 'unknown')}" if several else ""
    if stated.quote:
        word = "refuses" if stated.refused else stated.level.value
        return [("not recorded", "us"), (f"{whose}; it says: ", ""), (word, "bold"), _quote(stated.quote)]
    return [("not stated", "us"), (f"{whose}, so nothing of it leaves", "")]


def _decided(decision: Decision) -> list[Span]:
    granted = decision.state is ConsentState.GRANTED
    items = ", ".join(decision.items)
    word = (items or decision.level.value) if granted else f"{items} {decision.state.value}".lstrip()
    style = "good" if decision.grants else "us"
    spans: list[Span] = [(word, style), (f" to {decision.audience.value}" if granted else "", "")]
    if decision.until:
        spans.append((f" until {decision.last_day}", ""))
    if decision.quote:
        spans.append(_quote(decision.quote))
    return [*spans, (f"  {one_line(decision.handler)}, {decision.at:%b %d}", "dim")]


def _quote(words: str) -> Span:
    return f'  "{one_line(" ".join(words.split()))}"', "dim"
