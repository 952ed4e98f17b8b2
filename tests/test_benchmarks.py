"""What the benchmarks measure is what they say: a sound configuration of the asked size."""

import runpy

import pytest
from source_code import ROOT

from pdsync.source import load

pytestmark = pytest.mark.slow  # makes a large account

generate = runpy.run_path(str(ROOT / "benchmarks" / "generate.py"))


@pytest.fixture
def generated(tmp_path):
    generate["write"](250, tmp_path)
    return load(tmp_path / "policies")


def test_the_generated_configuration_has_no_problems(generated):
    assert generated.problems == ()


def test_there_is_a_policy_and_a_schedule_for_ten_services(generated):
    kinds = ("service", "escalation_policy", "schedule")
    assert [len(list(generated.of(kind))) for kind in kinds] == [250, 25, 25]
