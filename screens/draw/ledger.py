"""What the reporters decided about disclosure, in words, with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ircon.consent import account
from ircon.i18n import _, plural, term
from ircon.model import ConsentState, Decision, Incident, StoredReport
from ircon.text import one_line
from screens.draw.lines import Span


def entries(incident: Incident) -> list[list[Span]]:
    """Return what is open, each report on which nothing was decided, and then the ledger, newest first.

    What one answer decided for several reports stands once, with their number.
    """
    decided = {decision.report for decision in incident.decisions}
    reports = account.reports(incident)
    pending = [stored for stored in reports if stored.id not in decided]
    several = len(reports) > 1
    return [
        *(_open(stored, several=several) for stored in pending),
        *_once([_decided(decision) for decision in reversed(incident.decisions)]),
    ]


def _once(decided: list[list[Span]]) -> Iterator[list[Span]]:
    for spans, alike in groupby(decided):
        count = len(list(alike))
        yield spans if count == 1 else [*spans, (", " + plural("{count} report", "{count} reports", count), "dim")]


def _open(stored: StoredReport, *, several: bool) -> list[Span]:
    stated = stored.report.consent
    reporter = stored.report.reporter
    who = one_line(reporter.site or reporter.mail or _("unknown"))
    whose = " " + _("by {reporter}", reporter=who) if several else ""
    if stated.quote:
        word = _("refuses") if stated.refused else term(stated.level)
        told = whose + _("; it says:") + " "
        return [(_("not recorded"), "us"), (told, ""), (word, "bold"), _quote(stated.quote)]
    return [(_("not stated"), "us"), (whose + _(", so nothing of it leaves"), "")]


def _decided(decision: Decision) -> list[Span]:
    granted = decision.state is ConsentState.GRANTED
    items, word = _(", ").join(map(term, decision.items)), term(decision.level if granted else decision.state)
    if items:
        word = items if granted else _("{items} {state}", items=items, state=word)
    to = " " + _("to {audience}", audience=term(decision.audience)) if granted else ""
    spans: list[Span] = [(word, "good" if decision.grants else "us"), (to, "")]
    if decision.until:
        spans.append((" " + _("until {day}", day=decision.last_day), ""))
    if decision.quote:
        spans.append(_quote(decision.quote))
    return [*spans, (f"  {one_line(decision.handler)}, {decision.at:%m-%d}", "dim")]


def _quote(words: str) -> Span:
    return f'  "{one_line(" ".join(words.split()))}"', "dim"
