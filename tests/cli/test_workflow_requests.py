"""Comments of workflows in a repository that lives: pushes by force, stacks that come and go."""

import os

import pytest
from command_line import CHECKOUT
from forge.fake import served
from forge.github import GitHub
from git_repository import git
from hosting import ODD_BRANCH, WORKFLOWS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.process,
    pytest.mark.skipif(os.name == "nt", reason="the runners of these jobs are Linux"),
]

MANY = 5_000


@pytest.fixture
def github():
    forge = GitHub(token="any")
    with served(forge) as forge.address:
        yield forge


@pytest.fixture
def plan_of_request(hosted, github):
    """Run the job `plan` of a workflow for a commit, the newest of its pull request or not."""

    def planned(commit, workflow="plan", **words):
        hosted.pull_request(github.address, sha=commit)
        return hosted.job("plan", commit, workflow=workflow, **words)

    return planned


def titles(github):
    return [one["body"].splitlines()[1] for one in github.comments if not one["minimized"]]


def test_after_a_push_by_force_an_old_run_that_is_run_again_writes_nothing(
    hosted, github, plan_of_request
):
    github.head = old = hosted.push(CHECKOUT, ODD_BRANCH)
    assert plan_of_request(old, branch=ODD_BRANCH).failed is False
    git("commit", "-q", "--amend", "-m", "Another", at=hosted.work)
    github.head = new = hosted.push("teams: {web: {}}\n", ODD_BRANCH)
    assert plan_of_request(new, branch=ODD_BRANCH).failed is False
    assert titles(github) == ["## pdsync: 1 to create"]
    again = plan_of_request(old, branch=ODD_BRANCH)
    assert "the pull request has a newer commit, whose run has its plan" in again.out
    assert (again.failed, titles(github)) == (False, ["## pdsync: 1 to create"])
    assert "## pdsync: 3 to create" in again.summary
    assert list(hosted.top.rglob("x")) == []


def test_two_stacks_have_a_comment_each_until_one_of_them_leaves(hosted, github, plan_of_request):
    other = hosted.work / "other"
    other.mkdir()
    (other / "pdsync.yaml").write_text("stack: other\n", encoding="utf-8")
    (other / "web.yaml").write_text("teams: {web: {}}\n", encoding="utf-8")
    first = hosted.work / WORKFLOWS / "pdsync-plan.yml"
    second = first.with_name("pdsync-plan-other.yml")
    text = first.read_text("utf-8")
    second.write_text(text.replace('CONFIG: "policies"', "CONFIG: other"), encoding="utf-8")
    github.head = both = hosted.push(CHECKOUT)
    assert [plan_of_request(both, name).failed for name in ("plan", "plan-other")] == [False] * 2
    assert titles(github) == ["## pdsync: 3 to create", "## pdsync: 1 to create"]
    git("rm", "-rq", "other", str(WORKFLOWS / second.name), at=hosted.work)
    github.head = one = hosted.push(CHECKOUT)
    assert plan_of_request(one).failed is False
    assert titles(github) == ["## pdsync: 3 to create"]
    assert len(github.comments) == 2


def test_a_plan_of_5000_changes_is_one_comment_with_the_rest_counted(
    hosted, github, plan_of_request
):
    services = "".join(
        f"  s{number}: {{name: 'Service | {number} @org/team', escalation_policy: checkout, "
        f"acknowledgement_timeout: {number + 1}m}}\n"
        for number in range(MANY)
    )
    github.head = commit = hosted.push(CHECKOUT.replace("services:\n", f"services:\n{services}"))
    job = plan_of_request(commit)
    (comment,) = github.comments
    assert (job.failed, titles(github)) == (False, [f"## pdsync: {MANY + 3:,} to create"])
    assert len(comment["body"].encode()) <= 65_000
    assert " more: `pdsync plan` shows all" in comment["body"]
    assert len(job.summary.encode()) <= 2**20
