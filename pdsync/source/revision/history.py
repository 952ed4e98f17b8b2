"""Commits by which a configuration became what it is since an earlier revision. Reads git alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.source._files import shown
from pdsync.source.revision.git import Git
from pdsync.source.revision.revisions import Revision, commit_of, git_of, path_in_repository

_FORMAT = "--format=%H%x00%P%x00%ct%x00%at%x00%an%x00%s"
_PARTS = 6
_REVERTS = regex(rb"^This reverts commit ([0-9a-f]{7,64})", re.MULTILINE)
_SHORT = 12


@frozen
class Commit:
    """Commit: when it was merged (`at`), when and by whom it was written, and its first line."""

    oid: str
    parents: tuple[str, ...]
    at: datetime
    written: datetime
    author: str
    subject: str

    @property
    def short(self) -> str:
        """Beginning of its id."""
        return self.oid[:_SHORT]

    @property
    def is_merge(self) -> bool:
        """True if it has several parents."""
        return len(self.parents) > 1


@frozen
class CommitHistory:
    """Commits that changed a configuration after one revision, the first one first.

    Of merges they are the merges, not what was merged.
    """

    git: Git
    revision: Revision
    commit: Commit
    after: tuple[Commit, ...]
    top: PurePosixPath
    inside: PurePosixPath

    def at(self, commit: Commit) -> Revision:
        """Return a commit as a revision of the configuration."""
        return Revision(commit.oid, self.revision.directory)

    def written_at(self, file: str) -> datetime | None:
        """Return when a file of the configuration was changed last, as of the revision."""
        path = PurePosixPath(file)
        inside = self.inside / path.relative_to(self.top) if path.is_relative_to(self.top) else path
        found = _commits(self.git, "--max-count=1", self.commit.oid, "--", _literal(inside))
        return found[0].at if found else None


def history_since(
    directory: Path, revision: Revision | None, environment: Mapping[str, str]
) -> CommitHistory:
    """Return what changed a configuration since a revision, up to the commit that is checked out.

    Without one it is the first parent of the last commit that changed it. Raises PdsyncError where
    git cannot tell, or nothing has changed since.
    """
    git = git_of(directory, revision or Revision("HEAD"), environment)
    head = commit_of(git, "HEAD")
    named = revision or _before_the_last(git, directory, head)
    commit = _commit(git, commit_of(git, named.name))
    inside = path_in_repository(directory, git.root, named)
    today = path_in_repository(directory, git.root, Revision("HEAD"))
    paths = [_literal(one) for one in dict.fromkeys((today, inside)) if one.parts]
    after = _commits(git, "--reverse", f"{commit.oid}..{head}", "--", *paths)
    if git.answer("merge-base", "--is-ancestor", commit.oid, head) is None:
        raise PdsyncError(
            f"{named.name} is not part of what led to HEAD, so nothing leads back to it",
            hint="name a revision that `git log --first-parent` lists",
        )
    if not after:
        raise PdsyncError(
            f"nothing has changed {shown(directory)} since {named.name}: there is nothing to undo",
            hint="`pdsync plan` shows what the account has otherwise; --to REF goes further back",
        )
    return CommitHistory(git, named, commit, tuple(after), PurePosixPath(shown(directory)), inside)


def _before_the_last(git: Git, directory: Path, head: str) -> Revision:
    """Return the first parent of the last commit that changed a directory."""
    inside = path_in_repository(directory, git.root, Revision("HEAD"))
    paths = [_literal(inside)] if inside.parts else []
    found = _commits(git, "--max-count=1", head, "--", *paths)
    if not found:
        raise PdsyncError(
            f"no commit has changed {shown(directory)}, so there is nothing to undo",
            hint="name what to go back to: --to REF",
        )
    last = found[0]
    if reverted := _REVERTS.search(git.answer("cat-file", "commit", last.oid) or b""):
        taken = reverted[1].decode()[:_SHORT]
        raise PdsyncError(
            f"the last commit that changed {shown(directory)}, {last.short}, takes {taken} back "
            "already: before it the configuration was the bad one",
            hint=f"go back to what was before: --to {taken}^",
        )
    if not last.parents or git.answer("cat-file", "-e", f"{last.parents[0]}^{{commit}}") is None:
        raise _no_parent(git, directory, last)
    return Revision(last.parents[0][:_SHORT])


def _no_parent(git: Git, directory: Path, last: Commit) -> PdsyncError:
    if git.answer("rev-parse", "--is-shallow-repository") == b"true\n":
        return PdsyncError(
            "this clone is shallow: what was before the last merge is not in it",
            hint="git fetch --deepen=50, or `fetch-depth: 0` where Actions check it out",
        )
    return PdsyncError(
        f"{last.short} is the first commit of {shown(directory)}: there is nothing before it",
        hint="there is no earlier configuration to go back to",
    )


def _commit(git: Git, oid: str) -> Commit:
    found = _commits(git, "--max-count=1", oid)
    if not found:
        raise PdsyncError(f"git cannot read the commit {oid[:_SHORT]}", hint="see `git status`")
    return found[0]


def _commits(git: Git, *asked: str) -> Sequence[Commit]:
    """Return commits along first parents, as `rev-list` finds them."""
    answer = git.answer("rev-list", "--first-parent", _FORMAT, *asked)
    if answer is None:
        raise PdsyncError(
            "git cannot tell what changed the configuration",
            hint="see `git log`; of a shallow clone `git fetch --unshallow` gets the rest",
        )
    lines = answer.decode("utf-8", "replace").split("\n")
    rows = (line.split("\0") for line in lines)
    return [_read(row) for row in rows if len(row) == _PARTS]


def _read(row: Sequence[str]) -> Commit:
    oid, parents, at, written, author, subject = row
    times = [datetime.fromtimestamp(int(one), UTC) for one in (at, written)]
    return Commit(oid, tuple(parents.split()), times[0], times[1], author, subject)


def _literal(path: PurePosixPath) -> str:
    return f":(top,literal){path.as_posix()}"
