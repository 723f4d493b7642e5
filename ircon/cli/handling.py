"""``ircon consent``, ``ircon draft``, ``ircon close``: the console's keys c, d and x for scripts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, configuration, open_store, print_json, print_text, say
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _
from ircon.model import Audience, ConsentState, Item, LetterKind, Level

_number = click.argument("number", type=int, shell_complete=completing.incidents)


@command("consent")
@_number
@click.option("--level", type=click.Choice([str(level) for level in Level]), help="How much may be disclosed.")
@click.option(
    "--item",
    "items",
    multiple=True,
    type=click.Choice([str(item) for item in Item]),
    help="Only this item; may be given several times. The others stay as they are.",
)
@click.option(
    "--to",
    "audience",
    default="related",
    shell_complete=completing.audiences,
    help="source, related, csirts, public, or a site.",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which the grant holds.")
@click.option("--quote", default="", help="The reporter's words that the decision rests on.")
@click.option("--refuse", is_flag=True, help="The reporter refuses.")
@click.option("--withdraw", is_flag=True, help="The reporter withdraws what was granted.")
@click.option("--report", type=int, help="Only this report of the incident; default: each of them.")
@as_json
def consent(
    number: int,
    level: str | None,
    items: tuple[str, ...],
    audience: str,
    until: datetime | None,
    quote: str,
    refuse: bool,
    withdraw: bool,
    report: int | None,
    as_json: bool,
) -> int:
    """Record a decision on disclosure; without options, what the report itself states.

    A level is shorthand for items: facts; logs (facts and masked log lines); full (also
    hosts, contact, identity, and lines as they came). A decision about single items leaves
    the others as they stand: --item identity --refuse takes back the name and nothing else.
    """
    from ircon import desk
    from ircon.store import incidents

    if sum((level is not None, refuse, withdraw)) > 1:
        raise Usage(_("Give one of --level, --refuse and --withdraw."))
    if level is not None and items:
        raise Usage(_("Give either --level or --item."))
    with open_store() as store:
        if level is None and not items and not refuse and not withdraw:
            outcome = desk.consent_from_report(store, number)
            if outcome.needs and not incidents.load(store, number, lines=0).decisions:
                raise NotPermitted(
                    _("{message}: give --level and --quote, or --refuse, or --withdraw.", message=outcome.message)
                )
        else:
            state = ConsentState.REFUSED if refuse else ConsentState.WITHDRAWN if withdraw else ConsentState.GRANTED
            if level == Level.NONE:
                state = ConsentState.REFUSED
            to_whom, site_id = _audience(store, audience)
            outcome = desk.decide(
                store,
                number,
                state=state,
                level=Level(level or Level.NONE),
                items=[Item(item) for item in items],
                until=_end(until),
                audience=to_whom,
                site_id=site_id,
                quote=quote,
                report=report,
            )
        standing = incidents.load(store, number)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


def _end(until: datetime | None) -> datetime | None:
    from ircon.store import stamps

    try:
        return stamps.end_of_day(until.date()) if until else None
    except ValueError:
        raise Usage(_("Give a day such as 2030-12-31.")) from None


def _audience(store: object, told: str) -> tuple[Audience, int | None]:
    from ircon.store import Store, register

    assert isinstance(store, Store)
    if told in {str(a) for a in Audience if a is not Audience.SITE}:
        return Audience(told), None
    site = register.find(store, told)
    if site is None:
        raise Usage(
            _("{told} is neither an audience (source, related, csirts, public) nor a site of the register.", told=told)
        )
    return Audience.SITE, site.id


@command("draft")
@_number
@click.option("--kind", type=click.Choice([str(kind) for kind in LetterKind]), help="Default: what is possible next.")
@click.option(
    "--to", "site", shell_complete=completing.sites, help="A related site: its name, domain, address or number."
)
@click.option("--report", type=int, help="To whoever sent this report; default: the first of the incident.")
@click.option("--also", multiple=True, type=int, metavar="N", help="One notice about this incident as well, to --to.")
@click.option("--lang", "language", type=click.Choice(["ja", "en"]), help="Default: the recipient's language.")
@click.option("--lines", "told", multiple=True, metavar="REPORT:LINE[-LINE]", help="A notice with these lines alone.")
@click.option("--eml", type=click.Path(path_type=Path), help="Also write it to this new file, as a mail to be sent.")
@click.option(
    "--override", default="", metavar="REASON", help="Release it although it is blocked, as a second handler."
)
@as_json
def draft(
    number: int,
    kind: str | None,
    site: str | None,
    report: int | None,
    also: tuple[int, ...],
    language: str | None,
    told: tuple[str, ...],
    eml: Path | None,
    override: str,
    as_json: bool,
) -> int:
    """Write a letter and print it. Where consent is missing, the request for it takes the notice's place.

    A letter that was drafted already is printed as it stands. One that is blocked because
    it gives something away leaves only once a handler who has not written or edited it has
    said why it may: --override "the reporter agreed by phone".
    """
    from ircon import desk
    from ircon.disclosure import explaining
    from ircon.notices import findings

    config = configuration()
    centre = config.centre
    marks = {line for one in told for line in _lines(one)} if told else None
    if also and (site is None or kind not in (None, LetterKind.NOTICE)):
        raise Usage(_("--also is for a notice to one site; name it with --to."))
    with open_store() as store:
        shared: dict[str, Any] = {"language": language, "centre": centre, "templates": config.letters, "marks": marks}
        if also:
            outcome = desk.write_joint(store, [number, *also], site or "", **shared)
        else:
            wanted = LetterKind(kind) if kind else None
            outcome = desk.write_letter(store, number, kind=wanted, to=site, report=report, **shared)
        letter = outcome.draft
        assert letter is not None and letter.id is not None
        if override:
            outcome = desk.override(store, letter.id, override, centre=centre)
            letter = outcome.draft or letter
        if eml:
            outcome = desk.write_eml(store, letter.id or 0, centre=centre, directory=eml.parent, name=eml.name)
    if as_json:
        print_json(forms.draft(letter))
    else:
        desk.refuse_if_blocked(letter)
        print_text(f"{_('To')}: {letter.to}\n{desk.as_text(letter)}")
    say(outcome.message)
    for withheld in letter.withheld:
        say(_("withheld: {what}", what=explaining.told(withheld)))
    for finding in letter.lint:
        words = findings.told(finding.message)
        say(_("blocked: {finding}", finding=words) if finding.blocks else _("note: {finding}", finding=words))
    return 0


def _lines(told: str) -> list[tuple[int, int]]:
    """Read ``7:3`` or ``7:3-9``: lines of a report, as ``ircon timeline --json`` numbers them."""
    import re

    found = re.fullmatch(r"(\d{1,9}):(\d{1,9})(?:-(\d{1,9}))?", told)
    if found is None or int(found[3] or found[2]) - int(found[2]) not in range(100_000):
        raise Usage(_("{told} names no lines; write REPORT:LINE or REPORT:LINE-LINE.", told=told))
    return [(int(found[1]), line) for line in range(int(found[2]), int(found[3] or found[2]) + 1)]


@command("close")
@_number
@click.option(
    "--reason",
    default="",
    shell_complete=completing.reasons,
    help="resolved, no-answer, out-of-scope, duplicate, not-an-incident, or words.",
)
@click.option("--note", default="", help="What the journal shall keep beside the reason.")
@click.option("--reopen", is_flag=True, help="Open again what is closed.")
@as_json
def close(number: int, reason: str, note: str, reopen: bool, as_json: bool) -> int:
    """Close an incident, saying what is still outstanding; or open a closed one again."""
    from ircon import desk
    from ircon.store import incidents

    if not reopen and not reason.strip():
        raise Usage(_("Say with --reason for what reason the incident is closed."))
    with open_store() as store:
        left = () if reopen else desk.outstanding(store, number)
        outcome = desk.reopen(store, number) if reopen else desk.close(store, number, reason.strip(), note)
        standing = incidents.load(store, number)
    if as_json:
        print_json({**forms.incident(standing), "outstanding": list(left)})
    for sentence in left:
        say(_("outstanding: {sentence}", sentence=sentence))
    say(outcome.message)
    return 0


COMMANDS = {"consent": consent, "draft": draft, "close": close}
