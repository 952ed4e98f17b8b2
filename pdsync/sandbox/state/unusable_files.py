"""Files that cannot be used, in the sandbox's words and not in those of SQLite or the system."""

from __future__ import annotations

import sqlite3
from errno import EACCES, EDQUOT, EISDIR, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS

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
_OF_THE_SYSTEM = {
    EACCES: "you may not",
    EDQUOT: "the disk is full",
    EISDIR: "it is a directory",
    ENOENT: "there is no such file",
    ENOSPC: "the disk is full",
    ENOTDIR: "what should be a directory is a file",
    EPERM: "you may not",
    EROFS: "nothing can be written on this disk",
}
_PRIMARY = 0xFF
"""SQLite tells more about an error in the bits above these."""


def unusable(path: str, problem: sqlite3.Error) -> SandboxError:
    """Say why a file cannot be used, by SQLite's number for it."""
    number = getattr(problem, "sqlite_errorcode", 0) & _PRIMARY
    return SandboxError(_WORDS.get(number, "cannot use {path} as a sandbox").format(path=path))


def why_not(problem: OSError) -> str:
    """Say why a file cannot be read or written, by the system's number for it."""
    return _OF_THE_SYSTEM.get(problem.errno or 0, "the system refuses it")
