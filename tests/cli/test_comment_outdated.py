"""Comments that no longer hold: of a commit that is not the newest, of a stack that is gone."""

from pathlib import Path

import pytest
from command_line import CHECKOUT
from forge.fake import Answer
from forge.github import event
from forge.jobs import GRAPHQL, MARKER, PAGE, happens, job_of_github, job_of_gitlab
from git_repository import git

OTHER = "<!-- pdsync plan stack=6f74686572 -->"
BEHIND = "Nothing was written: the pull request has a newer commit, whose run has its plan.\n"


@pytest.fixture
def github(monkeypatch):
    with job_of_github(monkeypatch) as forge:
        yield forge


@pytest.fixture
def gitlab(monkeypatch):
    with job_of_gitlab(monkeypatch) as forge:
        yield forge


def written(directory, settings):
    Path(directory).mkdir(exist_ok=True)
    Path(directory, "pdsync.yaml").write_text(settings, encoding="utf-8")
    Path(directory, "checkout.yaml").write_text(CHECKOUT, encoding="utf-8")


@pytest.fixture
def repository(run):
    """A repository of two stacks, each with its plan as Markdown."""

    def committed(*gone):
        for stack, directory in (("acme", "policies"), ("other", "of others")):
            if stack in gone:
                git("rm", "-rq", directory)
                continue
            written(directory, f"stack: {stack}\n")
            words = ("--config", directory, "--markdown", f"{stack}.md")
            assert run("plan", "--sandbox", *words).code == 0
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", "Change it")

    git("init", "-q", "-b", "main")
    committed()
    return committed


def shown(github):
    """The first line of each comment that is not minimised."""
    return [one["body"].splitlines()[0] for one in github.comments if not one["minimized"]]


def test_a_run_of_an_older_commit_writes_nothing(github, repository, run):
    run("comment", "acme.md")
    before = [{**one} for one in github.comments]
    github.head = "e" * 40  # after a forced push, say
    ended = run("comment", "other.md")
    assert (ended.code, ended.out, ended.err) == (0, BEHIND, "")
    assert github.comments == before


def test_where_the_newest_commit_is_not_told_the_comment_is_written(github, repository, run):
    refused = Answer(200, {"data": None, "errors": [{"type": "FORBIDDEN", "message": "No"}]})
    github.instead[GRAPHQL] = [refused]
    assert run("comment", "acme.md").out.startswith("New comment: ")


def test_a_pull_request_that_somebody_named_is_about_no_commit(
    github, repository, run, monkeypatch
):
    monkeypatch.delenv("GITHUB_EVENT_PATH")
    github.head = "e" * 40
    assert run("comment", "acme.md", "--number", "5").out.startswith("New comment: ")


def test_gitlab_is_asked_for_the_newest_commit_as_well(gitlab, repository, run):
    gitlab.head = "e" * 40
    assert (run("comment", "acme.md").out, gitlab.notes) == (BEHIND, [])


def test_the_comment_of_a_stack_that_left_is_minimised_and_comes_back(github, repository, run):
    run("comment", "acme.md")
    run("comment", "other.md")
    github.add_comment(f"{OTHER}\nof somebody else")
    repository("other")
    ended = run("comment", "acme.md")
    assert (ended.code, ended.err) == (0, "")
    assert shown(github) == [MARKER, OTHER]
    assert [one["body"].splitlines()[1] for one in github.comments if one["minimized"]] == [
        "## pdsync: 3 to create"
    ]
    repository()
    run("comment", "other.md")
    assert shown(github) == [MARKER, OTHER, OTHER]


def test_on_gitlab_it_loses_its_text(gitlab, repository, run):
    run("comment", "acme.md")
    run("comment", "other.md")
    repository("other")
    run("comment", "acme.md")
    first, second = [one["body"].splitlines() for one in gitlab.notes]
    assert (first[1], second[:2]) == (
        "## pdsync: 3 to create",
        [OTHER, "<!-- pdsync: outdated -->"],
    )


