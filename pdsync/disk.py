"""Files and directories of a disk: why one cannot be read or written, in words, and dead links."""

from __future__ import annotations

import os
from errno import (
    EACCES,
    EBADF,
    EBUSY,
    EDQUOT,
    EEXIST,
    EFBIG,
    EIO,
    EISDIR,
    ELOOP,
    EMFILE,
    ENAMETOOLONG,
    ENFILE,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENOTEMPTY,
    EPERM,
    EROFS,
    ETXTBSY,
    errorcode,
)
from pathlib import Path

_FULL = (ENOSPC, EDQUOT)
_WHY_NOT = {
    EBADF: "nothing is open there",
    EBUSY: "another program uses it",
    EEXIST: "there is something of that name",
    EIO: "the disk does not work",
    EISDIR: "it is a directory",
    ELOOP: "its links lead in a circle",
    EMFILE: "too many files are open",
    ENAMETOOLONG: "the name is too long",
    ENFILE: "too many files are open",
    ENOENT: "it leads nowhere",
    ENOTDIR: "what should be a directory is a file",
    ENOTEMPTY: "the directory is not empty",
}
_NOT_WRITTEN = {
    EACCES: "it may not be written",
    EDQUOT: "your share of the disk is full",
    EFBIG: "it would be larger than a file may be here",
    ENOSPC: "the disk is full",
    EPERM: "it may not be written",
    EROFS: "nothing can be written on this disk",
    ETXTBSY: "another program uses it",
}
_NOT_READ = {
    EACCES: "it may not be read",
    ENOENT: "there is no such file",
    EPERM: "it may not be read",
}


def why_not(problem: OSError) -> str:
    """Return why something cannot be written, in words."""
    return _in_words(problem, _NOT_WRITTEN)


def why_unread(problem: OSError) -> str:
    """Return why something cannot be read, in words."""
    return _in_words(problem, _NOT_READ)


def way_out(problem: OSError, otherwise: str) -> str:
    """Return what to do where nothing can be written: make room, else what is given."""
    return "make room on the disk, and run it again" if problem.errno in _FULL else otherwise


def _in_words(problem: OSError, known: dict[int, str]) -> str:
    number = problem.errno or 0
    code = errorcode.get(number)
    unknown = f"the system refuses it ({code})" if code else "the system refuses it"
    return known.get(number) or _WHY_NOT.get(number, unknown)


def dead_link(path: Path) -> Path | None:
    """Return the part of a path that is a link to what is not there; None if there is none."""
    for part in (*reversed(path.parents), path):
        if part.is_symlink() and not part.exists():
            return part
    return None


def leads_out(path: Path) -> bool:
    """Return True if a link leads from the working directory to somewhere else."""
    here = Path.cwd()
    named = Path(os.path.normpath(here / path))
    bound = named.is_relative_to(here) or path.is_symlink()
    return bound and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(here))
