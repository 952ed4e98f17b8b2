"""A job of GitHub Actions, by its environment and the event that started it. Pure.

Sources: GitHub's pages on variables and on events that start workflows; the payloads of its
OpenAPI description. From memory: that the head repository of a deleted fork is null.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pdsync.errors import PdsyncError
from pdsync.forge._job import ForgeJob, WrongJob, commit_in, number_in, page_in
from pdsync.json_types import Json, as_object
from pdsync.network import Peer, checked_address
from pdsync.on_demand import regex

_PUBLIC = "https://api.github.com"
_OF_SERVER = "/api/v3"
_REPOSITORY = regex(r"(?!\.{1,2}/)[\w.-]{1,100}/(?!\.{1,2}$)[\w.-]{1,100}", re.ASCII)
_DEPENDABOT = "dependabot[bot]"
_OF_A_PULL_REQUEST = (
    "run it in a workflow `on: pull_request`, name the pull request with --number, "
    "or keep an issue with --issue"
)


def github_job(
    env: Mapping[str, str], event: Any, *, number: int | None, of_issue: bool
) -> ForgeJob:
    """Return the job that this environment and this event tell of.

    Args:
        env: variables of the environment.
        event: the JSON of the event; None where there is no file of it.
        number: that of the pull request, where somebody wrote it.
        of_issue: it is for an issue, so that no pull request is needed.

    Raises:
        WrongJob: the event belongs to no pull request.
        PdsyncError: a variable is missing or is not what it should be.
    """
    repository = env.get("GITHUB_REPOSITORY", "")
    if not _REPOSITORY.fullmatch(repository):
        raise PdsyncError(
            "GITHUB_REPOSITORY does not name a repository",
            hint="write OWNER/NAME, as GitHub Actions does by itself",
        )
    base = checked_address(env.get("GITHUB_API_URL") or _PUBLIC, "GITHUB_API_URL", _PUBLIC)
    about = as_object(event)
    request = as_object(about.get("pull_request"))
    found = None if of_issue else number or _number(event, request, env)
    of_request = request if found == number_in(request.get("number")) else {}
    head = commit_in(as_object(of_request.get("head")).get("sha"))
    merged = commit_in(env.get("GITHUB_SHA"))
    return ForgeJob(
        Peer(base, "GitHub", "GITHUB_API_URL"),
        env.get("GITHUB_TOKEN") or None,
        f"/repos/{repository}",
        found,
        page_in(env, "GITHUB_SERVER_URL", repository, "pull", str(found)) if found else "",
        head or merged,
        page_in(env, "GITHUB_SERVER_URL", repository, "actions/runs", env.get("GITHUB_RUN_ID", "")),
        bool(of_request) and _is_foreign(of_request),
        env.get("GITHUB_GRAPHQL_URL") or _graphql(base),
        head=head,
        commits=(head, merged),
    )


def _number(event: Any, request: Json, env: Mapping[str, str]) -> int:
    """The number of the pull request that the event is about."""
    if event is None:
        raise WrongJob(
            "there is no event file: GITHUB_EVENT_PATH names none", hint=_OF_A_PULL_REQUEST
        )
    issue = as_object(as_object(event).get("issue"))
    commented = issue if issue.get("pull_request") else {}
    found = number_in(request.get("number")) or number_in(commented.get("number"))
    if found is None:
        name = re.sub(r"[^a-z_]", "", env.get("GITHUB_EVENT_NAME", ""))[:40]
        of = f"of the event `{name}`" if name else "of some other event"
        raise WrongJob(f"this run is {of}, and of no pull request", hint=_OF_A_PULL_REQUEST)
    return found


def _is_foreign(request: Json) -> bool:
    """Return True where GitHub gives a token that only reads: to forks and to Dependabot.

    `fork` alone would be wrong where the repository itself is a fork of another.
    """
    head, base = (_repository(request.get(side)) for side in ("head", "base"))
    return head != base or as_object(request.get("user")).get("login") == _DEPENDABOT


def _repository(side: Any) -> Any:
    return as_object(as_object(side).get("repo")).get("full_name")


def _graphql(base: str) -> str:
    """Return the address of GraphQL beside that of the API; GitHub Enterprise has both in /api."""
    return f"{base.removesuffix('/v3') if base.endswith(_OF_SERVER) else base}/graphql"
