"""A large account of which one setting changes everywhere: its plan is read in two screens."""

import pytest
from organisation import ANA, BEN, CHLOE
from reconcile.world import World

from pdsync.render import PLAIN
from pdsync.render.plan import plan_json, plan_text

pytestmark = pytest.mark.slow
SCREENS = 46


EVERYBODY = [
    f"{one}@acme.example" for one in ("ana.silva", "ben.okafor", "maya.cohen", "chloe.martin")
]


def of_everybody(handoff="Wed 09:00", delay="10m"):
    """Return a dozen schedules of different people, and as many policies of two levels."""
    pairs = [(one, other) for one in EVERYBODY for other in EVERYBODY if one != other]
    rotas = "".join(
        f"  r{n}:\n    time_zone: Etc/UTC\n    layers:\n      - {{name: Weekly, rotate: weekly, "
        f"handoff: {handoff}, members: [{one}, {other}], anchor: {{who: {one}, at: 2026-01-07}}}}\n"
        for n, (one, other) in enumerate(pairs)
    )
    policies = "".join(
        f"  p{n}:\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: {delay}, targets: [r{n}]}}\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{other}, {one}]}}\n"
        for n, (one, other) in enumerate(pairs)
    )
    return f"schedules:\n{rotas}escalation_policies:\n{policies}"


def account(timeout="30m", delay="15m", member=BEN, services=200):
    """Return 20 schedules, 20 policies and as many services in teams."""
    teams = "".join(f"  t{n}: {{name: Team {n}}}\n" for n in range(4))
    rotas = "".join(
        f"  r{n}:\n    time_zone: Etc/UTC\n    layers:\n      - {{name: Weekly, rotate: weekly, "
        f"handoff: Mon 09:00, members: [{ANA}, {member}]}}\n"
        for n in range(20)
    )
    policies = "".join(
        f"  p{n}:\n    teams: [t{n % 4}]\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [r{n}]}}\n"
        f"      - {{escalation_delay_in_minutes: {delay}, targets: [{CHLOE}]}}\n"
        for n in range(20)
    )
    entries = "".join(
        f"  s{n}: {{escalation_policy: p{n % 20}, acknowledgement_timeout: {timeout}}}\n"
        for n in range(services)
    )
    sections = ("teams", teams), ("schedules", rotas), ("escalation_policies", policies)
    return "".join(f"{name}:\n{body}" for name, body in (*sections, ("services", entries)))


@pytest.fixture(scope="module")
def world():
    world = World()
    world.apply(account())
    return world


@pytest.fixture(scope="module")
def dozen():
    world = World()
    world.apply(of_everybody())
    return world


def shown(world, **edits):
    row = plan_json(world.plan(account(**edits)))
    return plan_text(row, PLAIN, room=SCREENS).splitlines()


def test_one_setting_of_all_services_is_one_line(world):
    assert shown(world, timeout="20m")[2:9] == [
        "  200 services   200 to update",
        "                 Team 0 50, Team 1 50, Team 2 50, Team 3 50",
        "",
        "  ~ acknowledgement_timeout 30m → 20m on 200 services",
        "      s0, s1, s2, s3, s4, s5, s6, s7 and 192 more",
        "",
        "… 192 of 200 changes are not shown whole: `--full` shows everything.",
    ]


def test_a_setting_of_everything_fits_two_screens(world):
    lines = shown(world, timeout="20m", delay="20m", member=CHLOE)

    assert len(lines) <= SCREENS
    assert [line for line in lines if line.startswith("  ~ ")] == [
        "  ~ 20 schedules",
        "  ~ 200 services",
        "  ~ 20 escalation policies",
    ]
    assert "      acknowledgement_timeout   30m → 20m" in lines
    assert "  r0, r1, r2 and 17 more" in lines


def test_the_same_delay_of_levels_with_other_targets_is_one_change(dozen):
    text = plan_text(plan_json(dozen.plan(of_everybody(delay="20m"))), PLAIN)

    assert text.splitlines()[2:6] == [
        "  ~ 12 escalation policies",
        "      p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11",
        "      escalation_rules   level 1  escalation_delay_in_minutes   10m → 20m",
        "      path   level 2: after 10m → after 20m · given up after 20m → 30m",
    ]


def test_a_hand_off_that_moves_is_told_once_whoever_stays(dozen):
    row = plan_json(dozen.plan(of_everybody(handoff="Wed 11:00")))
    lines = plan_text(row, PLAIN, room=SCREENS).splitlines()

    assert lines[2] == "  ~ layers 1 handoff Wed 09:00 → Wed 11:00 on 12 schedules"
    assert lines[6:9] == [
        "  r0, r1, r2 and 9 more",
        "      now   each stays until Wed 4 Mar 11:00, was until Wed 4 Mar 09:00",
        "      … and 4 more changed shifts until Wed 25 Mar 11:00; more after that",
    ]


def test_every_deletion_is_there(world):
    lines = shown(world, timeout="20m", services=170)

    gone = [line.split()[2] for line in lines if line.startswith("  - service ")]
    assert gone == [f"s{number}" for number in range(170, 200)]
