"""The environment of a job of GitHub Actions, whose forge is a fake behind httpx."""

import json
from contextlib import contextmanager
from pathlib import Path

import respx
from forge.github import REPOSITORY, GitHub, event
from forge.gitlab import PROJECT, GitLab

HOST = "git.acme.example"
COMMENTS = f"/api/v3/repos/{REPOSITORY}/issues/5/comments"
PAGE = f"https://{HOST}/{REPOSITORY}/pull/5#issuecomment-101"
GRAPHQL = "POST /api/graphql"
MARKER = "<!-- pdsync plan stack=61636d65 -->"
RUN_OF_GITLAB = "https://gitlab.acme.example/gitlab/acme/oncall/-/jobs/77"
TEXT = f"{MARKER}\n## pdsync: 1 to create\n"


def happens(monkeypatch, what):
    """Let the job be one of this event."""
    Path("event.json").write_text(json.dumps(what), encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(Path("event.json").resolve()))


@contextmanager
def job_of_github(monkeypatch):
    """GitHub Enterprise Server, and the environment of a job for pull request 5."""
    forge = GitHub()
    for name, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": f"https://{HOST}/api/v3",
        "GITHUB_SERVER_URL": f"https://{HOST}",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_RUN_ID": "77",
        "GITHUB_SHA": "b" * 40,
        "GITHUB_TOKEN": forge.token,
    }.items():
        monkeypatch.setenv(name, value)
    happens(monkeypatch, event())
    with respx.mock(assert_all_called=False) as router:
        router.route(host=HOST).mock(side_effect=forge)
        yield forge


@contextmanager
def job_of_gitlab(monkeypatch):
    """A GitLab of one's own below a path, and the environment of a job for merge request 5."""
    forge = GitLab()
    for name, value in {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": "https://gitlab.acme.example/gitlab/api/v4",
        "CI_PROJECT_ID": str(PROJECT),
        "CI_PROJECT_URL": "https://gitlab.acme.example/gitlab/acme/oncall",
        "CI_MERGE_REQUEST_PROJECT_ID": str(PROJECT),
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.acme.example/gitlab/acme/oncall",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": str(PROJECT),
        "CI_MERGE_REQUEST_IID": "5",
        "CI_COMMIT_SHA": "c" * 40,
        "CI_JOB_URL": RUN_OF_GITLAB,
        "CI_JOB_TOKEN": forge.job_token,
        "GITLAB_TOKEN": forge.token,
    }.items():
        monkeypatch.setenv(name, value)
    with respx.mock(assert_all_called=False) as router:
        router.route(host="gitlab.acme.example").mock(side_effect=forge)
        yield forge


def said(ended):
    """The lines of an error, each one whole: what is wrong, and what to do."""
    text = " ".join(ended.err.split())
    assert (ended.code, ended.out) == (1, "")
    what, _, hint = text.rpartition("error: ")[2].partition(" = help: ")
    return (what, hint)
