"""The handover as it is read on the screen: the same words that are copied, with what is ours to do marked."""

from __future__ import annotations

from collections.abc import Iterator

from ircon import handover as said
from ircon.handover import Account, Handover, What
from ircon.i18n import _
from ircon.model import Ball
from ircon.text import fit, width
from screens.draw.lines import BLANK, Line, Span, flow

_STYLES = {What.ARRIVED: "bold", What.ANSWERED: "us", What.BOUNCED: "bad", What.SENT: "good", What.CLOSED: "good"}


def page(told: Handover, cells: int) -> Iterator[Line]:
    """Yield the lines of the page; each takes at most ``cells``."""
    yield from flow([(f" {said.summary(told)}", "bold")], cells, indent=1)
    if not told.accounts and not told.besides:
        yield BLANK
        yield from flow([(f" {_('Nothing has happened since. tab goes further back.')}", "dim")], cells, indent=1)
    for account in told.accounts:
        yield BLANK
        yield from flow([(f" {said.title(account.row)}", "bold")], cells, indent=4)
        yield from _account(account, cells)
    if told.besides:
        yield BLANK
        yield (f" {_('besides')}", "bold"),
        for event in told.besides:
            yield from flow([(f"   {said.line(event)}", "")], cells, indent=5)
    if told.left_off:
        yield BLANK
        yield from flow([(f" {said.left_off(told)}", "us")], cells, indent=1)


def _account(account: Account, cells: int) -> Iterator[Line]:
    styles = {said.label(event): _STYLES.get(event.what, "") for event in account.events}
    told = list(said.lines(account))
    column = max(8, *(width(name) for name, _words in told))
    for name, words in told[:-1]:
        yield from _line(fit(name, column), [(words, "")], styles.get(name, "dim") or "dim", cells)
    name, words = told[-1]
    yield from _line(fit(name, column), [(words, "us" if account.row.ball is Ball.US else "dim")], "dim", cells)


def _line(label: str, words: list[Span], style: str, cells: int) -> Iterator[Line]:
    yield from flow([(f"   {label}  ", style), *words], cells, indent=width(label) + 5)
