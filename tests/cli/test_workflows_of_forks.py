"""Workflows of `init` for forks, for two stacks in one repository, for a branch that is behind."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml
from command_line import CHECKOUT
from git_repository import git
from hosting import ODD_BRANCH, WORKFLOWS, ends
from workflow_runs import BASH, environment_of_runner

posix = pytest.mark.skipif(os.name == "nt", reason="the runners of these jobs are Linux")


@posix
@pytest.mark.slow
@pytest.mark.process
@pytest.mark.parametrize("base", ["main", ODD_BRANCH])
def test_a_fork_is_planned_against_its_base_without_a_key_or_an_account(hosted, base):
    hosted.push(CHECKOUT, base)
    merge = hosted.merge_of_request(CHECKOUT.replace("30m", "15m"))
    url, hosted.url = hosted.url, "http://127.0.0.1:1"
    job = hosted.job("plan-without-key", merge, workflow="plan", tokens=(), base=base)
    hosted.url = url
    assert job.failed is False
    assert "## pdsync: 1 to update\n" in job.summary
    assert f"the configuration at {base}, not with the account" in job.out.replace("\n", " ")
    assert list(hosted.top.rglob("x")) == []


@posix
@pytest.mark.slow
@pytest.mark.process
def test_two_stacks_in_one_repository_leave_each_other_alone(hosted, run):
    other = hosted.work / "other"
    other.mkdir()
    (other / "pdsync.yaml").write_text("stack: other\n", encoding="utf-8")
    (other / "web.yaml").write_text("teams: {web: {}}\n", encoding="utf-8")
    for name in ("plan", "apply"):
        file = hosted.work / WORKFLOWS / f"pdsync-{name}.yml"
        text = file.read_text("utf-8").replace('PDSYNC_CONFIG: "policies"', "PDSYNC_CONFIG: other")
        assert "PDSYNC_CONFIG: other" in text
        file.with_name(f"pdsync-{name}-other.yml").write_text(text, encoding="utf-8")
    commit = hosted.push(CHECKOUT)
    for workflow, done in (("apply", "3 created"), ("apply-other", "1 created")):
        assert hosted.job("plan", commit, workflow=workflow).failed is False
        assert ends(hosted.job("apply", commit, workflow=workflow)) == (
            False,
            [f"Applied: {done}."],
        )
    summaries = [
        hosted.job("plan", commit, workflow=workflow).summary for workflow in ("plan", "plan-other")
    ]
    assert ["## pdsync: no changes" in one for one in summaries] == [True, True]
    assert len({one.splitlines()[0] for one in summaries}) == len(summaries)


@posix
@pytest.mark.slow
@pytest.mark.process
def test_gitlab_plans_a_fork_without_a_key_into_its_log_and_a_file(hosted, run):
    run("init", "work", "--forge", "gitlab")
    jobs = yaml.safe_load(Path("work/.gitlab-ci.yml").read_text("utf-8"))
    begun = hosted.push(CHECKOUT)
    hosted.push(CHECKOUT.replace("30m", "15m"), "of-a-fork")
    job = jobs["plan without a key"]
    ended = subprocess.run(
        [*BASH, "-c", "\n".join(job["script"])],
        cwd=hosted.work,
        env=environment_of_runner(
            CI_MERGE_REQUEST_DIFF_BASE_SHA=begun,
            PDSYNC_CONFIG=jobs["variables"]["PDSYNC_CONFIG"]["value"],
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1].startswith("Plan: 1 to update")
    (page,) = job["artifacts"]["paths"]
    assert "## pdsync: 1 to update\n" in (hosted.work / page).read_text("utf-8")


@posix
@pytest.mark.slow
@pytest.mark.process
def test_gitlab_plans_a_branch_that_is_behind_as_it_is_once_merged(hosted, run):
    run("init", "work", "--forge", "gitlab")
    jobs = yaml.safe_load(Path("work/.gitlab-ci.yml").read_text("utf-8"))
    begun = hosted.push(CHECKOUT, ODD_BRANCH)
    hosted.merge_of_request(CHECKOUT)
    others = hosted.push(CHECKOUT, ODD_BRANCH)
    hosted.job("plan", others)
    assert hosted.job("apply", others, branch=ODD_BRANCH).failed is False
    git("checkout", "-q", "--detach", begun, at=hosted.work)
    hosted.push(CHECKOUT.replace("30m", "15m"), "behind")
    ended = subprocess.run(
        [*BASH, "-c", "\n".join(jobs["plan of merge request"]["script"])],
        cwd=hosted.work,
        env=environment_of_runner(
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME=ODD_BRANCH,
            PAGERDUTY_TOKEN="any-token",
            PDSYNC_API_URL=hosted.url,
            PDSYNC_CONFIG="policies",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(ended.stdout.split())
    assert (ended.returncode, "Plan: 1 to update · 1 call" in said) == (0, True)
    assert f"Since origin/{ODD_BRANCH}: 1 change, of the merge alone;" in said
    assert list(hosted.top.rglob("x")) == []


@posix
@pytest.mark.slow
@pytest.mark.process
@pytest.mark.parametrize(("text", "ends"), [(CHECKOUT, 0), ("teams: {a: {nmae: x}}\n", 1)])
def test_gitlab_has_what_lint_finds_as_a_report_whatever_it_is(hosted, run, text, ends):
    run("init", "work", "--forge", "gitlab")
    job = yaml.safe_load(Path("work/.gitlab-ci.yml").read_text("utf-8"))["lint"]
    hosted.push(text)
    ended = subprocess.run(
        [*BASH, "-c", "\n".join(job["script"])],
        cwd=hosted.work,
        env=environment_of_runner(PDSYNC_CONFIG="policies"),
        capture_output=True,
        check=False,
    )
    report = json.loads((hosted.work / job["artifacts"]["reports"]["codequality"]).read_bytes())
    assert (ended.returncode, len(report)) == (ends, ends)


def test_workflows_of_two_names_never_end_each_other(run):
    run("init", "--forge", "github")
    for file in WORKFLOWS.iterdir():
        group = yaml.safe_load(file.read_text("utf-8"))["concurrency"]["group"]
        assert group.startswith("${{ github.workflow }}")


def test_a_merge_request_is_planned_with_a_key_or_without_one_never_both(run):
    run("init", "--forge", "gitlab")
    jobs = yaml.safe_load(Path(".gitlab-ci.yml").read_text("utf-8"))
    rules = [jobs[one]["rules"][0]["if"] for one in ("plan of merge request", "plan without a key")]
    with_key, without = (
        rule.removeprefix('$CI_PIPELINE_SOURCE == "merge_request_event" && ') for rule in rules
    )
    assert with_key == "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID"
    assert without == with_key.replace("==", "!=")
