"""The rows of a sandbox account in SQLite; knows columns and JSON, nothing of PagerDuty.

Every object is one row: its own fields as JSON, and beside them, in columns, what lists are
sorted, filtered and made unique by. `links` holds which object refers to which, so that "who
uses this?" never has to read a body.
"""

from __future__ import annotations

import json
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pdsync.sandbox._errors import SandboxError
from pdsync.sandbox.state.unusable_files import unusable

APPLICATION_ID = 0x50445342  # "PDSB": tells a sandbox from any other SQLite file
SCHEMA_VERSION = 3
_TRIES = 20

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, parent TEXT NOT NULL,
    type TEXT NOT NULL, label TEXT NOT NULL, folded TEXT NOT NULL, search TEXT NOT NULL,
    fields TEXT NOT NULL);
CREATE INDEX by_label ON objects (kind, parent, folded);
CREATE INDEX by_age ON objects (kind, parent, seq);
CREATE INDEX by_parent ON objects (parent) WHERE parent <> '';
CREATE TABLE links (
    source TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, target TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, role, target)) WITHOUT ROWID;
CREATE INDEX by_target ON links (target, kind, role);
CREATE TABLE audit (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,
    root TEXT NOT NULL, root_type TEXT NOT NULL, actor TEXT NOT NULL, actor_type TEXT NOT NULL,
    token TEXT NOT NULL, method TEXT NOT NULL, action TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX by_root ON audit (root, seq);
"""


@dataclass(frozen=True)
class Row:
    """One stored object: `fields` are its own, `links` what it refers to as (role, id)."""

    kind: str
    id: str
    fields: dict[str, Any]
    parent: str = ""
    type: str = ""
    label: str = ""
    search: str = ""

    def having(self, **fields: Any) -> Row:
        """The same object with some fields changed."""
        return replace(self, fields={**self.fields, **fields})


@dataclass(frozen=True)
class Membership:
    """A user joined a team (no role before), left it (none after) or has another role there."""

    user: str
    team: str
    before: str | None
    after: str | None


Written = tuple[Row | None, Row | None]
COLUMNS = "o.kind, o.id, o.fields, o.parent, o.type, o.label, o.search"


def _row(record: Sequence[Any]) -> Row:
    kind, ident, fields, parent, type_, label, search = record
    return Row(kind, ident, json.loads(fields), parent, type_, label, search)


def _packed(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


class Store:
    """One SQLite database. Not locked: its owner lets one thread in at a time."""

    def __init__(self, path: str) -> None:
        """Opens or creates; raises SandboxError when the file is something else."""
        if Path(path).exists() and not Path(path).is_file():
            raise SandboxError(f"cannot open {path}: it is no plain file")
        if not (folder := Path(path).parent).is_dir():
            raise SandboxError(f"cannot open {path}: there is no directory {folder}")
        try:
            self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except sqlite3.Error:
            raise SandboxError(f"cannot open {path}: the system refuses it") from None
        try:
            self.is_new = self._prepared(path)
        except sqlite3.Error as problem:
            self.db.close()
            raise unusable(path, problem) from None
        except SandboxError:
            self.db.close()
            raise
        self.written: list[Written | Membership] = []
        # An owner that is dropped without `close()` leaves no connection open behind it.
        weakref.finalize(self, self.db.close)

    def _prepared(self, path: str) -> bool:
        self.db.execute("PRAGMA busy_timeout = 10000")
        if self.is_empty:
            self.db.execute("PRAGMA synchronous = OFF")
            self._write_ahead()
            return True
        if self._number("PRAGMA application_id") != APPLICATION_ID:
            raise SandboxError(f"{path} is a database, but not a sandbox")
        if self._number("PRAGMA user_version") != SCHEMA_VERSION:
            raise SandboxError(f"{path} was made by another version: delete it to start afresh")
        self.db.execute("PRAGMA synchronous = OFF")
        return False

    def _write_ahead(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Switches to write-ahead logging, once others who open the same new file have."""
        for _ in range(_TRIES):
            with suppress(sqlite3.OperationalError):
                self.db.execute("PRAGMA journal_mode = WAL")
                return
            # SQLite does not wait by itself where two switch at one time: each would wait for ever.
            sleep(0.05)
        self.db.execute("PRAGMA journal_mode = WAL")

    @property
    def is_empty(self) -> bool:
        """True if nobody has laid out its tables."""
        return self._number("SELECT count(*) FROM sqlite_master") == 0

    def _number(self, sql: str) -> int:
        return int(self.db.execute(sql).fetchone()[0])

    def create_tables(self) -> None:
        """Lays out an empty database; call inside a transaction."""
        for statement in SCHEMA.split(";\n"):
            self.db.execute(statement)
        self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def begin(self) -> None:
        """Starts a transaction that writes, and a list of all that it writes."""
        self.written.clear()
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keeps what the transaction wrote."""
        self.db.execute("COMMIT")

    def rollback(self) -> None:
        """Forgets what the transaction wrote."""
        self.db.execute("ROLLBACK")

    def close(self) -> None:
        """Ends the connection; the file stays."""
        self.db.close()

    def meta(self, name: str) -> str | None:
        """A remembered setting."""
        found = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def set_meta(self, name: str, value: str) -> None:
        """Remembers a setting."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def get(self, kind: str, ident: str, parent: str | None = None) -> Row | None:
        """The object with this id, if it is of this kind (and has this parent)."""
        sql = f"SELECT {COLUMNS} FROM objects o WHERE o.id = ? AND o.kind = ?"  # noqa: S608 - constants
        found = self.db.execute(sql, (ident, kind)).fetchone()
        if found is None or (parent is not None and found[3] != parent):
            return None
        return _row(found)

    def find(self, ident: str) -> Row | None:
        """The object with this id, of whatever kind."""
        heading = self.heading(ident)
        return self.get(heading[0], ident) if heading else None

    def heading(self, ident: str) -> tuple[str, str, str, str] | None:
        """(kind, type, label, parent) of an object: all that a reference needs."""
        sql = "SELECT kind, type, label, parent FROM objects WHERE id = ?"
        found: tuple[str, str, str, str] | None = self.db.execute(sql, (ident,)).fetchone()
        return found

    def taken(self, ident: str) -> bool:
        """Return True if any object has this id."""
        return self.heading(ident) is not None

    def newest(self) -> str | None:
        """The id of the object that was made last."""
        found = self.db.execute("SELECT id FROM objects ORDER BY seq DESC LIMIT 1").fetchone()
        return found and str(found[0])

    def named(self, kind: str, label: str, parent: str = "") -> Iterator[str]:
        """Ids of the objects with this name, case folded."""
        sql = "SELECT id FROM objects WHERE kind = ? AND parent = ? AND folded = ?"
        for (ident,) in self.db.execute(sql, (kind, parent, label.casefold())):
            yield ident

    def insert(self, row: Row) -> None:
        """Stores a new object."""
        self.written.append((None, row))
        self.db.execute(
            "INSERT INTO objects (kind, id, parent, type, label, folded, search, fields)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.kind, row.id, row.parent, row.type, row.label, row.label.casefold(),
             row.search, _packed(row.fields)),
        )  # fmt: skip

    def replace(self, row: Row) -> None:
        """Stores an object anew under its id."""
        self.written.append((self.find(row.id), row))
        self.db.execute(
            "UPDATE objects SET kind = ?, type = ?, label = ?, folded = ?, search = ?, fields = ?"
            " WHERE id = ?",
            (row.kind, row.type, row.label, row.label.casefold(),
             row.search, _packed(row.fields), row.id),
        )  # fmt: skip

    def delete(self, ident: str) -> None:
        """Forgets an object, its children, and every link from or to them."""
        self.written.append((self.find(ident), None))
        for child, _ in self.headings_below(ident):
            self.delete(child)
        self.db.execute("DELETE FROM objects WHERE id = ?", (ident,))
        self.db.execute("DELETE FROM links WHERE source = ? OR target = ?", (ident, ident))

    def select(self, where: str, values: Sequence[Any], order: str, page: str) -> list[Row]:
        """Objects by a condition over `o`; its parts are constants of this package."""
        sql = f"SELECT {COLUMNS} FROM objects o WHERE {where} ORDER BY {order} {page}"  # noqa: S608 - constants
        return [_row(record) for record in self.db.execute(sql, values)]

    def count(self, where: str, values: Sequence[Any]) -> int:
        """Count the objects that meet a condition over `o`."""
        sql = f"SELECT count(*) FROM objects o WHERE {where}"  # noqa: S608 - constants only
        return int(self.db.execute(sql, values).fetchone()[0])

    def children(self, kind: str, parent: str) -> list[Row]:
        """The objects of a kind that belong to a parent, oldest first."""
        return self.select("o.kind = ? AND o.parent = ?", (kind, parent), "o.seq", "")

    def child_ids(self, kind: str, parent: str) -> list[str]:
        """Ids of the objects of a kind that belong to a parent, oldest first."""
        sql = "SELECT id FROM objects WHERE kind = ? AND parent = ? ORDER BY seq"
        return [ident for (ident,) in self.db.execute(sql, (kind, parent))]

    def headings_below(self, parent: str) -> list[tuple[str, tuple[str, str, str, str]]]:
        """(id, heading) of the objects that belong to a parent, oldest first."""
        sql = "SELECT id, kind, type, label FROM objects WHERE parent = ? AND parent <> ''"
        found = self.db.execute(f"{sql} ORDER BY seq", (parent,))
        return [(ident, (kind, type_, label, parent)) for ident, kind, type_, label in found]

    def relink(self, row: Row, links: Iterable[tuple[str, str]]) -> None:
        """Makes these (role, target) the only links of its own kind that start at this object."""
        self.db.execute("DELETE FROM links WHERE source = ? AND kind = ?", (row.id, row.kind))
        for role, target in links:
            self.link(row.id, row.kind, role, target)

    def link(self, source: str, kind: str, role: str, target: str, detail: str = "") -> None:
        """Notes that an object of a kind refers to another; replaces the same link's detail."""
        if role == "member":
            before = dict(self.targets(source, role)).get(target)
            self.written.append(Membership(source, target, before, detail))
        values = (source, kind, role, target, detail)
        self.db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?)", values)

    def unlink(self, source: str, role: str, target: str) -> bool:
        """Forgets one link; False when there was none."""
        if role == "member":
            before = dict(self.targets(source, role)).get(target)
            self.written.append(Membership(source, target, before, None))
        sql = "DELETE FROM links WHERE source = ? AND role = ? AND target = ?"
        return self.db.execute(sql, (source, role, target)).rowcount > 0

    def targets(self, source: str, role: str) -> list[tuple[str, str]]:
        """(id, detail) of what an object refers to in a role."""
        sql = "SELECT target, detail FROM links WHERE source = ? AND role = ? ORDER BY target"
        return list(self.db.execute(sql, (source, role)))

    def users_of(self, target: str, kind: str, role: str) -> list[str]:
        """Ids of the objects of a kind that refer to this one in a role."""
        sql = "SELECT source FROM links WHERE target = ? AND kind = ? AND role = ? ORDER BY source"
        return [source for (source,) in self.db.execute(sql, (target, kind, role))]

    def all_links(self, kind: str, role: str) -> list[tuple[str, str]]:
        """(source, target) of every link of a kind and role."""
        sql = "SELECT source, target FROM links WHERE kind = ? AND role = ?"
        return list(self.db.execute(sql, (kind, role)))