def test_an_issue_of_a_stack_that_left_is_closed(github, repository, run):
    run("comment", "acme.md", "--issue")
    run("comment", "other.md", "--issue")
    repository("other")
    run("comment", "acme.md", "--issue")
    assert [(one["title"], one["state"]) for one in github.issues] == [
        ("pdsync plan: acme", "open"),
        ("pdsync plan: other", "closed"),
    ]


AWAY = "Put away the comment that no longer holds: "


def in_this_commit(github, monkeypatch, how):
    """Let the job be about what is checked out: the merge, or the head of the pull request."""
    commit = git("rev-parse", "HEAD")
    if how == "merged":
        monkeypatch.setenv("GITHUB_SHA", commit)
    else:
        happens(monkeypatch, event(sha=commit))
        github.head = commit


def without_a_plan(run, directory="policies"):
    assert run("plan", "--sandbox", "--config", directory, "--markdown", "none.md").code == 1
    return run("comment", "none.md")


@pytest.mark.parametrize("how", ["merged", "as it is"])
def test_the_comment_of_the_last_stack_that_left_is_put_away(
    github, repository, run, monkeypatch, how
):
    run("comment", "acme.md")
    repository("acme", "other")
    in_this_commit(github, monkeypatch, how)
    ended = without_a_plan(run)
    said = f"Nothing to tell, and there is no comment.\n{AWAY}{PAGE}\n"
    assert (ended.code, ended.out, ended.err) == (0, said, "")
    assert shown(github) == []


def test_on_gitlab_the_last_one_loses_its_text(gitlab, repository, run, monkeypatch):
    run("comment", "acme.md")
    repository("acme", "other")
    monkeypatch.setenv("CI_COMMIT_SHA", git("rev-parse", "HEAD"))
    gitlab.head = git("rev-parse", "HEAD")
    without_a_plan(run)
    assert gitlab.notes[0]["body"].splitlines()[1] == "<!-- pdsync: outdated -->"


def test_in_a_checkout_of_another_repository_no_last_stack_has_left(github, repository, run):
    run("comment", "acme.md")
    repository("acme", "other")
    assert without_a_plan(run).out == "Nothing to tell, and there is no comment.\n"
    assert shown(github) == [MARKER]


def test_where_the_settings_do_not_tell_the_stack_its_plan_holds_no_longer(
    github, repository, run, monkeypatch
):
    run("comment", "acme.md")
    run("comment", "other.md")
    written("of others", "stack: [\n")
    git("commit", "-qam", "Break it")
    in_this_commit(github, monkeypatch, "merged")
    assert f"{AWAY}{PAGE[:-1]}2\n" in without_a_plan(run, "of others").out
    assert shown(github) == [MARKER]


def test_settings_that_are_no_yaml_may_still_tell_the_stack(github, repository, run):
    run("comment", "other.md")
    written("of others", "stack: 'other' # ours\nsafety: {max_deletes: ]\n")
    assert without_a_plan(run, "of others").out == f"Updated the comment: {PAGE}\n"
    (comment,) = github.comments
    assert comment["body"].splitlines()[:3] == [
        OTHER,
        "<!-- pdsync: not known -->",
        "## pdsync: no plan",
    ]


@pytest.mark.parametrize("settings", ["stack: [\n", "stack: Other\n"])
def test_where_a_stack_cannot_be_read_none_is_taken_for_gone(github, repository, run, settings):
    run("comment", "acme.md")
    run("comment", "other.md")
    written("of others", settings)
    git("commit", "-qam", "Break it")
    run("comment", "acme.md")
    assert shown(github) == [MARKER, OTHER]


def test_in_another_repository_nothing_is_taken_for_gone(github, repository, run):
    run("comment", "other.md")
    repository("acme")
    run("comment", "acme.md")
    assert shown(github) == [OTHER, MARKER]


def test_a_rerun_of_the_same_commit_is_not_behind(github, repository, run, monkeypatch):
    happens(monkeypatch, event(sha="e" * 40))
    github.head = "e" * 40
    assert run("comment", "acme.md").out.startswith("New comment: ")
