"""Tables in CSV: Shadowserver's reports, and any table whose columns say what they hold.

Shadowserver's times carry no zone and are UTC. Other tables' columns are recognised by
name, or by the addresses that stand in them; a table without a column of addresses,
hosts or URLs is plain text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ircon.intake import instants, terms
from ircon.intake.reading import Reading
from ircon.model import Certainty, Fields, IncidentClass, LogLine, Role

MAX_ROWS = 20_000
MAX_CELL = 100_000

_COLUMNS: dict[str, str] = {
    "at": """timestamp time date datetime date_time time.source first_seen firstseen detected detected_at occurred
        event_time start starttime start_time 日時 時刻 発生日時 検知日時""",
    "source": """ip src src_ip srcip source source_ip sourceip source.ip address ip_address ipaddress attacker
        attacker_ip client_ip host_ip 送信元 送信元ip 攻撃元 攻撃元ip ipアドレス アドレス""",
    "target": """dst dst_ip dstip destination destination_ip dest_ip dest destination.ip target target_ip server_ip
        宛先 宛先ip 攻撃先""",
    "host": "hostname host domain fqdn src_host source.fqdn reverse_dns ホスト ホスト名 ドメイン",
    "url": "url uri source.url link http_url request_url",
    "type": "tag type infection category classification classification.type event malware event_type 分類 種別",
    "log": "log message raw line ログ",
    "zone": "timezone tz time_zone タイムゾーン",
}
_MEANS = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_PARTS = {
    "source": re.compile("src|source|attack|client|remote|origin|quelle|offend|送信元|攻撃元|接続元|発信元|アクセス元"),
    "target": re.compile("dst|dest|target|victim|server|local|ziel|宛先|送信先|攻撃先|接続先|被害"),
}
"""By these words in its name the part of a column is known that the table above lacks, if addresses stand in it."""
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d+)?\Z|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}\Z", re.ASCII)
_NO_NAME = re.compile(r"\d[:.]\d|^\d*$|[=<>{}@]|.{41}")
_LOOKED_AT = 50
_SHADOWSERVER = re.compile(r"(?:geo|asn|naics|hostname|tag|infection|severity)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns by meaning, and its rows with the line on which each begins."""

    columns: dict[str, int]
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    cut: bool

    def cell(self, row: tuple[str, ...], column: str) -> str:
        """The cell of ``row`` under ``column``; "" where the table has none."""
        place = self.columns.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""


def read(text: str) -> Reading | None:
    """Return what a table says, None if ``text`` is no table with addresses in it."""
    table = parse(text)
    if table is None:
        return None
    shadowserver = table.names[:1] == ("timestamp",) and bool(
        len(table.names) > 2 and _SHADOWSERVER.search(",".join(table.names))
    )
    kinds = list(dict.fromkeys(cell for _, row in table.rows if (cell := table.cell(row, "type"))))[:20]
    klass = terms.klass(*kinds) or (IncidentClass.MALWARE if shadowserver and "infection" in table.names else None)
    lines = text.split("\n")
    roles: dict[str, Role] = {}
    timed: list[LogLine] = []
    for number, row in table.rows:
        roles |= _roles(table, row, klass)
        timed += _timed(table, row, number, lines[number - 1], utc=shadowserver)
    first = table.rows[0][1] if table.rows else ()
    return Reading(
        format="shadowserver" if shadowserver else "csv",
        text=text,
        fields=Fields(klass=", ".join(kinds)[:200], occurred=table.cell(first, "at")),
        klass=klass or (IncidentClass.OTHER if shadowserver else None),
        own="",
        code=(1, len(lines) if timed else 1),
        clock=table.cell(first, "zone"),
        roles=roles,
        timed=tuple(timed),
        problems=(f"the table has more than {MAX_ROWS:,} rows; the rest was not read",) if table.cut else (),
    )


def parse(text: str) -> Table | None:
    """Split ``text`` into a table if its first line names columns, one of them of addresses, hosts or URLs."""
    head = text.lstrip("\ufeff\n").partition("\n")[0]
    if len(head) > 20_000:
        return None
    delimiter = max(",;\t|", key=head.count)
    if not head.count(delimiter):
        return None
    names = tuple(name.strip().strip('"').lower() for name in head.split(delimiter))
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        meaning = _MEANS.get(name.replace(" ", "_")) or _MEANS.get(name)
        if meaning is not None:
            columns.setdefault(meaning, place)
    known = bool(columns.keys() & {"source", "target", "host", "url"}) and len(columns) > 1
    if not known and (len(names) < 3 or any(map(_NO_NAME.search, names))):
        return None
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff\n")), delimiter=delimiter, skipinitialspace=True)
    skipped = len(text) - len(text.lstrip("\ufeff\n"))
    rows: list[tuple[int, tuple[str, ...]]] = []
    line, cut = text[:skipped].count("\n") + 1, False
    before = 0
    try:
        for row in reader:
            begins, before = line + before, reader.line_num
            if row and begins > line:
                rows.append((begins, tuple(cell[:MAX_CELL] for cell in row)))
            if len(rows) >= MAX_ROWS:
                cut = True
                break
    except csv.Error:
        pass
    if not known and not _holds_addresses(names, columns, [row for _, row in rows[:_LOOKED_AT]]):
        return None
    return Table(columns, names, tuple(rows), cut)


def _holds_addresses(names: Sequence[str], columns: dict[str, int], rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether rows under unknown names make a table with addresses in it; add the columns whose part is told."""
    if not rows or any(len(row) != len(names) for row in rows):
        return False
    columns_of_cells = [[cell for row in rows if (cell := row[place].strip())] for place in range(len(names))]
    of_addresses = [place for place, cells in enumerate(columns_of_cells) if cells and all(map(_ADDRESS.match, cells))]
    for place in of_addresses:
        for part, words in _PARTS.items():
            if words.search(names[place]):
                columns.setdefault(part, place)
    return bool(of_addresses)


def _roles(table: Table, row: tuple[str, ...], klass: IncidentClass | None) -> dict[str, Role]:
    role = terms.role_of_source(klass or terms.klass(table.cell(row, "type")))
    found = {table.cell(row, column): role for column in ("source", "host", "url")}
    found[table.cell(row, "target")] = Role.TARGET
    return {value: role for value, role in found.items() if value}


def _timed(table: Table, row: tuple[str, ...], number: int, line: str, *, utc: bool) -> tuple[LogLine, ...]:
    """The row as a log line, where its time is certain: written with its zone, or UTC by the format's rule."""
    found = instants.timed(number, line, table.cell(row, "at"))
    return found if utc or (found and found[0].zone is Certainty.WRITTEN) else ()
