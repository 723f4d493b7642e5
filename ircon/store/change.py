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
from ircon.store import connection, dictionaries, images, locks, searching, stamps
from ircon.store.journal import digest, head

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ircon.store.store import Store

Row = Mapping[str, Any]
_RECORDABLE = frozenset(
    {"incident", "consent", "draft", "report", "clock", "ignored", "fact", "chosen_class", "said_role", "note"}
)
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
        inserted = self.db.table(table).insert(dict(row))
        number = int(str(inserted.last_pk))
        self._record(table, number, None, {"id": number, **row})
        return number

    def update(self, table: str, number: int, values: Row) -> None:
        """Change some columns of a row that exists."""
        now = self.read(table, number)
        before = {column: now[column] for column in values}
        if before != dict(values):
            self.db.table(table).update(number, dict(values))
            self._record(table, number, before, dict(values))

    def keep(self, table: str, number: int, columns: Row) -> None:
        """Have the entry say what a row holds that is not taken back: some columns, or its seal (see ``seals``)."""
        name = f"{table} {number}"
        self._kept[name] = {**self._kept.get(name, {}), **columns}

    def read(self, table: str, number: int) -> dict[str, Any]:
        """Return a row as it stands inside this change."""
        return dict(self.db.table(table).get(number))

    def _record(self, table: str, number: int, before: Row | None, after: Row | None) -> None:
        if table not in _RECORDABLE:
            raise ValueError(f"changes of {table} are not recorded")
        self._images.append({"table": table, "id": number, "before": before, "after": after})

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
            self.db.table(table).delete(number)
        elif after is None:
            self.db.table(table).insert(dict(before))
        else:
            self.db.table(table).update(number, dict(before))
        self._record(table, number, after, before)

    def _standing(self, table: str, number: int) -> dict[str, Any] | None:
        found = list(self.db.table(table).rows_where("id = ?", [number]))
        return found[0] if found else None

    def touched(self) -> tuple[set[int], bool]:
        """Return the incidents whose rows this change has recorded, and whether others are touched by it."""
        numbers: set[int] = set()
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

    # --- the entry --------------------------------------------------------------------

    def _journal(self) -> None:
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
