"""``ircon overdue`` and ``ircon said``: who has let us wait too long, and what a site said."""

from __future__ import annotations

import click

from ircon import standing
from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, configuration, open_store, print_json, print_text, say
from ircon.i18n import plural
from ircon.model import SiteState

_SAID = {"acknowledged": SiteState.ACKNOWLEDGED, "fixed": SiteState.FIXED, "nothing": None}


@command("overdue")
@click.option(
    "--days", type=click.IntRange(1, 365), help="How long an answer is waited for; default: [follow_up] days."
)
@as_json
def overdue(days: int | None, as_json: bool) -> int:
    """Give the turn back to us where sites are silent, and end the grants whose day has come.

    The console and every intake do so, too; from cron it happens while neither runs. Prints
    the incidents that are concerned.
    """
    from ircon import desk
    from ircon.store import incidents

    with open_store() as store:
        found = desk.follow_up(store, days=days or configuration().answer_days)
        loaded = [incidents.load(store, number, lines=0) for number in found]
    for incident in loaded:
        if as_json:
            print_json(forms.row(incident.row, [site.name for site in incident.related]))
        else:
            print_text(f"#{incident.row.incident}  {standing.said(incident.row.reason)}")
    say(plural("{count} incident to follow up", "{count} incidents to follow up", len(loaded)))
    return 0


@command("said")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.argument("site", shell_complete=completing.sites)
@click.argument("said", type=click.Choice(list(_SAID)))
@as_json
def said(number: int, site: str, said: str, as_json: bool) -> int:
    """Take down what SITE said to the last letter that reached it: acknowledged or fixed; nothing takes it back."""
    from ircon import desk
    from ircon.store import incidents

    with open_store() as store:
        outcome = desk.site_said(store, number, site, _SAID[said])
        standing = incidents.load(store, number)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


COMMANDS = {"overdue": overdue, "said": said}
