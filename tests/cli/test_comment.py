"""`pdsync comment` in a job of GitHub Actions: one comment per stack, and an issue for drift."""

from pathlib import Path

import pytest
from command_line import CHECKOUT
from forge.fake import BOT, DONE, Answer
from forge.github import REPOSITORY, event
from forge.jobs import COMMENTS, GRAPHQL, MARKER, PAGE, happens, job_of_github

PATCHED = f"/api/v3/repos/{REPOSITORY}/issues/comments/101"
ISSUES = f"/api/v3/repos/{REPOSITORY}/issues"


@pytest.fixture
def github(monkeypatch):
    with job_of_github(monkeypatch) as forge:
        yield forge


@pytest.fixture
def planned(run, write):
    """Write a plan of the configuration as Markdown; returns its file."""

    def planned(text=CHECKOUT, **settings):
        write(text, **settings)
        assert run("plan", "--sandbox", "--markdown", "plan.md").code == 0
        return "plan.md"

    return planned


def test_a_plan_becomes_one_comment_which_is_updated_in_place(github, planned, run):
    made = run("comment", planned())
    assert (made.code, made.out, made.err) == (0, f"New comment: {PAGE}\n", "")
    (first,) = github.comments
    assert first["body"].splitlines()[:2] == [MARKER, "## pdsync: 3 to create"]
    assert first["body"].splitlines()[-2] == (
        f"Commit {'a' * 40} · [this run](https://git.acme.example/{REPOSITORY}/actions/runs/77)"
    )
    changed = run("comment", planned(CHECKOUT.replace("  legacy-cart:", "  old-cart:")))
    assert (changed.code, changed.out) == (0, f"Updated the comment: {PAGE}\n")
    assert [one["id"] for one in github.comments] == [101]
    assert "old-cart" in github.comments[0]["body"]
    assert [one for one in github.writes if one != GRAPHQL] == [
        f"POST {COMMENTS}",
        f"PATCH {PATCHED}",
    ]


def test_the_same_plan_of_another_run_is_written_once(github, planned, run, monkeypatch):
    run("comment", planned())
    monkeypatch.setenv("GITHUB_RUN_ID", "78")
    ended = run("comment", "plan.md")
    assert (ended.code, ended.out) == (0, f"The comment is up to date: {PAGE}\n")
    assert f"PATCH {PATCHED}" not in github.calls


def test_nothing_to_change_makes_no_comment_and_updates_one(github, planned, run):
    assert run("comment", planned(), "--quiet").code == 0
    assert run("apply", "--sandbox", "--yes").code == 0
    run("comment", planned())
    assert "## pdsync: no changes" in github.comments[0]["body"]
    github.comments.clear()
    ended = run("comment", "plan.md")
    assert (ended.code, ended.out) == (0, "Nothing to tell, and there is no comment.\n")
    assert run("comment", "plan.md", "--always").out.startswith("New comment: ")


def test_each_stack_has_its_own_comment(github, planned, run):
    run("comment", planned())
    run("comment", planned(settings="stack: other\n"))
    assert [one["body"].splitlines()[0] for one in github.comments] == [
        MARKER,
        "<!-- pdsync plan stack=6f74686572 -->",
    ]


def test_a_comment_of_somebody_else_with_our_marker_is_left_alone(github, planned, run):
    github.add_comment(f"{MARKER}\nPlease approve")
    github.add_comment(f"{MARKER}\nThe ghost of an account", user=None)
    run("comment", planned())
    assert [one["user"] and one["user"]["login"] for one in github.comments] == [
        "ana-silva",
        None,
        "github-actions[bot]",
    ]
    assert github.comments[0]["body"] == f"{MARKER}\nPlease approve"


def test_a_comment_that_somebody_edited_is_written_over_and_that_is_said(github, planned, run):
    run("comment", planned())
    written = github.comments[0]["body"]
    github.comments[0]["body"] = written.replace("3 to create", "nothing at all")
    ended = run("comment", "plan.md")
    assert (ended.code, ended.err) == (
        0,
        f"warning: somebody edited the comment {PAGE}: it was written over\n",
    )
    assert github.comments[0]["body"] == written


def test_lines_that_a_browser_ends_in_its_own_way_are_no_edit(github, planned, run):
    run("comment", planned())
    github.comments[0]["body"] = github.comments[0]["body"].replace("\n", "\r\n") + "\r\n"
    assert run("comment", "plan.md").out == f"The comment is up to date: {PAGE}\n"


def test_of_two_comments_the_older_is_kept_and_the_other_minimised(github, planned, run):
    run("comment", planned())
    github.add_comment(github.comments[0]["body"], BOT)
    run("comment", "plan.md")
    assert [one["minimized"] for one in github.comments] == [None, {"reason": "outdated"}]
    before = len(github.writes)
    run("comment", "plan.md")
    assert {*github.writes[before:]} == {GRAPHQL}
    assert [one["minimized"] for one in github.comments] == [None, {"reason": "outdated"}]


