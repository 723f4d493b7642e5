"""A change: rows and their journal entry, in one transaction.

What is recorded can be taken back, since the entry keeps each row before and after.
BEGIN IMMEDIATE takes the write lock at once: a transaction that reads first and
writes later would fail the moment somebody else writes in between.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ircon.errors import IrconError
from ircon.i18n import _
from ircon.store import connection, dictionaries, images, locks, seals, searching, stamps
from ircon.store.journal import digest, head
from ircon.text import one_line

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ircon.store.store import Store

Row = Mapping[str, Any]
_RECORDABLE = frozenset(
    {"incident", "consent", "draft", "report", "clock", "ignored", "fact", "chosen_class", "said_role", "note", "site"}
) | frozenset(seals.OF_A_SITE)
"""Tables whose rows a handler's action may change and undo may change back."""


class Conflict(IrconError):
    """A row is no longer as the action to be undone, journal entry ``entry``, had left it."""

    entry = 0


class Change:
    """One action while it happens. Leaving it normally commits; an exception takes all of it back."""

    def __init__(self, store: Store, action: str, *, handler: str, incident: int | None, at: datetime | None) -> None:
        self.store = store
        self.action = action
        self.handler = handler
        self.incident = incident
        self.at = at or stamps.now()
        self.note = ""
        self.undoes: int | None = None
        self._images: list[dict[str, Any]] = []
        self._kept: dict[str, Row] = {}
        self._sites: set[int] = set()
        self._orphans: set[int] = set()
        self._for_good = False
        self._abandoned = False
        self._within: Any = None
        self._nested = False
        self._before = 0

    @property
    def db(self) -> Database:
        """The store through sqlite-utils, for rows that are kept for ever or worked out, and so not recorded."""
        return self.store.db

    def __enter__(self) -> Change:
        _ = self.store.db  # imported before the lock is taken: colleagues wait for whoever has it
        self._within = connection.translated(self.store.path)
        self._within.__enter__()
        self._nested = self.store.conn.in_transaction
        try:
            if self._nested and self.store.undivided:
                self._before = self.store.conn.total_changes
            elif self._nested:
                self.store.conn.execute("SAVEPOINT change")
            else:
                locks.begin(self.store.conn, self.store.wait)
            self.store.refuse_if_replaced()
        except BaseException as error:
            if self.store.conn.in_transaction:
                self._roll_back()
            self._within.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and not self._abandoned:
                self._journal()
                self._keep()
            elif self.store.conn.in_transaction:
                self._roll_back()
        except connection.DatabaseError as failure:
            with suppress(connection.DatabaseError):
                self._roll_back()
            self._within.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self._within.__exit__(kind, error, trace)

    def _keep(self) -> None:
        if not self._nested:
            searching.catch_up(self.store.conn)
            self.store.conn.execute("COMMIT")
        elif not self.store.undivided:
            self.store.conn.execute("RELEASE change")

    def _roll_back(self) -> None:
        if self._nested and self.store.undivided:
            if self.store.conn.total_changes != self._before:
                self.store.spoilt = True  # only all of it can be taken back
            return
        if self._nested:
            self.store.conn.execute("ROLLBACK TO change")
        self.store.conn.execute("RELEASE change" if self._nested else "ROLLBACK")

    def abandon(self) -> None:
        """Leave nothing behind, not even an entry: there turned out to be nothing to do."""
        self._abandoned = True

    def put(self, table: str, row: Row, *, new_only: bool = False) -> int:
        """Add a row that is never taken back and return its number; for what intake writes thousands of times.

        ``new_only``: where a row with this key stands already, it stays. sqlite-utils would look at the
        schema anew for each row.
        """
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        verb = "INSERT OR IGNORE" if new_only else "INSERT"
        inserted = self.store.conn.execute(f"{verb} INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
        return int(inserted.lastrowid or 0)

    # --- recorded changes -------------------------------------------------------------

    def insert(self, table: str, row: Row) -> int:
        """Add a row and return its id."""
        number = self.put(table, row)
        self._record(table, number, None, {"id": number, **row})
        return number

    def update(self, table: str, number: int, values: Row) -> None:
        """Change some columns of a row that exists."""
        now = self.read(table, number)
        before = {column: now[column] for column in values}
        if before != dict(values):
            self.db.table(table).update(number, dict(values))
            self._record(table, number, before, dict(values), of=now)

    def delete(self, table: str, number: int) -> None:
        """Take away a row that exists."""
        before = self.read(table, number)
        self.db.table(table).delete(number)
        self._record(table, number, before, None)

    def for_good(self) -> None:
        """Have the entry hold what the rows are from now on, not what they were: it is too much to be taken back."""
        self._for_good = True

    def keep(self, table: str, number: int, columns: Row) -> None:
        """Have the entry say what a row holds that is not taken back: some columns, or its seal (see ``seals``)."""
        name = f"{table} {number}"
        self._kept[name] = {**self._kept.get(name, {}), **columns}

    def read(self, table: str, number: int) -> dict[str, Any]:
        """Return a row as it stands inside this change."""
        return dict(self.db.table(table).get(number))

    def _record(self, table: str, number: int, before: Row | None, after: Row | None, *, of: Row | None = None) -> None:
        """Note what a row was and is; ``of`` is the whole row, where these are some columns of it."""
        if table not in _RECORDABLE:
            raise ValueError(f"changes of {table} are not recorded")
        if table == "site":
            self._sites.add(number)
        elif table in seals.OF_A_SITE:
            self._sites |= {row["site_id"] for row in (of, before, after) if row and "site_id" in row}
        if not self._for_good:
            self._images.append({"table": table, "id": number, "before": before, "after": after})
        elif after and table not in seals.OF_A_SITE:
            self.keep(table, number, after)

    # --- taking back ------------------------------------------------------------------

    def revert(self, entry: int) -> None:
        """Put the rows of a journal entry back to what they were before it.

        Raises ``Conflict`` where one of them has changed since, so that nobody's later
        work is overwritten unseen.
        """
        self.undoes = entry
        for image in reversed(images.of(self.store, entry)):
            self._revert_row(image["table"], image["id"], image["before"], image["after"])

    def _revert_row(self, table: str, number: int, before: Row | None, after: Row | None) -> None:
        standing = self._standing(table, number)
        if (after is None) != (standing is None) or any((standing or {}).get(c) != v for c, v in (after or {}).items()):
            raise Conflict(_("This has changed since, so it was not undone; look at the journal of the incident."))
        if before is None:
            if table == "site":
                self._release(number)
            self.store.conn.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
        elif after is None:
            self.put(table, before)
        else:
            self.db.table(table).update(number, dict(before))
        self._record(table, number, after, before, of=standing)

    def _release(self, site: int) -> None:
        """Let a site go that nothing rests upon; the incidents that name it are to be worked out anew.

        Raises ``Conflict`` where something does: it would go with the site.
        """
        for table in (*seals.OF_A_SITE, "fact", "draft", "consent", "said_role"):
            if self.store.value(f"SELECT 1 FROM {table} WHERE site_id = ? LIMIT 1", (site,)):
                name = self.store.value("SELECT name FROM site WHERE id = ?", (site,))
                told = _("{site} has been worked with since, so it stays in the register", site=one_line(name))
                raise Conflict(told)
        naming = "SELECT incident_id FROM {} WHERE site_id = ?"
        for table in ("related", "report"):
            self._orphans |= {number for (number,) in self.store.rows(naming.format(table), (site,))}
        self.store.conn.execute("DELETE FROM coordination WHERE site_id = ?", (site,))

    def _standing(self, table: str, number: int) -> dict[str, Any] | None:
        found = self.store.conn.execute(f"SELECT * FROM {table} WHERE id = ?", (number,))
        row = found.fetchone()
        return dict(zip((column[0] for column in found.description), row, strict=True)) if row else None

    def touched(self) -> tuple[set[int], bool]:
        """Return the incidents whose rows this change has recorded, and whether others are touched by it."""
        numbers: set[int] = set(self._orphans)
        moved = False
        for image in self._images:
            columns = [image["before"] or {}, image["after"] or {}]
            if image["table"] == "incident":
                numbers.add(image["id"])
            numbers |= {row["incident_id"] for row in columns if "incident_id" in row}
            moved = moved or image["table"] in ("clock", "said_role")
            moved = moved or (image["table"] == "report" and "incident_id" in columns[1])
        return numbers, moved

    def ignored(self) -> list[str]:
        """Return the values that this change has put on or taken off the list of what links nothing."""
        rows = [image["after"] or image["before"] for image in self._images if image["table"] == "ignored"]
        return [row["value"] for row in rows]

    def held(self) -> tuple[set[str], set[str]]:
        """Return the domains and the netblocks whose holder this change has changed."""
        told: dict[str, set[str]] = {"domain": set(), "netblock": set()}
        for image in self._images:
            if image["table"] in told:
                column = "name" if image["table"] == "domain" else "cidr"
                rows = [row for row in (image["before"], image["after"]) if row]
                named = {row[column] for row in rows if column in row}
                named = named or {self.read(image["table"], image["id"])[column]}
                told[image["table"]] |= named
        return told["domain"], told["netblock"]

    # --- the entry --------------------------------------------------------------------

    def _journal(self) -> None:
        self._seal()
        last, previous = head(self.store)
        number = last + 1
        entry: dict[str, Any] = {
            "id": number,
            "at": stamps.to_text(self.at),
            "handler": self.handler,
            "action": self.action,
            "incident_id": self.incident,
            "note": self.note,
            "changes": json.dumps(self._images, ensure_ascii=False, separators=(",", ":")),
            "kept": json.dumps(self._kept, ensure_ascii=False, separators=(",", ":")),
            "undoes": self.undoes,
        }
        words = dictionaries.newest(self.store, images.KIND)
        packed = {column: images.pack(entry[column], words) for column in ("changes", "kept")}
        self.put("journal", {**entry, **packed, "hash": bytes.fromhex(digest(entry, previous))})
        if number in dictionaries.LEARN_AT:
            images.learn(self)

    def _seal(self) -> None:
        """Have the entry say what the sites are of whose rows some have changed."""
        for number in sorted(self._sites):
            if self.store.value("SELECT 1 FROM site WHERE id = ?", (number,)):
                self.keep("site", number, {seals.SEAL: seals.of(self.store, "site", number)})
