"""A commit that has no plan says so wherever the plan of an earlier one stands."""

from pathlib import Path

import pytest
from command_line import CHECKOUT
from forge.jobs import MARKER, PAGE, job_of_github

from pdsync.render.plan.markdown.document import LIMIT

WRONG = CHECKOUT.replace("escalation_policies:", "escalation_polices:")
NO_PLAN = [
    MARKER,
    "<!-- pdsync: not known -->",
    "## pdsync: no plan",
    "",
    "`policies/` · stack `acme`",
    "",
    "This commit has no plan, and the plan of an earlier commit does not hold for it. What stands "
    "in the way:",
    "",
]


@pytest.fixture
def github(monkeypatch):
    with job_of_github(monkeypatch) as forge:
        yield forge


def page_of(run, *words):
    ended = run("plan", "--markdown", "plan.md", *words)
    assert ended.code == 1
    return Path("plan.md").read_text("utf-8").splitlines()


def test_the_comment_of_an_earlier_commit_says_that_the_newest_has_no_plan(github, write, run):
    write(CHECKOUT)
    run("plan", "--sandbox", "--markdown", "plan.md")
    run("comment", "plan.md")
    write(WRONG)
    page = page_of(run, "--sandbox")
    assert run("comment", "plan.md").out == f"Updated the comment: {PAGE}\n"
    assert [one["body"].splitlines()[: len(page)] for one in github.comments] == [page]
    assert page[:8] == NO_PLAN
    assert page[8].startswith("- `policies/checkout.yaml:")


def test_where_there_is_no_comment_it_begins_none(github, write, run):
    write(WRONG)
    page_of(run, "--sandbox")
    assert run("comment", "plan.md").out == "Nothing to tell, and there is no comment.\n"
    assert github.comments == []


def test_an_issue_is_neither_closed_nor_opened_by_what_is_not_known(github, write, run):
    write(CHECKOUT)
    run("plan", "--sandbox", "--markdown", "plan.md")
    run("comment", "plan.md", "--issue")
    write(WRONG)
    page_of(run, "--sandbox")
    run("comment", "plan.md", "--issue")
    assert [(one["state"], "no plan" in one["body"]) for one in github.issues] == [("open", True)]


def test_an_account_that_cannot_be_asked_is_a_reason(write, run, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("PAGERDUTY_TOKEN", "of somebody")
    page = page_of(run)
    assert page[:8] == NO_PLAN
    assert "of somebody" not in "".join(page)


def test_a_word_on_the_command_line_that_makes_no_sense_is_none(write, run):
    write(CHECKOUT)
    assert run("plan", "--sandbox", "--markdown", "plan.md", "--only", ":x").code == 1
    assert not Path("plan.md").exists()


def test_hundreds_of_reasons_are_counted(write, run):
    write("services:\n" + "".join(f"  s{n}: {{nmae: '{'x' * 300}'}}\n" for n in range(900)))
    text = "\n".join(page_of(run, "--sandbox"))
    assert len(text.encode()) <= LIMIT
    assert " more: `pdsync plan` shows all" in text


def test_it_is_in_the_summary_of_the_job_and_printed_as_markdown(write, run, monkeypatch):
    write(WRONG)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert run("plan", "--sandbox", "--format", "github").code == 1
    printed = run("plan", "--sandbox", "--format", "markdown")
    assert printed.out.splitlines()[:8] == NO_PLAN
    assert Path("summary.md").read_text("utf-8").strip() == printed.out.strip()
