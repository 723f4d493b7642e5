"""``ircon timeline``: what several sites saw, in one order by UTC."""

from __future__ import annotations

from typing import Any

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text, say
from ircon.i18n import _
from ircon.text import one_line
from ircon.timeline import DOUBTS, Clock, Doubt, Kind, Row, Timeline, span


@command("timeline")
@click.argument("numbers", type=int, nargs=-1, required=True, shell_complete=completing.incidents)
@click.option("--about", default="", help="Only what concerns this site, address, netblock or name.")
@as_json
def timeline(numbers: tuple[int, ...], about: str, as_json: bool) -> int:
    """Show the log lines of one incident, or of several together, in one order by UTC.

    A clock that its reporter states to be fast or slow moves its lines; such a line shows by
    how much. Marks: y no year in the line, z zone not known, c clock said to be off, ~ order not sure.
    """
    from ircon.store import incidents, timelines

    with open_store(read_only=True) as store:
        for number in numbers:
            incidents.ticket(store, number)
        found = timelines.read(store, numbers, about=about)
    if as_json:
        for row in found.window(0, len(found)):
            print_json(_form(row, found))
    else:
        print_text(
            "\n".join([*map(_clock, found.clocks.values()), "", *(_line(row) for row in found.window(0, len(found)))])
        )
    for skew in found.skews:
        say(
            _(
                "{lines} lines of report {report} stand in report {other} {seconds:+g} s apart.",
                lines=skew.lines,
                report=skew.report,
                other=skew.other,
                seconds=skew.seconds,
            )
        )
    if found.left_out:
        say(_("{count} later lines were left out.", count=found.left_out))
    return 0


def _clock(clock: Clock) -> str:
    return f"{_('report {report}', report=clock.report)}  {one_line(clock.words())}"


def _line(row: Row) -> str:
    if row.kind is Kind.GAP:
        return f"{'':20}  ... {span(row.length)}"
    marks = "".join(str(doubt) for doubt in row.doubts)
    moved = f"{row.shift:+g}s " if row.shift else ""
    return f"{forms.utc(row.at) or '?':<20}  {marks:<3} {row.report:>5}  {moved}{one_line(row.text)}"


def _form(row: Row, found: Timeline) -> dict[str, Any]:
    if row.kind is Kind.GAP:
        return {"kind": "gap", "seconds": row.length.total_seconds(), "until": forms.utc(row.at)}
    return {
        "kind": "line",
        "at": forms.utc(row.at),
        "read": forms.utc(row.read),
        "shift": row.shift,
        "report": row.report,
        "incident": found.clocks[row.report].incident,
        "whose": found.clocks[row.report].whose,
        "line": row.line,
        "text": row.text,
        "doubts": [DOUBTS[Doubt(doubt)] for doubt in row.doubts],
    }


COMMANDS = {"timeline": timeline}
