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


DRIFT = [
    "<!-- pdsync drift stack=61636d65 -->",
    "<!-- pdsync: not known -->",
    "## pdsync drift: not known",
    "",
    "`policies/` · stack `acme`",
    "",
    "It is not known what was changed outside, nor whether what an earlier run told still is so. "
    "What stands in the way:",
    "",
]


@pytest.mark.parametrize("format_", ["text", "markdown", "github", "json"])
def test_the_issue_of_drift_says_that_a_later_run_broke_and_stays_open(github, write, run, format_):
    write(CHECKOUT)
    run("drift", "--sandbox", "--markdown", "drift.md")
    run("comment", "drift.md", "--issue")
    write(WRONG)
    ended = run("drift", "--sandbox", "--markdown", "drift.md", "--format", format_)
    run("comment", "drift.md", "--issue")
    told = [(one["state"], one["body"].splitlines()[:8]) for one in github.issues]
    assert (ended.code, told) == (1, [("open", DRIFT)])


def test_an_account_that_cannot_be_read_is_told_in_place_of_drift(write, run, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("PAGERDUTY_TOKEN", "of somebody")
    assert run("drift", "--markdown", "drift.md").code == 1
    assert Path("drift.md").read_text("utf-8").splitlines()[:8] == DRIFT


def test_what_only_the_account_contradicts_is_told_in_place_of_drift(write, run):
    """The files are in order; the account lacks somebody, so no plan can be made."""
    write(CHECKOUT.replace("ana.silva@", "nobody.here@"))
    for format_ in ("text", "json"):
        Path("drift.md").unlink(missing_ok=True)
        ended = run("drift", "--sandbox", "--markdown", "drift.md", "--format", format_)
        assert ended.code == 1
        assert Path("drift.md").read_text("utf-8").splitlines()[:8] == DRIFT
