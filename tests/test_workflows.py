"""The workflows are valid, pinned and allowed to do as little as possible."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from published_schemas import check_schema

pytestmark = pytest.mark.slow  # reads large schemas of others

GITHUB = Path(__file__).resolve().parent.parent / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.y*ml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

each_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)


def jobs_of(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]


def test_there_is_a_workflow():
    assert WORKFLOWS


@pytest.mark.parametrize(
    "schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"]
)
def test_workflows_match_the_published_schema(schema):
    checked = check_schema(schema, *WORKFLOWS)
    assert checked.returncode == 0, checked.stdout


def test_dependabot_settings_match_the_published_schema():
    checked = check_schema("vendor.dependabot", GITHUB / "dependabot.yml")
    assert checked.returncode == 0, checked.stdout


def test_the_schema_finds_a_misspelt_field(tmp_path):
    wrong = tmp_path / "ci.yml"
    wrong.write_text("on: push\njobs: {a: {runs-on: x, stepz: []}}\n", encoding="utf-8")
    assert "stepz" in check_schema("vendor.github-workflows", wrong).stdout


@each_workflow
def test_actions_are_pinned_by_hash_with_their_version_beside_it(file):
    used = re.findall(r"uses:\s*(.+)", file.read_text(encoding="utf-8"))
    loose = [use for use in used if not use.startswith("./") and not PINNED.fullmatch(use)]
    assert loose == []


SIGNING = {
    "release.yml attest": {"contents": "read", "id-token": "write", "attestations": "write"},
    "release.yml publish": {"id-token": "write"},
}
"""Jobs that may do more than read the code."""


@each_workflow
def test_a_workflow_may_do_nothing_and_a_job_may_only_read_the_code(file):
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    jobs = {f"{file.name} {name}": job.get("permissions") for name, job in workflow["jobs"].items()}
    assert workflow["permissions"] == {}
    assert jobs == {name: SIGNING.get(name, {"contents": "read"}) for name in jobs}


def test_zizmor_finds_nothing_whoever_asks():
    words = ("--offline", "--strict-collection", "--persona", "auditor", "--no-progress", GITHUB)
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    ended = subprocess.run([zizmor, *words], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "No findings to report. Good job!\n")


@each_workflow
def test_a_checkout_leaves_no_credentials_behind(file):
    steps = [step for job in jobs_of(file).values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)


@each_workflow
def test_nothing_from_outside_is_pasted_into_a_shell(file):
    commands = [step.get("run", "") for job in jobs_of(file).values() for step in job["steps"]]
    assert [command for command in commands if "${{" in command] == []


def test_ci_does_what_a_contributor_does_on_every_supported_system_and_python():
    job = jobs_of(GITHUB / "workflows" / "ci.yml")["check"]
    project = (GITHUB.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert [step["run"] for step in job["steps"] if "run" in step] == [
        "make demo",
        "make editors",
        "make forges",
        "make test",
    ]
    assert job["strategy"]["matrix"] == {
        "os": ["ubuntu-latest", "macos-latest", "windows-latest"],
        "python": re.findall(r"Python :: (3\.\d+)", project),
    }
