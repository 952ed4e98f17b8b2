"""The job of a forge that pdsync runs in: which repository, which pull request, by which token."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.network import Peer, checked_address
from pdsync.on_demand import regex

_COMMIT = regex(r"[0-9a-f]{7,64}")
_NUMBER = regex(r"[1-9][0-9]{0,18}")


class WrongJob(PdsyncError):
    """A job that belongs to no pull request."""


@frozen
class ForgeJob:
    """A job, as far as what it writes depends on it.

    Attributes:
        peer: the API of its forge.
        token: what it may write by; None where it has none.
        repository: the path of its repository in the API.
        number: that of the pull request or merge request; None where it needs none.
        page: the address of that; empty where it is not known.
        commit: what was checked out; empty where it is not known.
        head: the author's newest commit when the job began; empty where it is not known.
        run: the page of the job itself; empty where it is not known.
        is_foreign: True where the forge gives it no token that may write: for a fork.
        graphql: the address of the other API of GitHub; empty elsewhere.
        authorities: a file of certificates to trust as well, if any.
        commits: those that it may have checked out, as far as they are known.
    """

    peer: Peer
    token: str | None = field(repr=False)
    repository: str
    number: int | None
    page: str
    commit: str
    run: str
    is_foreign: bool
    graphql: str = ""
    authorities: str | None = None
    head: str = ""
    commits: Collection[str] = ()

    @property
    def about(self) -> str:
        """The last line of what it writes: the commit, and where to look further."""
        commit = f"Commit {self.commit}" if self.commit else "By pdsync"
        return f"{commit} · [this run]({self.run})" if self.run else commit


def commit_in(text: object) -> str:
    """Return a commit if the text is one, else nothing."""
    return text if isinstance(text, str) and _COMMIT.fullmatch(text) else ""


def number_in(value: object) -> int | None:
    """Return the number of a pull request, if the value is one."""
    is_number = isinstance(value, int | str) and not isinstance(value, bool)
    return int(str(value)) if is_number and _NUMBER.fullmatch(str(value)) else None


def page_in(env: Mapping[str, str], name: str, *after: str) -> str:
    """Return the address of a page below one of the environment; empty for none that is plain."""
    try:
        base = checked_address(env.get(name, ""), name, "https://github.com")
    except PdsyncError:
        return ""
    return "/".join([base, *after]) if all(after) else ""
