"""The ledger of consent over a whole page: what was decided, what each site may be shown, what was sent on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ircon import consent
from ircon.consent import account, answering, saying
from ircon.i18n import _, term
from ircon.model import Audience, ConsentState, Decision, Incident, Item, RelatedSite, Stated, StoredReport
from ircon.text import fit, one_line
from screens.draw import wording
from screens.draw.lines import BLANK, Line, Span, fill, flow, plain, rule, sides

Entry = StoredReport | RelatedSite
"""What the cursor can stand on: decisions are recorded for a report, or for one site alone."""

_COLUMN, _WHOM = 10, 18


@dataclass(frozen=True, slots=True)
class Page:
    """The drawn ledger: its lines, and for each item (reports first, then sites) where it starts and ends."""

    lines: tuple[Line, ...]
    items: tuple[tuple[int, int], ...]


def entries(incident: Incident) -> tuple[Entry, ...]:
    """Return what the cursor can stand on, in the order in which it is drawn."""
    return (*account.reports(incident), *incident.related)


def page(incident: Incident, cells: int, *, chosen: int) -> Page:
    """Draw the whole ledger; the first line of the item ``chosen`` bears the cursor."""
    lines: list[Line] = [rule([(_("what the reporters decided"), "bold")], cells)]
    places: list[tuple[int, int]] = []
    names: dict[int | None, str] = {site.site_id: site.name for site in incident.related if site.site_id}
    for stored in account.reports(incident):
        start = len(lines)
        lines.append(_head(_report(stored), _when(stored.received), cells, chosen == len(places)))
        lines += _decisions(stored, incident, names, cells)
        lines += _answers(stored, incident, cells)
        places.append((start, len(lines)))
    lines += [BLANK, rule([(_("what each related site may be shown as of now"), "bold")], cells)]
    shown = account.shown(incident)
    for site in incident.related:
        start = len(lines)
        how = _("{role}, {state}", role=term(site.role), state=term(site.state))
        lines.append(_head(one_line(site.name), how, cells, chosen == len(places)))
        for one in shown:
            if one.site is site:
                lines += _inner(_shown(one, names), cells)
        places.append((start, len(lines)))
    if not incident.related:
        lines.append(((f" {_('no other site found in the reports')}", "dim"),))
    lines += [BLANK, rule([(_("what was sent relying on it"), "bold")], cells)]
    lines += _relied(incident, cells)
    return Page(tuple(fill(line, cells) for line in lines), tuple(places))


def _head(left: str, right: str, cells: int, chosen: bool) -> Line:
    line = sides([(f" {left}", "bold")], [(f"{right} ", "dim")], cells)
    return ((plain(line), "bar"),) if chosen else line


def _report(stored: StoredReport) -> str:
    return _("report {report}", report=stored.id) + f"  {one_line(whose(stored))}"


def whose(stored: StoredReport) -> str:
    """Return whom a report is from, as they wrote it."""
    who = stored.report.reporter
    return who.site or who.mail or _("unknown")


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def _inner(spans: Sequence[Span], cells: int) -> list[Line]:
    return [(("   ", ""), *line) for line in flow(spans, cells - 4, indent=2)]


def _decisions(stored: StoredReport, incident: Incident, names: Mapping[int | None, str], cells: int) -> list[Line]:
    lines: list[Line] = []
    messages = {each.report.message_id: each for each in incident.reports if each.report.message_id}
    for decision in incident.decisions:
        if decision.report != stored.id:
            continue
        lines += _inner([*_decided(decision, names), (f"  {_by(decision)}", "dim")], cells)
        source = messages.get(decision.message, stored)
        if decision.quote:
            lines += _inner(_marked(decision.quote, source.report.text), cells)
        if source.id != stored.id:
            where = _("in report {report}, {message}:", report=source.id, message=one_line(decision.message))
            lines += _inner([(f"{where} ", "dim"), _sure(stored, source, incident)], cells)
        elif decision.message not in ("", stored.report.message_id):
            lines += _inner([(_("in {message}", message=one_line(decision.message)), "dim")], cells)
    if lines:
        return [*_grid(stored.id, incident.decisions, names, cells), *lines]
    stated = stored.report.consent
    if not stated.quote:
        return _inner([(_("not stated"), "us"), (_(", so nothing of it leaves"), "")], cells)
    says = _("; the report itself refuses: c records it")
    if _doubted(stored, incident):
        says = _("; it {says}, but who it is by is not sure: ask them", says=_says(stated))
    elif answering.signature(stored.report) is answering.Signature.BAD:
        says = _("; the report itself {says}, but the text is not what was signed: ask them", says=_says(stated))
    elif not stated.refused:
        says = _("; the report itself permits {level}: c records it", level=wording.level(stated.level))
    told: list[Span] = [(_("not recorded"), "us"), (says, "")]
    return [*_inner(told, cells), *_inner(_marked(stated.quote, stored.report.text), cells)]


def _doubted(stored: StoredReport, incident: Incident) -> bool:
    """Say whether a message passes for another report's answer and may not be."""
    found = account.reports(incident)
    others = (one for one in found if one.id != stored.id)
    return any(
        answer.id == stored.id
        for one in others
        for answer, _stated in answering.unsure(one, found, incident.decisions, incident.drafts)
    )


