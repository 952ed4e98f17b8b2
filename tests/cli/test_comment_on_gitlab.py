"""`pdsync comment` in a job of GitLab CI: notes of a merge request, and an issue for drift."""

import pytest
from command_line import CHECKOUT
from forge.fake import DONE
from forge.gitlab import BOT, PROJECT
from forge.jobs import RUN_OF_GITLAB, job_of_gitlab

NOTES = f"/gitlab/api/v4/projects/{PROJECT}/merge_requests/5/notes"
MARKER = "<!-- pdsync plan stack=61636d65 -->"
PAGE = "https://gitlab.acme.example/gitlab/acme/oncall/-/merge_requests/5#note_101"


@pytest.fixture
def gitlab(monkeypatch):
    with job_of_gitlab(monkeypatch) as forge:
        yield forge


@pytest.fixture
def planned(run, write):
    def planned(text=CHECKOUT):
        write(text)
        assert run("plan", "--sandbox", "--markdown", "plan.md").code == 0
        return "plan.md"

    return planned


def test_a_plan_becomes_one_note_which_is_updated_in_place(gitlab, planned, run):
    made = run("comment", planned())
    assert (made.code, made.out, made.err) == (0, f"New comment: {PAGE}\n", "")
    assert (
        gitlab.notes[0]["body"].splitlines()[-2]
        == f"Commit {'c' * 40} · [this run]({RUN_OF_GITLAB})"
    )
    assert run("comment", "plan.md").out == f"The comment is up to date: {PAGE}\n"
    changed = run("comment", planned(CHECKOUT.replace("30m", "15m")))
    assert (changed.code, changed.out, changed.err) == (0, f"Updated the comment: {PAGE}\n", "")
    assert gitlab.writes == [f"POST {NOTES}", f"PUT {NOTES}/101"]


def test_notes_of_others_and_of_gitlab_itself_are_left_alone(gitlab, planned, run):
    gitlab.add_note(f"{MARKER}\nPlease approve")
    gitlab.add_note(f"{MARKER}\nadded 1 commit", BOT, system=True)
    run("comment", planned())
    assert [one["body"].splitlines()[1] for one in gitlab.notes] == [
        "Please approve",
        "added 1 commit",
        "## pdsync: 3 to create",
    ]


def test_of_two_notes_the_older_is_kept_and_the_other_loses_its_text(gitlab, planned, run):
    run("comment", planned())
    gitlab.add_note(gitlab.notes[0]["body"], BOT)
    run("comment", "plan.md")
    outdated = (
        f"{MARKER}\n<!-- pdsync: outdated -->\n"
        "_Outdated: another comment has it, or its stack is gone from the repository._"
    )
    assert gitlab.notes[1]["body"] == outdated
    before = len(gitlab.writes)
    assert run("comment", "plan.md").out == f"The comment is up to date: {PAGE}\n"
    del gitlab.notes[0]
    ended = run("comment", "plan.md")
    assert (ended.out, ended.err) == (f"Updated the comment: {PAGE.replace('101', '102')}\n", "")
    assert len(gitlab.writes) == before + 1
    assert gitlab.notes[0]["body"] != outdated


def test_no_line_is_a_command_to_gitlab(gitlab, planned, run, tmp_path):
    planned()
    text = (tmp_path / "plan.md").read_text("utf-8")
    (tmp_path / "plan.md").write_text(f"{text}\n/close\n\n/label ~bug\n", encoding="utf-8")
    run("comment", "plan.md")
    run("comment", "plan.md")
    assert (gitlab.obeyed, len(gitlab.writes)) == ([], 1)
    assert "\n\u200b/close\n" in gitlab.notes[0]["body"]


def test_a_note_that_was_made_though_no_answer_came_is_not_made_twice(gitlab, planned, run):
    gitlab.instead[f"POST {NOTES}"] = [DONE]
    ended = run("comment", planned())
    assert (ended.code, ended.out, len(gitlab.notes)) == (
        0,
        f"The comment is up to date: {PAGE}\n",
        1,
    )


def test_the_note_is_found_among_hundreds(gitlab, planned, run):
    for number in range(250):
        gitlab.add_note(f"Note {number}")
    run("comment", planned())
    run("comment", "plan.md")
    assert len(gitlab.notes) == 251


def test_a_jobs_own_token_is_not_enough(gitlab, planned, run, monkeypatch):
    monkeypatch.delenv("GITLAB_TOKEN")
    ended = run("comment", planned())
    assert (ended.code, ended.out, ended.err.splitlines()[0]) == (
        1,
        "",
        "error: there is no GITLAB_TOKEN",
    )
    assert gitlab.asked == []


def test_a_fork_which_has_no_token_is_a_warning(gitlab, planned, run, monkeypatch):
    monkeypatch.delenv("GITLAB_TOKEN")
    monkeypatch.setenv("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "43")
    ended = run("comment", planned())
    assert (ended.code, ended.err) == (
        0,
        "warning: nothing was written to the pull request\n"
        "  a fork's job, or Dependabot's, gets no token that may write (there is no "
        "GITLAB_TOKEN)\n",
    )


def test_a_role_that_is_too_low_is_named(gitlab, planned, run):
    gitlab.role_is_too_low = True
    ended = run("comment", planned())
    assert (ended.code, ended.err.splitlines()) == (
        1,
        [
            f"error: POST {NOTES}: 403 Forbidden",
            "    = help: the token needs the scope `api`, and its user the role Developer in the "
            "project",
        ],
    )


def test_a_pipeline_of_no_merge_request_is_told_what_to_do(gitlab, planned, run, monkeypatch):
    monkeypatch.delenv("CI_MERGE_REQUEST_IID")
    ended = run("comment", planned())
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: this pipeline is of no merge request",
    )
    assert run("comment", "plan.md", "--number", "5").code == 0


def test_drift_has_an_issue_which_is_closed_and_opened_again(gitlab, write, run):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")

    def told(text):
        write(text)
        run("drift", "--sandbox", "--markdown", "drift.md")
        return run("comment", "drift.md", "--issue").out.partition(":")[0]

    assert told(CHECKOUT.replace("30m", "15m")) == "New issue"
    assert told(CHECKOUT) == "Closed the issue"
    assert gitlab.issues[0]["state"] == "closed"
    assert told(CHECKOUT.replace("30m", "20m")) == "Updated the issue"
    assert [(one["state"], one["title"]) for one in gitlab.issues] == [
        ("opened", "pdsync drift: acme")
    ]
