"""The composite action is valid, pinned, pastes nothing into a shell, and does what it says."""

import os
import re

import pytest
import yaml
from command_line import CHECKOUT
from forge.fake import served
from forge.github import GitHub
from git_repository import git
from hosting import ODD_BRANCH, hosting
from published_schemas import check_schema
from source_code import ROOT
from test_workflows import PINNED
from workflow_runs import NOT_HERE, Job, environment_of_runner

from pdsync import __version__

pytestmark = pytest.mark.slow  # reads large schemas of others

FILE = ROOT / ".github" / "actions" / "pdsync" / "action.yml"
ACTION = yaml.safe_load(FILE.read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
COMMANDS = [step for step in STEPS if "run" in step]


def test_it_matches_the_published_schema():
    checked = check_schema("vendor.github-actions", FILE)
    assert checked.returncode == 0, checked.stdout


def test_what_it_uses_is_pinned_by_hash():
    used = re.findall(r"uses:\s*(.+)", FILE.read_text(encoding="utf-8"))
    assert [use for use in used if not PINNED.fullmatch(use)] == []


def test_each_command_names_its_shell_and_nothing_is_pasted_into_it():
    assert {step["shell"] for step in COMMANDS} == {"bash"}
    assert [step["name"] for step in COMMANDS if "${{" in step["run"]] == []


def test_the_key_is_in_one_step_and_the_token_of_the_run_in_another():
    held = {
        value: [step["name"] for step in COMMANDS if value in str(step.get("env"))]
        for value in ("inputs.pagerduty-token", "inputs.github-token")
    }
    assert held == {
        "inputs.pagerduty-token": ["Plan"],
        "inputs.github-token": ["Base", "Comment"],
    }


def test_it_installs_the_version_that_it_comes_with():
    assert ACTION["inputs"]["version"]["default"] == __version__


def test_what_is_downloaded_is_cached_for_its_system_and_version():
    (cache,) = [step["with"] for step in STEPS if "actions/cache@" in step.get("uses", "")]
    key = {"inputs.version", "inputs.python-version", "runner.os", "runner.arch"}
    assert {*re.findall(r"\$\{\{ (.*?) \}\}", cache["key"])} == key
    (install,) = [step["run"] for step in COMMANDS if step["name"] == NOT_HERE]
    assert '--cache-dir "$RUNNER_TEMP/pdsync-pip"' in install
    assert cache["path"] == "${{ runner.temp }}/pdsync-pip"


def test_the_page_has_each_input():
    page = (ROOT / "docs" / "pull-requests.md").read_text(encoding="utf-8")
    assert [name for name in ACTION["inputs"] if f"| `{name}` |" not in page] == []


class Action(Job):
    """The action in a checkout, with these inputs."""

    def __init__(self, environment, **inputs):
        defaults = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
        self.given = {**defaults, **{name.replace("_", "-"): one for name, one in inputs.items()}}
        self.workflow, self.steps = {}, COMMANDS
        self.values = {f"inputs.{name}": value for name, value in self.given.items()}
        self.values["steps.base.outputs.ref"] = ""  # of a step that is left out
        self.environment = environment
        self.done, self.out, self.summary, self.outputs = [], "", "", ""

    def run(self, at):
        """Run the steps as their conditions say."""
        failed = False
        for step in self.steps:
            if step["name"] != NOT_HERE and self._wants(step.get("if", ""), failed=failed):
                failed |= self._step(step, at)
        return failed

    def _wants(self, condition, *, failed):
        planned = "Plan" in [one["name"] for one in self.done]
        has_key = self.given["pagerduty-token"] != ""
        of_request = self.environment["GITHUB_EVENT_NAME"] == "pull_request"
        return {
            "": not failed,
            "github.event_name == 'pull_request'": not failed and of_request,
            "inputs.pagerduty-token != ''": not failed and has_key,
            "inputs.pagerduty-token == '' && github.event_name == 'pull_request'": not failed
            and not has_key
            and of_request,
            "always() && steps.plan.outcome != 'skipped' && inputs.comment == 'true'": planned
            and self.given["comment"] == "true",
        }[condition]


@pytest.fixture
def acted(tmp_path, run):
    """Run the action on a configuration, at an account and a forge of this machine."""
    forge = GitHub(token="any-token")
    with hosting(tmp_path, run) as hosted, served(forge) as address:

        def acted(text, before=None, base="main", of="pull_request", **inputs):
            hosted.pull_request(address)
            older = hosted.push(before, base) if before else None
            commit = hosted.merge_of_request(text) if before else hosted.push(text)
            hosted.of_forge["GITHUB_EVENT_NAME"] = of
            runner = tmp_path / "runner" / str(len(list(tmp_path.glob("runner/*"))))
            checkout = runner / "checkout"
            checked_out(commit, hosted.bare.as_uri(), checkout)
            environment = environment_of_runner(
                **hosted.of_forge,
                GITHUB_SHA=commit,
                PDSYNC_API_URL=hosted.url,
                GITHUB_ACTION_PATH=str(FILE.parent),
                RUNNER_TEMP=str(runner),
            )
            action = Action(environment, github_token="any-token", **inputs)
            # What the event tells of the base is what it was when somebody pushed, not what was
            # merged into: others merge meanwhile.
            action.values["github.event.pull_request.base.sha"] = older or commit
            action.values["github.base_ref"] = base
            action.failed = action.run(checkout)
            action.comments = [one["body"].splitlines()[1] for one in forge.comments]
            return action

        yield acted


def checked_out(commit, url, at):
    """What actions/checkout leaves: one commit, without its parents."""
    git("init", "-q", str(at))
    git("remote", "add", "origin", url, at=at)
    git("fetch", "-q", "--no-tags", "--depth=1", "origin", commit, at=at)
    git("checkout", "-q", "--detach", commit, at=at)


on_posix = pytest.mark.skipif(os.name == "nt", reason="needs the bash of a runner")


@pytest.mark.process
@on_posix
def test_a_plan_is_commented_and_its_outputs_are_set(acted):
    action = acted(CHECKOUT, pagerduty_token="any-token")
    assert (action.failed, action.comments) == (False, ["## pdsync: 3 to create"])
    assert "has-changes<<" in action.outputs
    assert "3 to create" in action.summary


@pytest.mark.process
@on_posix
@pytest.mark.parametrize("base", ["main", ODD_BRANCH])
def test_the_merge_and_what_was_changed_outside_are_told_apart(acted, base, tmp_path):
    text = CHECKOUT.replace("30m", "15m")
    action = acted(text, before=CHECKOUT, base=base, pagerduty_token="any-token")
    assert (action.failed, action.comments) == (False, ["## pdsync: 4 to create"])
    said = " ".join(action.out.split())
    assert f"Since origin/{base}: 0 changes of the merge alone; 4 changes take back" in said
    assert list(tmp_path.rglob("x")) == []


@pytest.mark.process
@on_posix
@pytest.mark.parametrize("base", ["main", ODD_BRANCH])
def test_a_fork_is_planned_against_its_base_in_the_summary_alone(acted, base, tmp_path):
    action = acted(CHECKOUT.replace("30m", "15m"), before=CHECKOUT, base=base)
    assert (action.failed, action.comments) == (False, [])
    assert [one["name"] for one in action.done] == ["Lint", "Base", "Plan without a key"]
    assert "## pdsync: 1 to update\n" in action.summary
    assert f"the configuration at origin/{base}, not with" in " ".join(action.out.split())
    assert "has-changes<<" in action.outputs
    assert list(tmp_path.rglob("x")) == []


@pytest.mark.process
@on_posix
def test_elsewhere_than_in_a_pull_request_there_is_lint_without_a_key(acted):
    action = acted(CHECKOUT, of="push")
    assert (action.failed, [one["name"] for one in action.done]) == (False, ["Lint"])


@pytest.mark.parametrize("command", [("lint",), ("plan", "--sandbox")])
def test_its_two_steps_share_the_ten_annotations_that_a_runner_takes_of_it(
    run, write, monkeypatch, command
):
    services = "".join(f"  s{n}: {{escalation_policy: checkout}}\n" for n in range(30))
    wrong = services.replace("escalation_policy", "policy")
    write(CHECKOUT.replace("services:\n", f"services:\n{wrong if len(command) == 1 else services}"))
    monkeypatch.setenv("GITHUB_ACTION_PATH", str(FILE.parent))
    told = run(*command, "--format", "github").out
    shown = [line for line in told.split(", in the log")[0].splitlines() if line[:2] == "::"]
    assert len(shown) == 5
    assert re.search(r"::and \d\d more (error|note)s$", shown[-1])


@pytest.mark.process
@on_posix
def test_without_a_comment_there_is_none(acted):
    action = acted(CHECKOUT, pagerduty_token="any-token", comment="false")
    assert (action.failed, action.comments) == (False, [])


@pytest.mark.process
@on_posix
def test_a_directory_that_is_called_like_a_command_is_a_directory(acted, tmp_path):
    action = acted(CHECKOUT, config="$(touch x); policies")
    assert (action.failed, list(tmp_path.rglob("x"))) == (True, [])
