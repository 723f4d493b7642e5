"""``ircon handover``: what happened since a time, for the colleague who goes on, or for a message at shift's end."""

from __future__ import annotations

from typing import Any

import click

from ircon.cli import forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text
from ircon.errors import Usage
from ircon.handover import Account, Event
from ircon.i18n import _


@command("handover")
@click.option("--since", "told", metavar="WHEN", help="12h, 3d, 2026-11-20 or 2026-11-20T08:00 (UTC).")
@click.option("--md", "as_markdown", is_flag=True, help="Print it in Markdown.")
@as_json
def handover(told: str | None, as_markdown: bool, as_json: bool) -> int:
    """Tell what happened since a time, by incident: what came in, was decided, sent, closed, and whose turn it is.

    Without --since, since you did something here last before a break of four hours, or
    for the last twelve hours. It is for colleagues: it names reporters and sites.
    """
    from ircon import desk
    from ircon import handover as words
    from ircon.store import stamps

    if as_markdown and as_json:
        raise Usage(_("Give one of --md and --json."))
    now = stamps.now()
    with open_store(read_only=True) as store:
        since = words.since(told, now) if told else desk.since_when(store, desk.me(), now)
        found = desk.handover(store, since, until=now)
    if as_json:
        for account in found.accounts:
            print_json(_form(account))
        if found.besides:
            print_json({"incident": None, "events": [_event(event) for event in found.besides]})
        return 0
    print_text((words.as_markdown if as_markdown else words.as_text)(found).rstrip("\n"))
    return 0


def _form(account: Account) -> dict[str, Any]:
    row = account.row
    return {
        "incident": row.incident,
        "status": str(row.status),
        "class": str(row.klass),
        "reporter": row.reporter,
        "subject": row.subject,
        "owner": row.owner,
        "ball": str(row.ball),
        "since": forms.utc(row.ball_since),
        "reason": row.reason,
        "events": [_event(event) for event in account.events],
    }


def _event(event: Event) -> dict[str, Any]:
    return {"at": forms.utc(event.at), "what": str(event.what), "handler": event.who, "words": event.english}


COMMANDS = {"handover": handover}