def test_a_comment_that_was_minimised_is_shown_again(github, planned, run):
    run("comment", planned())
    github.comments[0]["minimized"] = {"reason": "outdated"}
    run("comment", "plan.md")
    assert github.comments[0]["minimized"] is None


def test_a_comment_that_cannot_be_minimised_is_a_warning(github, planned, run):
    run("comment", planned())
    github.add_comment(github.comments[0]["body"], BOT)
    github.reads_only = True
    ended = run("comment", "plan.md")
    assert (ended.code, ended.err) == (
        0,
        f"warning: the comment {PAGE.replace('101', '102')} could not be minimised: GraphQL: "
        "Resource not accessible by integration\n",
    )


def test_the_comment_is_found_among_hundreds(github, planned, run):
    for number in range(250):
        github.add_comment(f"Comment {number}")
    run("comment", planned())
    run("comment", "plan.md")
    assert len(github.comments) == 251
    assert [one.query.get("page", "1") for one in github.asked if one.path == COMMENTS][-3:] == [
        *("1", "2", "3")
    ]


def test_a_comment_that_was_made_though_no_answer_came_is_not_made_twice(github, planned, run):
    github.instead[f"POST {COMMENTS}"] = [DONE]
    ended = run("comment", planned())
    assert (ended.code, ended.out) == (0, f"The comment is up to date: {PAGE}\n")
    assert len(github.comments) == 1


def test_a_comment_that_is_deleted_meanwhile_is_made_anew(github, planned, run):
    run("comment", planned())
    run("apply", "--sandbox", "--yes")
    planned(CHECKOUT.replace("30m", "15m"))
    gone = Answer(404, {"message": "Not Found"})
    github.instead[f"PATCH {PATCHED}"] = [gone]
    github.instead[f"GET {COMMENTS}"] = [Answer(200, [*github.comments])]
    github.comments.clear()
    ended = run("comment", "plan.md")
    assert (ended.code, len(github.comments)) == (0, 1)


def test_drift_has_an_issue_which_is_closed_and_opened_again(github, write, run):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    url = f"https://git.acme.example/{REPOSITORY}/issues/101"

    def told(text):
        write(text)
        run("drift", "--sandbox", "--markdown", "drift.md")
        return run("comment", "drift.md", "--issue").out

    assert told(CHECKOUT) == "Nothing to tell, and there is no issue.\n"
    assert told(CHECKOUT.replace("30m", "15m")) == f"New issue: {url}\n"
    (issue,) = github.issues
    assert (issue["title"], issue["labels"][0]["name"]) == ("pdsync drift: acme", "pdsync")
    assert told(CHECKOUT) == f"Closed the issue: {url}\n"
    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")
    assert "## pdsync drift: none" in issue["body"]
    assert told(CHECKOUT) == f"The issue is up to date: {url}\n"
    assert told(CHECKOUT.replace("30m", "20m")) == f"Updated the issue: {url}\n"
    assert (issue["state"], len(github.issues)) == ("open", 1)


def test_an_issue_needs_no_event_and_no_pull_request(github, write, run, monkeypatch):
    monkeypatch.delenv("GITHUB_EVENT_PATH")
    write(CHECKOUT)
    run("drift", "--sandbox", "--markdown", "drift.md")
    assert run("comment", "drift.md", "--issue").code == 0


def test_an_issue_that_keeps_its_old_text_is_an_error(github, write, run):
    write(CHECKOUT)
    run("drift", "--sandbox", "--markdown", "drift.md")
    run("comment", "drift.md", "--issue")
    (issue,) = github.issues
    issue["body"] = f"{issue['body'].splitlines()[0]}\nedited"
    github.instead[f"PATCH {ISSUES}/101"] = [Answer(200, issue)]
    ended = run("comment", "drift.md", "--issue")
    said = f"error: GitHub kept the old text of {issue['html_url']}, and says that all is well"
    assert (ended.code, " ".join(ended.err.splitlines()[1:]).replace("  ", "")) == (1, said)


@pytest.mark.parametrize(
    "happened",
    [event(head="somebody/oncall"), event(head=None), event(author="dependabot[bot]")],
    ids=["fork", "deleted fork", "dependabot"],
)
def test_a_fork_gets_the_text_in_the_summary(github, planned, run, monkeypatch, happened):
    happens(monkeypatch, happened)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    github.reads_only = True
    ended = run("comment", planned())
    assert (ended.code, ended.out, ended.err.splitlines()[0]) == (
        0,
        "",
        "warning: nothing was written to the pull request; it is in the summary of the job instead",
    )
    assert Path("summary.md").read_text("utf-8").startswith(f"{MARKER}\n## pdsync: 3 to create")


def test_a_permission_that_the_job_lacks_is_named(github, planned, run):
    github.reads_only = True
    ended = run("comment", planned())
    assert (ended.code, ended.err.splitlines()) == (
        1,
        [
            f"error: POST {COMMENTS}: 403 Resource not accessible by integration",
            "    = help: the job needs `permissions: issues: write or pull-requests: write`",
        ],
    )
