"""A job of GitLab CI, by its predefined variables. Pure.

Source: GitLab's page on predefined variables. A job's own token may read merge requests and write
nothing there (page on the job token), so another one is needed.
"""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.errors import PdsyncError
from pdsync.forge._job import ForgeJob, WrongJob, commit_in, number_in, page_in
from pdsync.network import Peer, checked_address

_EXAMPLE = "https://gitlab.com/api/v4"


def gitlab_job(env: Mapping[str, str], *, number: int | None, of_issue: bool) -> ForgeJob:
    """Return the job that this environment tells of.

    Args:
        env: variables of the environment.
        number: that of the merge request, where somebody wrote it.
        of_issue: it is for an issue, so that no merge request is needed.

    Raises:
        WrongJob: the pipeline belongs to no merge request.
        PdsyncError: a variable is missing or is not what it should be.
    """
    base = checked_address(env.get("CI_API_V4_URL", ""), "CI_API_V4_URL", _EXAMPLE)
    target = number_in(env.get("CI_MERGE_REQUEST_PROJECT_ID"))
    project = number_in(env.get("CI_PROJECT_ID")) if of_issue else target
    project = project or number_in(env.get("CI_PROJECT_ID"))
    if project is None:
        raise PdsyncError(
            "CI_PROJECT_ID does not name a project",
            hint="it is a whole number, which GitLab CI sets by itself",
        )
    found = None if of_issue else number or number_in(env.get("CI_MERGE_REQUEST_IID"))
    if found is None and not of_issue:
        raise WrongJob(
            "this pipeline is of no merge request",
            hint="run it where $CI_PIPELINE_SOURCE is merge_request_event, "
            "name the merge request with --number, or keep an issue with --issue",
        )
    source = number_in(env.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"))
    merged = commit_in(env.get("CI_COMMIT_SHA"))
    commit = commit_in(env.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")) or merged
    is_of_request = found == number_in(env.get("CI_MERGE_REQUEST_IID"))
    at = "CI_MERGE_REQUEST_PROJECT_URL" if target else "CI_PROJECT_URL"
    return ForgeJob(
        Peer(base, "GitLab", "CI_API_V4_URL"),
        env.get("GITLAB_TOKEN") or None,
        f"/projects/{project}",
        found,
        page_in(env, at, "-/merge_requests", str(found)) if found else "",
        commit,
        page_in(env, "CI_JOB_URL"),
        is_foreign=None not in {source, target} and source != target and not of_issue,
        authorities=env.get("CI_SERVER_TLS_CA_FILE") or None,
        head=commit if is_of_request and not of_issue else "",
        commits=(commit, merged),
    )
