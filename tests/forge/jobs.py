"""The environment of a job of GitHub Actions, whose forge is a fake behind httpx."""

import json
from contextlib import contextmanager
from pathlib import Path

import respx
from forge.github import REPOSITORY, GitHub, event

HOST = "git.acme.example"
COMMENTS = f"/api/v3/repos/{REPOSITORY}/issues/5/comments"
PAGE = f"https://{HOST}/{REPOSITORY}/pull/5#issuecomment-101"
GRAPHQL = "POST /api/graphql"
MARKER = "<!-- pdsync plan stack=61636d65 -->"
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


def said(ended):
    """The lines of an error, each one whole: what is wrong, and what to do."""
    text = " ".join(ended.err.split())
    assert (ended.code, ended.out) == (1, "")
    what, _, hint = text.rpartition("error: ")[2].partition(" = help: ")
    return (what, hint)
