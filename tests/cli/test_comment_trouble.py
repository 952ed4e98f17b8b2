"""`pdsync comment` where its text or its job is not what it should be."""

import io
from pathlib import Path

import pytest
from forge.github import event
from forge.jobs import MARKER, PAGE, TEXT, happens, job_of_github, said

from pdsync.cli import main

ON = (
    "run it in a workflow `on: pull_request`, name the pull request with --number, or keep an "
    "issue with --issue"
)
AGAIN = "write it with `pdsync plan --markdown FILE`, or `pdsync drift --markdown FILE`"


@pytest.fixture
def github(monkeypatch):
    Path("plan.md").write_text(TEXT, encoding="utf-8")
    with job_of_github(monkeypatch) as forge:
        yield forge


def test_elsewhere_than_in_a_job_it_says_what_it_needs(run):
    Path("plan.md").write_text(TEXT, encoding="utf-8")
    what, hint = said(run("comment", "plan.md"))
    assert what == "this is no job of GitHub Actions or GitLab CI"
    assert "GITHUB_REPOSITORY and GITHUB_TOKEN" in hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "plan.md is empty"),
        (b" \n\n", "plan.md is empty"),
        (b"x" * 100_000_000, "plan.md is longer than 64,000 bytes, which no comment is"),
        (TEXT.encode("utf-16"), "plan.md is not UTF-8 text"),
        (b'{"format": "pdsync.plan/2"}', "is a saved plan in JSON"),
        (b"# Notes\n", "plan.md is something else"),
        (f"Hello\n{TEXT}".encode(), "plan.md is something else"),
        (f"{MARKER} and more\n".encode(), "plan.md is something else"),
        (b"<!-- pdsync plan stack=ff -->\n", "plan.md is something else"),
    ],
    ids=["empty", "blank", "100 MB", "UTF-16", "JSON", "Markdown", "later", "longer", "bytes"],
)
def test_a_text_that_is_none_of_ours_is_refused_before_anything_is_asked(github, run, data, what):
    Path("plan.md").write_bytes(data)
    told, hint = said(run("comment", "plan.md"))
    assert (what in told, hint.startswith(AGAIN), github.asked) == (True, True, [])


def test_a_file_that_is_not_there_is_said(github, run):
    assert said(run("comment", "plam.md")) == (
        "cannot read plam.md: there is no such file",
        AGAIN,
    )


def test_standard_input_is_read(github, capfd, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main(["comment", "-"]) == 0
    assert capfd.readouterr().out == f"New comment: {PAGE}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    assert main(["comment", "-"]) == 1
    assert capfd.readouterr().err.startswith("error: standard input is empty\n")


@pytest.mark.parametrize(
    ("event_", "what"),
    [
        (("push", {"ref": "refs/heads/main"}), "this run is of the event `push`, and of no"),
        (("schedule", {"schedule": "23 6 * * 1-5"}), "this run is of the event `schedule`, and"),
        (("issue_comment", {"issue": {"number": 5}}), "this run is of the event `issue_comment`"),
        (("$(touch x)", {"pull_request": {"number": "$(x)"}}), "this run is of the event `touchx`"),
        (("", []), "this run is of some other event, and of no pull request"),
        (("push", {"pull_request": 5, "issue": None}), "this run is of the event `push`"),
    ],
)
def test_the_event_of_another_trigger_is_named(github, run, monkeypatch, event_, what):
    name, happened = event_
    happens(monkeypatch, happened)
    monkeypatch.setenv("GITHUB_EVENT_NAME", name)
    told, hint = said(run("comment", "plan.md"))
    assert (told.startswith(what), hint, github.asked) == (True, ON, [])


def test_a_comment_on_a_pull_request_is_an_event_of_it(github, run, monkeypatch):
    happens(monkeypatch, {"issue": {"number": 5, "pull_request": {"url": "…"}}})
    assert run("comment", "plan.md").out == f"New comment: {PAGE}\n"


def test_without_an_event_the_pull_request_can_be_named(github, run, monkeypatch):
    monkeypatch.setenv("GITHUB_EVENT_PATH", "nowhere.json")
    assert said(run("comment", "plan.md")) == (
        "there is no event file: GITHUB_EVENT_PATH names none",
        ON,
    )
    assert run("comment", "plan.md", "--number", "5").out == f"New comment: {PAGE}\n"


def test_an_event_file_that_is_no_json_is_said(github, run):
    Path("event.json").write_text("<html>", encoding="utf-8")
    what, _ = said(run("comment", "plan.md"))
    assert what.endswith("event.json is not JSON")


@pytest.mark.parametrize(
    "options", [("--number", "0"), ("--number", "x"), ("--issue", "--number", "5")]
)
def test_options_that_mean_nothing_are_refused(github, run, options):
    assert run("comment", "plan.md", *options).code == 1
    assert github.asked == []


@pytest.mark.parametrize(
    ("variable", "what"),
    [
        (("GITHUB_TOKEN", ""), "there is no GITHUB_TOKEN"),
        (("GITHUB_TOKEN", "a b"), "the token for GitHub holds a space or a character"),
        (("GITHUB_TOKEN", "a\nb"), "the token for GitHub holds a space or a character"),
        (("GITHUB_API_URL", "http://git.acme.example"), "the token would travel unencrypted to"),
        (("GITHUB_API_URL", "git.acme.example"), "GITHUB_API_URL is not a usable address"),
        (("GITHUB_API_URL", "https://a@git.acme.example"), "GITHUB_API_URL is not a usable"),
        (("GITHUB_REPOSITORY", "acme"), "GITHUB_REPOSITORY does not name a repository"),
        (("GITHUB_REPOSITORY", "../user"), "GITHUB_REPOSITORY does not name a repository"),
        (("GITHUB_REPOSITORY", "acme/.."), "GITHUB_REPOSITORY does not name a repository"),
        (("GITHUB_GRAPHQL_URL", "https://evil.example/graphql"), "POST /graphql: it leads to"),
    ],
)
def test_a_variable_that_is_not_what_it_should_be_is_named(
    github, run, monkeypatch, variable, what
):
    monkeypatch.setenv(*variable)
    told, _ = said(run("comment", "plan.md"))
    assert (told.startswith(what), github.asked) == (True, [])


def test_it_needs_no_git(github, run, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert run("comment", "plan.md").code == 0


def test_a_branch_that_is_called_like_a_command_is_nowhere(github, run, monkeypatch):
    happens(monkeypatch, event(sha="$(touch x)"))
    run("comment", "plan.md")
    assert "touch" not in github.comments[0]["body"]
