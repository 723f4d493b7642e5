"""``ircon trends``: the three counts, for the quarterly report, a spreadsheet or a script."""

from __future__ import annotations

import sys
from typing import Any

import click

from ircon.cli.common import as_json, command, open_store, print_json, print_text, say
from ircon.errors import Usage
from ircon.i18n import JAPANESE, _, language
from ircon.text import fit, one_line, pad, width
from ircon.trends import By, Facet, Row, Table, period


@command("trends")
@click.option("--by", type=click.Choice([str(by) for by in By]), default="month", help="What a row stands for.")
@click.option("--from", "since", help="The first month: 2024, 2024-07, 2024-Q3 or FY2024; default: the first there is.")
@click.option("--to", "until", help="The last month, told the same way; default: the present one.")
@click.option("--quarterly", metavar="2024-Q3", help="The tables of the quarterly report, in Markdown.")
@click.option("--public", "publish", is_flag=True, help="Withhold small counts, for what is published.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV; waits in minutes.")
@click.option("--md", "as_markdown", is_flag=True, help="Markdown with Japanese and English headings.")
@click.option("--recount", metavar="OFFSET", help="Count everything anew, with months of this zone: +09:00.")
@as_json
def trends(
    by: str,
    since: str | None,
    until: str | None,
    quarterly: str | None,
    publish: bool,
    as_csv: bool,
    as_markdown: bool,
    recount: str | None,
    as_json: bool,
) -> int:
    """Count reports, incidents and coordinations, each apart, by month, quarter, fiscal year, class or country.

    Reports are messages received; incidents count several reports of one as one;
    coordinations are sites asked to act by a notice marked as sent. A fiscal year begins in April.
    """
    if recount:
        _recount(recount)
    if sum((as_csv, as_markdown, as_json)) > 1:
        raise Usage(_("Give one of --csv, --md and --json."))
    if quarterly:
        print_text(_quarterly(quarterly, publish).rstrip())
        return 0
    table = _table(By(by), since, until, publish)
    _print(table, as_csv=as_csv, as_markdown=as_markdown, as_json=as_json)
    return 0


def _table(by: By, since: str | None, until: str | None, publish: bool) -> Table:
    from ircon import publishing
    from ircon import trends as rules
    from ircon.store import trends as counters

    with open_store(read_only=True) as store:
        now = counters.month_now(store)
        counts = counters.tallies(store, Facet.COUNTRY if by is By.COUNTRY else Facet.CLASS)
        seen = [tally.month for tally in counts]
        first = _period(since)[0] if since else min(seen, default=now)
        last = _period(until)[1] if until else max([now, *seen] if not since else [now, first])
        if first > last:
            raise Usage(_("From {first} to {last} there is no month.", first=first, last=last))
        counts = [tally for tally in counts if first <= tally.month <= last]
        kinds = by in (By.CLASS, By.COUNTRY)  # of which no waits are kept
        waits = [] if kinds else counters.tallies(store, Facet.MINUTES, first=first, last=last)
    table = rules.table(by, counts, waits, first=first, last=last)
    return publishing.public(table) if publish else table


def _quarterly(told: str, publish: bool) -> str:
    from ircon import publishing
    from ircon.store import trends as counters
    from ircon.trends import quarter_before

    first, last = _period(told)
    if "Q" not in told.upper():
        raise Usage(_("{told} is no quarter; write 2024-Q3.", told=told))
    with open_store(read_only=True) as store:
        counts = counters.tallies(store, Facet.CLASS, first=quarter_before(first)[0], last=last)
    return publishing.quarterly(counts, first, last, publish=publish)


def _recount(zone: str) -> None:
    from ircon import desk
    from ircon.store import trends as counters

    with open_store() as store, store.change("recount", handler=desk.me()) as change:
        counters.count_anew(change, zone)
        change.note = f"months of {zone}"
    say(_("Counted anew, with months of UTC{zone}.", zone=zone))


def _period(told: str) -> tuple[str, str]:
    try:
        return period(told)
    except ValueError:
        raise Usage(_("{told} is no period; write 2024, 2024-07, 2024-Q3 or FY2024.", told=told)) from None


# --- printing -------------------------------------------------------------------------


def _print(table: Table, *, as_csv: bool, as_markdown: bool, as_json: bool) -> None:
    from ircon import publishing

    if as_csv:
        sys.stdout.write(publishing.as_csv(table))
    elif as_markdown:
        print_text(publishing.markdown(table).rstrip())
    elif as_json:
        for row in table.rows:
            print_json(_form(table, row, row.label))
        print_json(_form(table, table.total, "total"))
    else:
        print_text("\n".join(_sheet(table)))


def _form(table: Table, row: Row, label: str) -> dict[str, Any]:
    return {
        str(table.by): label,
        "from": table.first,
        "to": table.last,
        "reports": row.reports,
        "incidents": row.incidents,
        "coordinations": row.coordinations,
        "first_answer_minutes": row.answer,
        "first_notice_minutes": row.notice,
        "close_minutes": row.close,
    }


def _sheet(table: Table) -> list[str]:
    from ircon.publishing import label
    from ircon.trends import COUNTED_EN, COUNTED_JA, told

    waits = table.by not in (By.CLASS, By.COUNTRY)
    heads = (_(str(table.by)), _("reports"), _("incidents"), _("coordinations"), _("answer"), _("notice"), _("close"))
    lines: list[tuple[str, ...]] = [heads[: 7 if waits else 4]]
    named = [*((row, label(table.by, row.label)) for row in table.rows), (table.total, _("total"))]
    for row, name in named:
        counts = ["*" if count is None else f"{count:,}" for count in row.counts]
        lines.append((name, *counts, *([told(w) for w in (row.answer, row.notice, row.close)] if waits else [])))
    first = 12 if waits else 44
    room = max(15, *(width(head) + 2 for head in heads))
    drawn = [fit(one_line(name), first) + "".join(pad(c, room, right=True) for c in cells) for name, *cells in lines]
    return [*drawn, "", *(COUNTED_JA if language() == JAPANESE else COUNTED_EN)]


COMMANDS = {"trends": trends}
