"""`pdsync simulate` tells repeats that go the same way in one line."""

import pytest
from command_line import CHECKOUT

ROTA = """\
schedules:
  primary:
    name: Primary
    time_zone: Etc/UTC
    layers:
      - rotate: weekly
        handoff: Mon 12:45
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ben.okafor@acme.example, at: 2026-03-02}
"""


def steps(ended):
    return [line for line in ended.out.splitlines() if line.startswith("  ")]


@pytest.fixture
def checkout(write):
    return lambda text: write(text.replace(", chloe.martin@acme.example]", "]"))


def test_equal_repeats_are_one_line(run, checkout):
    checkout(CHECKOUT)

    assert steps(run("simulate", "checkout-api")) == [
        "  0m      12:00   assigned to ana.silva@acme.example",
        "                  level 1 of checkout: by name",
        "  10m     12:10   escalated to ben.okafor@acme.example",
        "                  level 2 of checkout: by name",
        "  25m     12:25   repeats 1 to 2 of 2 go the same way, 25m apart",
        "  1h 15m  13:15   no level is left",
    ]


def test_a_repeat_that_reaches_somebody_else_is_told(run, checkout):
    checkout(ROTA + CHECKOUT.replace("targets: [ana.silva@acme.example]", "targets: [primary]"))

    told = [line for line in steps(run("simulate", "checkout-api")) if "level" not in line]
    assert told == [
        "  0m      12:00   assigned to ana.silva@acme.example",
        "  10m     12:10   escalated to ben.okafor@acme.example",
        "  25m     12:25   repeat 1 of 2 goes the same way",
        "  50m     12:50   repeat 2 of 2: ben.okafor@acme.example",
        "  1h      13:00   escalated to ben.okafor@acme.example",
    ]


def test_equal_repeats_are_one_box_of_a_diagram(run, checkout):
    checkout(CHECKOUT)

    diagram = run("simulate", "checkout-api", "--format", "mermaid").out
    assert [line.strip() for line in diagram.splitlines() if "step" in line] == [
        'step0["assigned to ana.silva@acme.example<br/>level 1 of checkout: by name"]',
        "begin -->|at once| step0",
        'step1["escalated to ben.okafor@acme.example<br/>level 2 of checkout: by name"]',
        "step0 -->|after 10m| step1",
        'step2["repeats 1 to 2 of 2 go the same way, 25m apart"]',
        "step1 -->|after 15m| step2",
        'step3["no level is left"]',
        "step2 -->|after 50m| step3",
        "step3 --> finish",
    ]
