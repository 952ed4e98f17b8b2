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


def names_of(script):
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT / "benchmarks"))
        return runpy.run_path(str(ROOT / "benchmarks" / script))


def written(script, size, directory):
    names_of(script)["write"](size, directory)
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


def measured(*words):
    return subprocess.run(
        [sys.executable, "benchmarks/run.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_chosen_row_is_printed_with_a_line_of_numbers():
    ended = measured("--scale", "200", "--latency", "0", "--rows", "lint", "apply-six")
    said = [line for line in ended.stdout.splitlines()[3:-1] if line]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert said[0::2] == [
        "lint: lint of the example organisation",
        "apply-six: first apply, 1 services, 6 writers",
    ]
    requests = [int(line.split()[1]) for line in said[1::2]]
    assert (len(requests), requests[0], requests[1] > 0) == (2, 0, True)


def test_several_runs_of_a_row_are_one_line_and_the_header_says_how_many():
    ended = measured("--scale", "2", "--runs", "3", "--rows", "lint")
    header, *said = [line for line in ended.stdout.splitlines() if line]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert header.endswith(" cores, the least of 3 runs")
    assert [line.split()[0] for line in said[2:-1]] == ["this"]


def test_of_several_runs_the_least_of_each_figure_counts():
    names = names_of("measure.py")
    usage = names["Usage"]
    slow_then_large = [usage(31, 2.0, 0.9, 70, 5), usage(31, 1.5, 1.1, 80, 5)]
    assert names["least"](slow_then_large) == usage(31, 1.5, 0.9, 70, 5)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["--base", "wrong"],
            1,
            "Stopped: git knows no commit `wrong` here: the base is a commit, a branch or a tag",
        ),
        (
            ["--runs", "0"],
            2,
            "run.py: error: argument --runs: '0' is no number of runs: write 1 or more",
        ),
    ],
)
def test_what_cannot_be_measured_is_told_in_a_sentence(words, code, told):
    ended = measured(*words, "--rows", "lint")
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (code, told)
    assert ended.stdout == ""
