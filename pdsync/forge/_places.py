"""The place that a job writes in, whichever forge it is of."""

from __future__ import annotations

from http import HTTPStatus

from pdsync.errors import Forbidden
from pdsync.forge._client import Access, ForgeClient
from pdsync.forge._github import GITHUB, github_place
from pdsync.forge._gitlab import GITLAB, gitlab_place
from pdsync.forge._job import ForgeJob
from pdsync.forge._post import PostPlace

_FORGES = {"GitHub": (GITHUB, github_place), "GitLab": (GITLAB, gitlab_place)}
_TOKENS = {
    "GitHub": "give the step `env: GITHUB_TOKEN: ${{ github.token }}`",
    "GitLab": "a job's own token may not write there: make an access token of the project with "
    "the scope `api` and the role Developer, and set it as the masked variable GITLAB_TOKEN",
}


def access_of(job: ForgeJob) -> Access:
    """Return the way in that a job has; raises Forbidden where it has no token."""
    name = job.peer.name
    if not job.token:
        words, status = f"there is no {name.upper()}_TOKEN", HTTPStatus.UNAUTHORIZED
        raise Forbidden(words, status=status, hint=_TOKENS[name])
    accept, _ = _FORGES[name]
    return Access(job.peer, job.token, accept, job.authorities)


def place_of(job: ForgeJob, client: ForgeClient) -> PostPlace:
    """Return the comments of the job's pull request, or the issues where it has none."""
    _, place = _FORGES[job.peer.name]
    return place(client, job)
