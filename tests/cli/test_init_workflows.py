"""Workflows that `pdsync init --forge github` writes: valid, pinned, and run step by step."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from command_line import CHECKOUT
from forge.fake import served
from forge.gitlab import PROJECT, GitLab
from git_repository import git
from hosting import ODD_BRANCH, WORKFLOWS, ends
from source_code import ROOT
from workflow_runs import BASH, environment_of_runner

NAMES = ["pdsync-apply.yml", "pdsync-drift.yml", "pdsync-plan.yml"]

posix = pytest.mark.skipif(os.name == "nt", reason="the runners of these jobs are Linux")


@pytest.fixture
def workflows(run):
    run("init", "--forge", "github")
    return sorted(WORKFLOWS.iterdir())


def steps_of(file):
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_three_workflows_are_written_where_they_are_asked_for(run):
    run("init", "without")
    assert not Path("without/.github").exists()
    ended = run("init", "--forge", "github")
    assert "  .github/workflows/pdsync-plan.yml   plan of a pull request\n" in ended.out
    assert sorted(one.name for one in WORKFLOWS.iterdir()) == NAMES


def test_a_workflow_that_is_there_is_not_written_over(run):
    WORKFLOWS.mkdir(parents=True)
    (WORKFLOWS / "pdsync-apply.yml").write_text("mine\n", encoding="utf-8")
    run("init", "--forge", "github")
    assert (WORKFLOWS / "pdsync-apply.yml").read_text(encoding="utf-8") == "mine\n"


def test_updates_of_the_actions_are_written_where_nothing_else_keeps_them_current(run):
    run("init", "--forge", "github")
    (updates,) = yaml.safe_load(Path(".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert (updates["package-ecosystem"], updates["cooldown"]) == (
        "github-actions",
        {"default-days": 7},
    )
    Path("other").mkdir()
    Path("other/renovate.json").write_text("{}\n", encoding="utf-8")
    run("init", "other", "--forge", "github")
    assert not Path("other/.github/dependabot.yml").exists()


def test_they_name_the_directory_of_the_configuration_as_one_word(run):
    run("init", "--forge", "github", "--config", "on call/it's #1")
    named = [yaml.safe_load(one.read_text("utf-8"))["env"] for one in WORKFLOWS.iterdir()]
    assert named == [{"PDSYNC_CONFIG": "on call/it's #1"}] * 3


def test_a_page_has_no_workflows(run):
    ended = run("init", "--runbook", "web", "--forge", "github")
    assert (ended.code, "--forge" in ended.err) == (1, True)


def test_nothing_is_pasted_into_a_shell_and_a_secret_is_in_one_step(workflows):
    for file in workflows:
        steps = steps_of(file)
        assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
        assert file.read_text("utf-8").count("${{ secrets.") == sum(
            "secrets." in str(step.get("env")) for step in steps
        )


def test_the_key_that_may_write_is_in_the_environment_that_asks_alone(workflows):
    jobs = {
        name: job["environment"]
        for file in workflows
        for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items()
        if "secrets.PAGERDUTY_TOKEN" in str(job)
    }
    assert jobs == {"apply": "pagerduty-apply"}


def test_a_fork_and_dependabot_get_the_plan_that_takes_no_key(workflows):
    jobs = yaml.safe_load((WORKFLOWS / "pdsync-plan.yml").read_text("utf-8"))["jobs"]
    assert {name: job.get("if") for name, job in jobs.items()} == {
        "lint": None,
        "plan": "github.event.pull_request.head.repo.full_name == github.repository "
        "&& github.event.pull_request.user.login != 'dependabot[bot]'",
        "plan-without-key": "github.event.pull_request.head.repo.full_name != github.repository "
        "|| github.event.pull_request.user.login == 'dependabot[bot]'",
    }
    assert "environment" not in jobs["plan-without-key"]
    assert "secrets." not in str(jobs["plan-without-key"])


MAY = {
    "plan lint": {"contents": "read"},
    "plan plan": {"contents": "read", "pull-requests": "write"},
    "plan plan-without-key": {"contents": "read"},
    "apply plan": {"contents": "read"},
    "apply apply": {"contents": "read"},
    "drift drift": {"contents": "read", "issues": "write"},
}


def test_only_the_job_that_comments_may_write_and_only_where_it_does(workflows):
    may = {
        f"{file.stem.removeprefix('pdsync-')} {name}": job["permissions"]
        for file in workflows
        for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items()
    }
    assert may == MAY
    text = "".join(file.read_text("utf-8") for file in workflows)
    assert "pull_request_target" not in text


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_directory_that_a_forge_would_evaluate_is_refused(run, forge):
    ended = run("init", "--forge", forge, "--config", "a${{ secrets.B }}")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: --config cannot be 'a${{ secrets.B }}' with --forge",
    )
    assert not Path("README.md").exists()


def test_the_actions_are_those_that_this_repository_pins(workflows):
    own = Path(__file__).resolve().parents[2] / ".github" / "workflows"
    pinned = {
        use for file in own.iterdir() for use in re.findall(r"uses: (.+)", file.read_text("utf-8"))
    }
    used = {
        use
        for file in workflows
        for use in re.findall(r"uses: (\S+ # v[\d.]+)", file.read_text("utf-8"))
    }
    assert used
    assert used <= pinned


@pytest.mark.slow
@pytest.mark.process
def test_they_match_the_schema_and_zizmor_finds_nothing(workflows, run):
    run("init", "--forge", "gitlab")
    tools = Path(sys.executable).parent
    schema = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    zizmor = [shutil.which("zizmor", path=tools), "--offline", "--strict-collection"]
    commands = [
        [*schema, "vendor.github-workflows", *workflows],
        [*schema, "custom.github-workflows-require-timeout", *workflows],
        [*schema, "vendor.dependabot", ".github/dependabot.yml"],
        [*schema, "vendor.gitlab-ci", ".gitlab-ci.yml"],
        [*zizmor, "--persona", "auditor", "--no-progress", ".github"],
    ]
    ended = [subprocess.run(one, capture_output=True, text=True, check=False) for one in commands]
    assert [one.returncode for one in ended] == [0] * 5, [one.stdout for one in ended]


@posix
@pytest.mark.slow
@pytest.mark.process
def test_a_merge_applies_its_plan_once_and_an_old_run_never_again(hosted):
    old = hosted.push(CHECKOUT)
    planned = hosted.job("plan", old)
    assert (planned.failed, "has-changes<<" in planned.outputs) == (False, True)
    applied = hosted.job("apply", old)
    assert ends(applied) == (False, ["Applied: 3 created."])
    assert applied.summary.startswith("## pdsync: applied: 3 created\n")

    new = hosted.push(CHECKOUT.replace("30m", "15m"))
    hosted.job("plan", new)
    again = hosted.job("apply", old)
    assert ends(again) == (True, ["The branch has moved on"])
    assert [step["name"] for step in again.done] == ["Go on only at the tip of the branch"]

    assert ends(hosted.job("apply", new)) == (False, ["Applied: 1 updated."])
    stale = hosted.job("apply", new)
    assert (stale.failed, stale.done[-1]["name"]) == (True, "Apply")
    assert "pdsync-plan.json is out of date: service `checkout-api`: " in stale.summary
    assert (
        "in a workflow run all of its jobs again, and not those alone that failed" in stale.summary
    )


@posix
@pytest.mark.slow
@pytest.mark.process
def test_a_forced_push_and_a_branch_called_like_a_command_are_told_apart(hosted):
    old = hosted.push(CHECKOUT, ODD_BRANCH)
    hosted.job("plan", old)
    git("commit", "-q", "--amend", "-m", "Another", at=hosted.work)
    hosted.push(CHECKOUT, ODD_BRANCH)
    assert ends(hosted.job("apply", old, branch=ODD_BRANCH))[0] is True
    assert list(hosted.top.rglob("x")) == []


@posix
@pytest.mark.slow
@pytest.mark.process
def test_gitlab_applies_at_the_tip_of_the_branch_and_nowhere_else(hosted, run):
    run("init", "work", "--forge", "gitlab")
    jobs = yaml.safe_load(Path("work/.gitlab-ci.yml").read_text("utf-8"))
    commit = hosted.push(CHECKOUT, ODD_BRANCH)
    environment = environment_of_runner(
        CI_COMMIT_SHA=commit,
        CI_COMMIT_BRANCH=ODD_BRANCH,
        PAGERDUTY_TOKEN="any-token",
        PDSYNC_API_URL=hosted.url,
        PDSYNC_CONFIG=jobs["variables"]["PDSYNC_CONFIG"]["value"],
    )

    def last_line(job):
        script = "\n".join(jobs[job]["script"])
        ended = subprocess.run(
            [*BASH, "-c", script],
            cwd=hosted.work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout.splitlines()[-1]

    assert last_line("plan")[0] == 0
    assert last_line("apply") == (0, "Applied: 3 created.")
    assert last_line("drift")[0] == 0
    gitlab = GitLab(token="any-token")
    gitlab.head = commit
    with served(gitlab) as address:
        environment |= {
            "CI_API_V4_URL": f"{address}{gitlab.base}",
            "CI_PROJECT_ID": str(PROJECT),
            "CI_MERGE_REQUEST_IID": "5",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": ODD_BRANCH,
            "GITLAB_TOKEN": "any-token",
        }
        del environment["GITHUB_ACTIONS"]
        hosted.push(CHECKOUT.replace("30m", "15m"), "draft")
        assert last_line("plan of merge request")[0] == 0
        assert last_line("drift")[0] == 2
    assert [one["body"].splitlines()[1] for one in gitlab.notes] == ["## pdsync: 1 to update"]
    assert [one["title"] for one in gitlab.issues] == ["pdsync drift: acme"]
    hosted.push(CHECKOUT, ODD_BRANCH)
    code, said = last_line("apply")
    assert (code, said.startswith("The branch has moved on")) == (1, True)


def keys_in(node):
    if isinstance(node, list):
        return {name for one in node for name in keys_in(one)}
    if not isinstance(node, dict):
        return set()
    return {str(name) for name in node} | {name for one in node.values() for name in keys_in(one)}


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_page_explains_each_key_and_each_step(run, forge):
    run("init", "--forge", forge)
    files = [*WORKFLOWS.iterdir()] if forge == "github" else [Path(".gitlab-ci.yml")]
    page = (ROOT / "docs" / "pull-requests.md").read_text(encoding="utf-8")
    explained = "\n".join(re.findall(r"`+[^`\n]+`+", page))
    # `on:` is the truth to YAML.
    plain = {"True", "name", "jobs", "steps", "run", "script", "with", "on", "value", "read"}
    for file in files:
        keys = keys_in(yaml.safe_load(file.read_text("utf-8"))) - plain
        assert [key for key in sorted(keys) if key not in explained] == [], file.name
    named = [] if forge == "gitlab" else [step for file in files for step in steps_of(file)]
    steps = {step["name"] for step in named if "name" in step}
    assert [name for name in sorted(steps) if f"`{name}`" not in page] == []