def _answers(stored: StoredReport, incident: Incident, cells: int) -> list[Line]:
    """Draw what the answer to our question says, its words marked, as long as nobody has recorded it."""
    lines: list[Line] = []
    found = account.reports(incident)
    for answer, stated in answering.stated_for(stored, found, incident.decisions):
        if answer.id != stored.id:
            told = _("; report {report} {says}: c records it", report=answer.id, says=_says(stated))
            lines += _answer(stored, answer, stated, told, incident, cells)
    for answer, stated in answering.unsure(stored, found, incident.decisions, incident.drafts):
        if answer.id != stored.id:
            told = _("; report {report} {says}, but who it is by is not sure: ask them", report=answer.id,
                     says=_says(stated))  # fmt: skip
            lines += _answer(stored, answer, stated, told, incident, cells)
    return lines


def _says(stated: Stated) -> str:
    whom = wording.audience(stated.audience)
    if stated.refused:
        return _("refuses for {whom}", whom=whom)
    return _("permits {level} for {whom}", level=wording.level(stated.level), whom=whom)


def _answer(
    about: StoredReport, answer: StoredReport, stated: Stated, told: str, incident: Incident, cells: int
) -> list[Line]:
    """Draw an answer: what it says, how sure it is whose it is, and its words."""
    return [
        *_inner([(_("answered"), "us"), (told, "")], cells),
        *_inner([_sure(about, answer, incident)], cells),
        *_inner(_marked(stated.quote, answer.report.text), cells),
    ]


def _sure(about: StoredReport, answer: StoredReport, incident: Incident) -> Span:
    """Return how sure it is whose a message is, plainly where anybody might have written it."""
    found = answering.answer_to(about, answer, incident.drafts)
    return (saying.sure(found), "bad" if found.weak else "dim")


def _grid(report: int, decisions: Sequence[Decision], names: Mapping[int | None, str], cells: int) -> list[Line]:
    """Return the ledger of one report as a table: an audience a row, an item a column."""
    column = min(_COLUMN, (cells - 4 - _WHOM) // len(Item))  # one that is cut tells more than one that is not there
    head: list[Span] = [(fit("", _WHOM), "dim"), *((fit(term(item), column - 1) + " ", "dim") for item in Item)]
    rows = [head]
    for (audience, site), standing in consent.recorded(decisions, report).items():
        row: list[Span] = [(fit(_whom(audience, site, names), _WHOM - 1) + " ", "")]
        rows.append(row + [_cell(standing.get(item), item, column) for item in Item])
    return [(("   ", ""), *fill(row, cells - 4)) for row in rows]


def _cell(decision: Decision | None, item: Item, column: int) -> Span:
    if decision is None:
        return fit("-", column), "dim"
    if item in decision.grants:
        return fit(_("yes"), column), "good"
    said = _("not this") if decision.state is ConsentState.GRANTED else term(decision.state)
    return fit(said, column - 1) + " ", "us"


def _by(decision: Decision) -> str:
    return f"{one_line(decision.handler)}, {_when(decision.at)}"


def _decided(decision: Decision, names: Mapping[int | None, str]) -> list[Span]:
    whom = _whom(decision.audience, decision.site_id, names)
    about = _(", ").join(map(term, decision.items))
    if decision.state not in (ConsentState.GRANTED, ConsentState.EXPIRED):
        state = term(decision.state)
        said = _("{items} {state}", items=about, state=state) if about else state
        return [(said, "us"), (" " + _("for {whom}", whom=whom), "")]
    until = " " + _("until {day}", day=decision.last_day) if decision.until else ""
    style = "good" if decision.grants else "us"
    granted = _("{items} {state}", items=about or wording.level(decision.level), state=term(decision.state))
    return [(granted, style), (" " + _("to {whom}", whom=whom) + until, "")]


def _whom(audience: Audience, site: int | None, names: Mapping[int | None, str]) -> str:
    return one_line(names.get(site, f"#{site}")) if audience is Audience.SITE else wording.audience(audience)


def _marked(quote: str, text: str) -> list[Span]:
    """Return the words that a decision rests on, marked in the line in which they stand."""
    before, words, after = map(one_line, account.passage(text, quote))
    return [('"', "dim"), (before, "dim"), (words, "found"), (after, "dim"), ('"', "dim")]


def _shown(one: account.Shown, names: Mapping[int | None, str]) -> list[Span]:
    told: list[Span] = [(wording.items(one.items), "good" if one.items else "us")]
    told.append((" " + _("of report {report}", report=one.report), ""))
    if not one.decisions:
        return [*told, (f"  {_('nobody has decided')}", "dim")]
    for decision in dict.fromkeys(one.decisions.values()):
        why = "".join(text for text, _style in _decided(decision, names))
        told.append((f"  {why}, {_by(decision)}", "dim"))
    return told


def _relied(incident: Incident, cells: int) -> list[Line]:
    lines: list[Line] = []
    for one in account.relied(incident.drafts, incident.related, incident.reports, incident.decisions):
        letter = one.letter
        told: list[Span] = [
            (_("{kind} to {to}", kind=term(letter.kind), to=one_line(one.name)), "bold"),
            (f" <{one_line(letter.to)}>, {_when(letter.sent_at)}: ", ""),
            (_("{level} of report {report}", level=wording.items(one.then), report=one.report), ""),
        ]
        if letter.bounced_at:
            told.append((_("; it bounced"), "us"))
        elif not one.holds:
            now = _("; of this, {level} is permitted now, so write to them", level=wording.items(one.now))
            told.append((now, "bad"))
        lines += _inner(told, cells)
    return lines or [((f" {_('nothing')}", "dim"),)]
