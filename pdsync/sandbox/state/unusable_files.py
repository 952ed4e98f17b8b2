"""Files that cannot hold an account, in the sandbox's words and not in SQLite's."""

from __future__ import annotations

import sqlite3

from pdsync.sandbox._errors import SandboxError

_WORDS = {
    sqlite3.SQLITE_NOTADB: "{path} is not a sandbox database",
    sqlite3.SQLITE_CORRUPT: "{path} is a damaged database: delete it to start afresh",
    sqlite3.SQLITE_BUSY: "{path} is in use by another program: wait until that has ended",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another program: wait until that has ended",
    sqlite3.SQLITE_READONLY: "{path} may not be written to, and a sandbox must",
    sqlite3.SQLITE_PERM: "{path} may not be written to, and a sandbox must",
    sqlite3.SQLITE_CANTOPEN: "cannot open {path}: the system refuses it",
    sqlite3.SQLITE_FULL: "{path} cannot grow: its disk is full",
}
_PRIMARY = 0xFF
"""SQLite tells more about an error in the bits above these."""


def unusable(path: str, problem: sqlite3.Error) -> SandboxError:
    """Say why a file cannot be used, by SQLite's number for it."""
    number = getattr(problem, "sqlite_errorcode", 0) & _PRIMARY
    return SandboxError(_WORDS.get(number, "cannot use {path} as a sandbox").format(path=path))
