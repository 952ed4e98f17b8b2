"""The job of a forge that this process runs in, by its environment and its event file."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.forge import ForgeJob, github_job, gitlab_job
from pdsync.source.revision import stacks_around

_LARGEST_EVENT = 32 * 2**20
"""Bytes; GitHub's own events have 25 MB at most."""


def job_around(*, number: int | None, of_issue: bool) -> ForgeJob:
    """Return the job that this process runs in.

    Raises:
        WrongJob: it belongs to no pull request.
        PdsyncError: it is no job of a known forge, or its variables or event are damaged.
    """
    if os.environ.get("GITHUB_ACTIONS") == "true" or os.environ.get("GITHUB_REPOSITORY"):
        event = _event(os.environ.get("GITHUB_EVENT_PATH"))
        return github_job(os.environ, event, number=number, of_issue=of_issue)
    if os.environ.get("GITLAB_CI") == "true" or os.environ.get("CI_API_V4_URL"):
        return gitlab_job(os.environ, number=number, of_issue=of_issue)
    raise PdsyncError(
        "this is no job of GitHub Actions or GitLab CI",
        hint="elsewhere set GITHUB_REPOSITORY and GITHUB_TOKEN, or CI_API_V4_URL, CI_PROJECT_ID "
        "and GITLAB_TOKEN, and name the pull request with --number",
    )


def stacks_beside(stack: str, commits: Collection[str]) -> frozenset[str] | None:
    """Return all stacks of the repository that this process runs in, if it is the one of a text.

    None where that cannot be told: this stack is not among them, and what is checked out is none of
    the job's commits. A text about no stack, since it is gone or its settings cannot be read, goes
    before all posts about those that cannot be read: no plan in them holds.

    Args:
        stack: what the text is about; empty for none.
        commits: those that the job may have checked out.
    """
    try:
        found = stacks_around(Path(), os.environ)
    except PdsyncError:
        return None
    is_here = found.commit in commits or stack in found.stacks
    is_whole = not found.has_others or not stack
    return found.stacks if is_here and is_whole else None


def _event(file: str | None) -> Any:
    """Return the JSON of the event that started a run; None without a file."""
    if not file:
        return None
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(_LARGEST_EVENT + 1)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise PdsyncError(f"GITHUB_EVENT_PATH: {file}: {why_unread(problem)}") from None
    try:
        return json.loads(data) if len(data) <= _LARGEST_EVENT else {}
    except (ValueError, RecursionError):
        hint = "GitHub Actions writes it; leave GITHUB_EVENT_PATH as it is"
        raise PdsyncError(f"the event file {file} is not JSON", hint=hint) from None
