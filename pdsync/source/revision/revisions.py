"""Revisions by the names that people give them, and the configuration that one has."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.source._config import Config
from pdsync.source._files import repository_of, shown
from pdsync.source._load import load_texts
from pdsync.source.revision.git import Git
from pdsync.source.revision.pages import PagesAt
from pdsync.source.revision.tree import Tree

_COMMIT = regex(rb"[0-9a-f]{40}([0-9a-f]{24})?")
_REMOTE = "origin/"


@frozen
class Revision:
    """A name of a revision, as git takes it, and the directory that had the configuration then.

    The directory is that of today where it is None.
    """

    name: str
    directory: str | None = None

    @classmethod
    def read(cls, text: str) -> Revision:
        """Read `REF` or `REF:DIR`; raises PdsyncError for what git would not take as a name."""
        name, _, directory = text.partition(":")
        if not name or name.startswith("-") or not name.isprintable():
            raise PdsyncError(
                f"'{text}' is no revision of git",
                hint="write a branch, a tag or a commit, such as origin/main",
            )
        return cls(name, directory or None)


def config_at(directory: Path, revision: Revision, environment: Mapping[str, str]) -> Config | None:
    """Return the configuration of a directory as it was; None where it had no YAML.

    What was wrong with it is in its `problems`; whether its runbooks existed is not checked. Raises
    PdsyncError without git, a repository, or such a revision.
    """
    git = git_of(directory, revision, environment)
    commit = commit_of(git, revision.name)
    inside = path_in_repository(directory, git.root, revision)
    tree = Tree(git, commit)
    contents = tree.contents(inside)
    top = PurePosixPath(shown(directory))
    texts = {(top / path).as_posix(): raw for path, raw in sorted(contents.items())}
    if not texts:
        return None
    config = load_texts(texts, directory=top.as_posix())
    return replace(config, pages=PagesAt(git.root / inside, git.root, tree=tree))


def git_of(directory: Path, revision: Revision, environment: Mapping[str, str]) -> Git:
    """Return git in the repository of a directory; raises PdsyncError where there is none."""
    root = repository_of(directory)
    if not (root / ".git").exists():
        raise PdsyncError(
            f"{shown(directory)} is in no git repository, so there is no {revision.name}",
            hint="name a directory of a repository: --config DIR",
        )
    return Git(root, environment)


def path_in_repository(directory: Path, root: Path, revision: Revision) -> PurePosixPath:
    """Return the path that a directory had from the root of its repository."""
    if revision.directory is not None:
        path = PurePosixPath(revision.directory)
        if path.is_absolute() or ".." in path.parts:
            raise PdsyncError(
                f"'{revision.directory}' is no directory of the repository",
                hint="write its path from the root of the repository",
            )
        return path
    real, top = (Path(os.path.realpath(one)) for one in (directory, root))
    if not real.is_relative_to(top):
        raise PdsyncError(
            f"{shown(directory)} leads out of its repository, so there is no {revision.name} of it",
            hint="name a directory of a repository: --config DIR",
        )
    return PurePosixPath(real.relative_to(top).as_posix())


def commit_of(git: Git, name: str) -> str:
    """Return the id of the commit that a name means; raises PdsyncError where it means none."""
    found = _resolved(git, name)
    if found is not None:
        return found
    if git.answer("rev-parse", "--git-dir") is None:
        raise PdsyncError(f"git cannot read the repository {git.root}", hint="see `git status`")
    if git.answer("rev-list", "--all", "--max-count=1") == b"":
        raise PdsyncError(
            f"the repository {git.root} has no commit yet, so there is no {name}",
            hint="`git commit` makes the first; there is nothing earlier to look at",
        )
    raise PdsyncError(
        f"there is no revision '{name}' in the repository {git.root}", hint=_how(git, name)
    )


def _how(git: Git, name: str) -> str:
    if _resolved(git, f"{_REMOTE}{name}"):
        return f"write {_REMOTE}{name}"
    if git.answer("rev-parse", "--is-shallow-repository") == b"true\n":
        branch = name.removeprefix(_REMOTE)
        # Nothing that is counted from another revision can be fetched by its name.
        counted = any(mark in name for mark in "~^@")
        one = f"git fetch --depth=1 origin {branch}:refs/remotes/{_REMOTE}{branch}"
        how = "git fetch --unshallow" if counted else one
        return f"this clone is shallow: {how}, or `fetch-depth: 0` where Actions check it out"
    return (
        "write a branch, a tag or a commit, such as origin/main; `git fetch` gets those of others"
    )


def _resolved(git: Git, name: str) -> str | None:
    answer = git.answer("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    found = (answer or b"").strip()
    return found.decode() if _COMMIT.fullmatch(found) else None
