"""Hook for pre-commit, and the configuration that `pdsync init` writes: what they run, and when."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from git_repository import AUTHOR, NOWHERE

FILE = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
HOOKS = yaml.safe_load(FILE.read_text())
CONFIGURATION = ".pre-commit-config.yaml"


def test_the_hook_runs_whatever_is_committed_once_and_on_the_whole_configuration():
    (hook,) = HOOKS
    asked = {name: hook[name] for name in ("pass_filenames", "always_run", "require_serial")}
    assert asked == {"pass_filenames": False, "always_run": True, "require_serial": True}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_what_a_hook_runs_is_a_command_that_finds_what_is_wrong(hook, run, write):
    program, *words = hook["entry"].split()
    write("services: {web: {name: Web, escalation_polcy: web}}")
    ended = run(*words)
    assert (program, ended.code) == ("pdsync", 1)
    assert "did you mean `escalation_policy`?" in ended.err + ended.out


def test_init_writes_the_same_hook_for_the_pdsync_that_is_installed(run):
    run("init")
    (repo,) = yaml.safe_load(Path(CONFIGURATION).read_text())["repos"]
    (hook,) = repo["hooks"]
    (ours,) = HOOKS
    same = {name: value for name, value in ours.items() if name not in {"description", "language"}}
    assert (repo["repo"], hook) == ("local", {**same, "language": "system"})


@pytest.mark.parametrize("directory", ["conf", "conf/on call", 'it\'s "ours"', "día #1: x"])
def test_a_configuration_elsewhere_is_named(directory, run):
    run("init", "--config", directory)
    (repo,) = yaml.safe_load(Path(CONFIGURATION).read_text(encoding="utf-8"))["repos"]
    words = subprocess.run(
        ["sh", "-c", repo["hooks"][0]["entry"].replace("pdsync", "printf '%s\\n'", 1)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert words.stdout.splitlines() == ["lint", "--config", directory]


def test_one_that_is_there_is_left_as_it_is(run):
    Path(CONFIGURATION).write_text("repos: []\n")
    said = run("init").out.partition("There already, and left as it is:")[2]
    assert (CONFIGURATION in said, Path(CONFIGURATION).read_text()) == (True, "repos: []\n")


@pytest.fixture
def pre_commit(tmp_path_factory):
    """Run pre-commit itself, and git with its hooks, where nobody's settings count."""
    pytest.importorskip("pre_commit")
    home = tmp_path_factory.mktemp("pre-commit")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "HOME": str(home), "PRE_COMMIT_HOME": str(home)}

    def ran(*words):
        return subprocess.run(
            words,
            env={**environment, **AUTHOR, **NOWHERE},
            check=False,
            capture_output=True,
            text=True,
        )

    return ran


OWN = (sys.executable, "-m", "pre_commit")


@pytest.mark.slow
def test_pre_commit_takes_what_is_written(pre_commit, run):
    run("init", "--config", "conf/on call")
    checks = [("validate-config", CONFIGURATION), ("validate-manifest", str(FILE))]
    ended = [pre_commit(*OWN, *words) for words in checks]
    assert [(one.returncode, one.stdout + one.stderr) for one in ended] == [(0, ""), (0, "")]


@pytest.mark.slow
@pytest.mark.process
def test_a_commit_that_only_deletes_a_file_is_checked(pre_commit, run):
    run("init")
    for words in (["init", "-q"], ["add", "-A"]):
        pre_commit("git", *words)
    pre_commit(*OWN, "install")
    begun = pre_commit("git", "commit", "-m", "Begin")
    pre_commit("git", "rm", "-q", "policies/runbooks/checkout.md")
    deleted = pre_commit("git", "commit", "-m", "Delete the runbook")
    assert (begun.returncode, deleted.returncode) == (0, 1)
    assert "error[missing-runbook]: there is no file 'runbooks/checkout.md'" in deleted.stderr
