"""One notice about several incidents: to a site that several concern, its addresses gathered over all of them.

It is a letter of each of these incidents, with the same words and the same number. What is
done to one is done to all: an edit, the mark as sent, a bounce, an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ircon.desk import letters as one_incident
from ircon.desk import refresh
from ircon.desk.following import related_named
from ircon.desk.outcome import Outcome, me
from ircon.desk.sending import MOST_LINES, examine
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _
from ircon.model import Centre, Draft, DraftState, Incident, LetterKind, RelatedSite, Site
from ircon.store import drafts, facts, incidents, register, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from ircon.disclosure import Disclosure, Marks
    from ircon.store import Store
    from ircon.store.change import Change


def write_joint(
    store: Store,
    numbers: Sequence[int],
    to: str | int,
    *,
    centre: Centre,
    language: str | None = None,
    marks: Marks | None = None,
    templates: Path | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Write one notice to a site about several incidents, and keep it as a draft of each that it tells of.

    ``to`` names the site by number, name, domain or address; ``marks`` narrow it as in
    ``write_letter``. Each incident's reports go through the door with that incident's consents:
    one that permits nothing is left out, and the outcome says so. Takes the place of unsent
    notices to that site. Can be undone. Raises ``Usage`` where it is related to none of the
    incidents, ``NotPermitted`` where none may be told to it.
    """
    from ircon import disclosure
    from ircon.notices import gate, letters, lint  # noqa: F401  # before the lock is taken: colleagues wait

    with store.change("draft", handler=handler or me(), incident=None, at=at) as change:
        about = [incidents.load(store, n, lines=MOST_LINES, at=change.at) for n in _alive(store, numbers)]
        concerned = _concerned(store, about, to)
        recipient = _recipient(change, concerned[0][1])
        told = [(incident, site, _about(store, incident, site, recipient, marks)) for incident, site in concerned]
        told = [one for one in told if one[2].permitted]
        if not told:
            raise NotPermitted(
                _("No notice was written: no reporter has permitted to tell {site}.", site=one_line(recipient.name))
            )
        view = disclosure.together(one for *_rest, one in told)
        to_mail = _contact(store, told, recipient) or letters.address(recipient)
        of = [incident.row.incident for incident, *_rest in told]
        taken = partial(drafts.reference_taken, store, about=of, site=recipient.id)
        read_in = language or letters.language_for(facts.read_by(store, recipient, to_mail), centre)
        text = letters.write(
            LetterKind.NOTICE, view, centre, language=read_in,
            reference=letters.reference_for(view, to_mail, taken=taken), today=change.at.date(), to=to_mail,
            site_id=recipient.id, directory=templates,
        )  # fmt: skip
        first = _keep(change, text, told, recipient)
        change.incident = of[0]
        change.note = f"notice to {recipient.name} about {', '.join(f'#{number}' for number in of)}"
    draft = drafts.load(store, first)
    assert draft is not None
    left_out = sorted({incident.row.incident for incident in about} - set(of))
    return Outcome(
        _said(recipient, of, left_out),
        of[0],
        examine(store, draft, centre=centre, at=at, loaded=[i for i, *_r in told]),
    )


def _alive(store: Store, numbers: Sequence[int]) -> list[int]:
    """Return the incidents meant, each once: what was put into another is told of there."""
    for number in numbers:
        incidents.ticket(store, number)
    return sorted({survivors.survivor(store, number) for number in numbers})


def _concerned(store: Store, about: Sequence[Incident], to: str | int) -> list[tuple[Incident, RelatedSite]]:
    found = []
    for incident in about:
        try:
            found.append((incident, related_named(store, incident.row.incident, incident.related, to)))
        except Usage:
            continue
    if not found:
        raise Usage(_("{site} is related to none of these incidents.", site=one_line(str(to))))
    return found


def _recipient(change: Change, site: RelatedSite) -> Site:
    recipient = register.load_or_none(change.store, site.site_id)
    if recipient is None or recipient.id is None:
        raise Usage(_("The register does not know whose {site} is; add it there first.", site=one_line(site.name)))
    hold = facts.hold_of(change.store, recipient.id, change.at.date())
    if hold is not None:
        words = _(
            "{site} is not to be contacted before {day}: {why}",
            site=one_line(recipient.name),
            day=hold.until,
            why=one_line(hold.reason),
        )
        raise NotPermitted(words)
    return recipient


def _about(store: Store, incident: Incident, site: RelatedSite, recipient: Site, marks: Marks | None) -> Disclosure:
    """Return what the recipient may be shown of one incident, by its own consents and the part played there."""
    from ircon import disclosure

    others = one_incident.strangers(store, incident, recipient, site.part_in)
    reports = incident.reports
    if marks is not None:
        reports = disclosure.narrowed(reports, marks, recipient, others=others)
    return disclosure.build(reports, incident.decisions, recipient, site.part_in, others=others)


Told = Sequence[tuple[Incident, RelatedSite, "Disclosure"]]


def _contact(store: Store, told: Told, recipient: Site) -> str:
    sent = [letter for incident, *_rest in told for letter in one_incident.sent_to(incident, recipient)]
    return one_incident.contact(store, recipient, sent, LetterKind.NOTICE)


def _keep(change: Change, text: Draft, told: Told, recipient: Site) -> int:
    """Keep the letter in each incident that it tells of, in the place of what was drafted there; return the first."""
    from ircon import disclosure

    first: int | None = None
    for incident, site, _view in told:
        number = incident.row.incident
        for standing in incident.drafts:
            if standing.state is DraftState.DRAFTED and standing.kind is text.kind and standing.site_id == recipient.id:
                drafts.mark(change, standing.id or 0, DraftState.STALE)
        others = one_incident.strangers(change.store, incident, recipient, site.part_in)
        held = disclosure.explain(incident.reports, incident.decisions, recipient, site.part_in, others=others)
        of = [report for report in incident.reports if report.site_id != recipient.id]
        relies = one_incident.relies_on(incident, of, recipient.id, site.part_in)
        kept = drafts.add(change, replace(text, incident=number, withheld=held), relies, joint=first)
        first = first or kept
    for incident, *_rest in told:
        refresh.incident(change, incident.row.incident, far=False)
    assert first is not None
    return first


def _said(recipient: Site, of: Sequence[int], left_out: Sequence[int]) -> str:
    named = ", ".join(f"#{number}" for number in of)
    more = ""
    if left_out:
        more = "; " + _("nothing of {incidents} may be told to it", incidents=", ".join(f"#{n}" for n in left_out))
    return _("{incidents}: one notice to {site} drafted", incidents=named, site=one_line(recipient.name)) + more
