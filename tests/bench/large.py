"""A large store for measuring: a register of a country's size and an archive of twenty years, made by SQL alone.

Nothing in it was ever a mail: rows are made as intake would have left them, without the
text that no figure looks at. The triggers are taken away while it is filled, and what
they count is counted once at the end.
"""

from __future__ import annotations

from ircon.store import Store, connection, trends

SITES, NETBLOCKS, REPORTS = 200_000, 1_000_000, 1_000_000
FIRST = "2006-04-01T00:00:00"
DAYS = 7_300

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)"
_STAMP = "%Y-%m-%dT%H:%M:%S.000000Z"
_CLASSES = (
    "CASE i % 7 WHEN 0 THEN 'phishing' WHEN 1 THEN 'defacement' WHEN 2 THEN 'malware' WHEN 3 THEN 'dos' ELSE 'scan' END"
)
_AT = f"strftime('{_STAMP}', '{FIRST}', '+' || ({{number}} * {DAYS} * 86400 / {{of}}) || ' seconds')"
_MIX = 2_654_435_761  # odd, so that multiplying by it modulo a power of two repeats nothing


def fill(store: Store, *, sites: int = SITES, netblocks: int = NETBLOCKS, reports: int = REPORTS) -> None:
    """Fill an empty store. Three reports in five open an incident; half of the incidents led to a notice."""
    conn = store.conn
    conn.execute("PRAGMA foreign_keys=OFF")
    for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-500000"):
        conn.execute(f"PRAGMA {pragma}")  # a scratch store may be lost
    conn.execute("BEGIN IMMEDIATE")
    triggers = store.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'tallying%'")
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    _register(store, sites, netblocks)
    _archive(store, sites, reports)
    for _, sql in triggers:
        conn.execute(sql)
    conn.execute("COMMIT")
    with store.change("recount", handler="bench") as change:
        trends.count_anew(change, "+09:00")
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("ANALYZE")
    conn.execute("PRAGMA cache_size=-2000")
    connection.settle_journal_mode(conn)


def _register(store: Store, sites: int, netblocks: int) -> None:
    conn = store.conn
    conn.execute(f"{_NUMBERS} INSERT INTO site (id, name, country) SELECT i + 1, 'site ' || i, 'JP' FROM n", (sites,))
    conn.execute(
        f"{_NUMBERS} INSERT INTO domain (site_id, name) SELECT i + 1, 'site' || i || '.example.jp' FROM n", (sites,)
    )
    conn.execute(
        f"{_NUMBERS} INSERT INTO contact (site_id, mail, provenance)"
        " SELECT i + 1, 'abuse@site' || i || '.example.jp', 'import' FROM n", (sites,),
    )  # fmt: skip
    # Nine in ten are IPv4, of every length from /20 to /32; each is another part of the space.
    conn.execute(
        f"{_NUMBERS} INSERT OR IGNORE INTO netblock (site_id, version, length, low, cidr)"
        " SELECT abs(i * 7919) % ? + 1, 4, 20 + i % 13,"
        " printf('%08x', (i * ? & 4294967295) >> (12 - i % 13) << (12 - i % 13)), 'x' FROM n WHERE i % 10",
        (netblocks, sites, _MIX),
    )
    conn.execute(
        f"{_NUMBERS} INSERT OR IGNORE INTO netblock (site_id, version, length, low, cidr)"
        " SELECT i % ? + 1, 6, 32 + i / 10 % 5 * 8,"
        " printf('2001%04x%08x', i & 65535, i / 65536 << 16) || '0000000000000000', 'x' FROM n WHERE i % 10 = 0",
        (netblocks, sites),
    )


def _archive(store: Store, sites: int, reports: int) -> None:
    conn = store.conn
    opened = reports * 3 // 5
    at = _AT.format(number="i", of=opened)
    conn.execute(
        f"{_NUMBERS} INSERT INTO incident (id, status, class, received, ball_since, closed_at, closed_for, need,"
        f" country) SELECT i + 1, 'closed', {_CLASSES}, {at}, {at},"
        f" strftime('{_STAMP}', {at}, '+' || (i % 30) || ' days'), 'resolved', 2, iif(i % 5, 'JP', 'US') FROM n",
        (opened,),
    )
    columns = (
        "name, mail, site_name, proposed_class, class_as_written, occurred, found_by, request, condition, remarks,"
        " stated_level, stated_quote, stated_audience, stated_refused"
    )
    conn.execute(
        f"{_NUMBERS} INSERT INTO report (id, incident_id, sha256, received, format, language, subject, text,"
        f" site_id, key, {columns}) SELECT i + 1, i % {opened} + 1, printf('%064x', i),"
        f" {_AT.format(number=f'(i % {opened})', of=opened)}, 'form', 'ja', '', '', i * 31 % {sites} + 1,"
        f" 'njp.example.site' || (i * 31 % {sites}) || '.', '', '', '',"
        f" {_CLASSES}, '', '', '', '', '', '', 'none', '', 'related', 0 FROM n", (reports,),
    )  # fmt: skip
    # What is reported of 60,000 addresses: most a few times over the years, some in very many incidents.
    value = "(1000000 + (i * 48271 % (200 + i * 7 % 60000)) * 3)"
    conn.execute(
        f"{_NUMBERS} INSERT INTO observable (report_id, incident_id, kind, value, line, start, stop, role,"
        f" site_id, key) SELECT i + 1, i % {opened} + 1, 'ipv4', {_dotted(value)}, 3, 0, 9, 'source',"
        f" i * 13 % {sites} + 1, '4' || printf('%08x', {value}) FROM n", (reports,),
    )  # fmt: skip
    conn.execute(
        f"{_NUMBERS} INSERT INTO draft (incident_id, kind, site_id, recipient, language, reference, subject,"
        " body, state, written_at, sent_at) SELECT i + 1, iif(i % 2, 'notice', 'acknowledgement'),"
        f" iif(i % 2, i % {sites} + 1, NULL), 'x', 'ja', 1000000000 + i, '', '', 'sent', {at},"
        f" strftime('{_STAMP}', {at}, '+' || (i % 70) || ' hours') FROM n", (opened,),
    )  # fmt: skip


def _dotted(number: str) -> str:
    return f"printf('%d.%d.%d.%d', {number} >> 24, {number} >> 16 & 255, {number} >> 8 & 255, {number} & 255)"
