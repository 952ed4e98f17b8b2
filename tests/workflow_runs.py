"""Runs of workflows: each step's own commands, with bash, as GitHub Actions would start them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
OUTPUT = re.compile(r"^([\w-]+)=(.*)$", re.MULTILINE)  # in the form of one line
PASTED = re.compile(r"\$\{\{ (.*?) \}\}")
NOT_HERE = "Install pdsync"  # it is installed: the one under test


def expanded(text, values):
    """The text with its expressions; one that nobody gave a value is an error."""
    return PASTED.sub(lambda found: values[found[1]], text)


class Job:
    """A job of a workflow file in a checkout: its steps, and what the runner kept of them."""

    def __init__(self, file, name, values, environment):
        self.workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        self.steps = [one for one in self.workflow["jobs"][name]["steps"] if "run" in one]
        self.values, self.environment = values, environment
        self.done, self.out, self.summary, self.outputs = [], "", "", ""

    def run(self, at):
        """Run the steps in a directory up to the first that fails, then those for always."""
        failed = False
        for step in self.steps:
            if step["name"] != NOT_HERE and (not failed or self._is_for_always(step)):
                failed |= self._step(step, at)
        return failed

    def _is_for_always(self, step):
        condition = step.get("if", "")
        skipped = re.fullmatch(r"always\(\) && steps\.(\w+)\.outcome != 'skipped'", condition)
        assert skipped or not condition, f"what is {condition}?"
        ran = {one["id"] for one in self.done if "id" in one}
        return bool(skipped) and skipped[1] in ran

    def _step(self, step, at):
        files = {name: at.parent / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        own = {**self.workflow.get("env", {}), **step.get("env", {})}
        own = {name: expanded(value, self.values) for name, value in own.items()}
        environment = {**self.environment, **{name: str(one) for name, one in files.items()}, **own}
        script = at.parent / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        ended = subprocess.run(
            [*BASH, script], cwd=at, env=environment, capture_output=True, text=True, check=False
        )
        self.done.append(step)
        self.out += ended.stdout + ended.stderr
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        told = files["GITHUB_OUTPUT"].read_text(encoding="utf-8")
        self.outputs += told
        for name, value in OUTPUT.findall(told):
            self.values[f"steps.{step.get('id')}.outputs.{name}"] = value
        return ended.returncode != 0


def environment_of_runner(**words):
    """Variables that every step has; pdsync is the one of these tests."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    quiet = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    return {"PATH": path, "GITHUB_ACTIONS": "true", "CI": "true", **quiet, **words}
