"""What the benchmarks measure is what they say: sound configurations of the asked sizes."""

import runpy
import subprocess
import sys

import pytest
from source_code import ROOT

from pdsync.kinds import refs_in
from pdsync.source import load

pytestmark = pytest.mark.slow  # makes large accounts

LEAVER = "leaver@acme.example"


def written(script, size, directory):
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT / "benchmarks"))
        runpy.run_path(str(ROOT / "benchmarks" / script))["write"](size, directory)
    return directory


@pytest.fixture
def services(tmp_path):
    return load(written("services.py", 250, tmp_path) / "policies")


@pytest.fixture
def schedules(tmp_path):
    written("schedules.py", 60, tmp_path)
    return [load(tmp_path / name) for name in ("policies", "without")]


def members(config):
    """Return who is in each schedule."""
    return [[ref.key for _, ref in refs_in(one.resource)] for one in config.of("schedule")]


def test_the_services_have_no_problems(services):
    assert services.problems == ()


def test_there_is_a_policy_and_a_schedule_for_ten_services(services):
    kinds = ("service", "escalation_policy", "schedule")
    assert [len(list(services.of(kind))) for kind in kinds] == [250, 25, 25]


def test_the_schedules_have_no_problems(schedules):
    assert [one.problems for one in schedules] == [(), ()]


def test_one_of_five_to_eight_members_leaves_every_schedule(schedules):
    before, after = map(members, schedules)
    assert {len(one) for one in before} == {5, 6, 7, 8}
    assert [[who for who in one if who != LEAVER] for one in before] == after
    assert all(LEAVER in one for one in before)


def test_every_chosen_row_is_printed_with_a_line_of_numbers():
    words = ["--scale", "200", "--latency", "0", "--rows", "lint", "apply-six"]
    ended = subprocess.run(
        [sys.executable, "benchmarks/run.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in ended.stdout.splitlines()[3:-1] if line]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert said[0::2] == [
        "lint: lint of the example organisation",
        "apply-six: first apply, 1 services, 6 writers",
    ]
    requests = [int(line.split()[1]) for line in said[1::2]]
    assert (len(requests), requests[0], requests[1] > 0) == (2, 0, True)
