"""Hook for pre-commit: what it runs is a command line of this version."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

HOOKS = yaml.safe_load(Path(__file__).parents[2].joinpath(".pre-commit-hooks.yaml").read_text())


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
