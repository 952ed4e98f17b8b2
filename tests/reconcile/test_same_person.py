"""A plan by which two levels that follow each other are the same person: nobody new is woken."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA, account, layer, override, policy, schedule
from reconcile.world import SETTINGS, START, World, said

from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_text

QUIET = "safety: {oncall_now: allow, new_gap: allow}\n"


def both(primary, secondary, *rules):
    schedules = schedule(primary) + schedule(secondary, key="secondary")
    return account(schedules, policy(*(rules or ("primary", "secondary"))))


def warned(plan):
    return [message for rule, _, message in said(plan) if rule == "same-person"]


def planned(world, before, after, settings=QUIET):
    world.applied(before)
    return world.plan(after, SETTINGS + settings)


FOUR = both(layer(ANA, BEN, CHLOE, MAYA), layer(BEN, CHLOE, MAYA, ANA))
"""Whoever is second has the first level a week later."""


def test_two_levels_that_are_one_person_from_now_on_are_told_as_such(world):
    pair = both(layer(ANA, BEN), layer(ANA, BEN))
    assert warned(planned(world, FOUR, pair)) == [
        "levels 1 and 2 of escalation policy `checkout` will be the same person from "
        "now on, every week"
    ]


def test_the_public_case_of_two_rotas_that_two_people_leave(world, shared):
    # Chloe has the second level when Ben leaves the first: she takes it over and keeps hers.
    case = shared / "cases" / "field" / "06-same-person-on-two-levels"
    before, after = (case / name for name in ("before.yaml", "policies/a.yaml"))
    world = World()
    world.now = START.replace(month=11, day=27)
    world.applied(before.read_text("utf-8"))
    assert warned(world.plan(after.read_text("utf-8"))) == [
        "levels 1 and 2 of escalation policy `on-call` will be the same person from "
        "now on, every week"
    ]


def test_some_weeks_of_it_are_counted(world):
    mixed = both(layer(ANA, BEN, CHLOE, MAYA), layer(ANA, CHLOE))
    assert warned(planned(world, FOUR, mixed)) == [
        "levels 1 and 2 of escalation policy `checkout` will be the same person from "
        "now to 2026-03-09 09:00 (Europe/London), and once more"
    ]


def test_what_was_so_before_is_not_news(world):
    pair = both(layer(ANA, BEN), layer(ANA, BEN))
    renamed = both(layer(ANA, BEN, rotate="2 weeks"), layer(ANA, BEN, rotate="2 weeks"))
    assert warned(planned(world, pair, renamed)) == []


def test_a_level_that_has_somebody_else_too_escalates(world):
    rules = ("primary", f"secondary, {MAYA}")
    pair = both(layer(ANA, BEN), layer(ANA, BEN), *rules)
    assert warned(planned(world, FOUR, pair)) == []


def test_only_the_level_that_changes_need_be_in_the_plan(world):
    # The policy and the other schedule stay: who is on call by them is looked up.
    second = both(layer(ANA, BEN, CHLOE, MAYA), layer(ANA, BEN, CHLOE, MAYA))
    assert len(warned(planned(world, FOUR, second))) == 1


def test_a_rule_that_is_added_with_the_same_person_is_told(world):
    one = account(policies=policy(ANA))
    assert warned(planned(world, one, account(policies=policy(ANA, ANA)))) == [
        "levels 1 and 2 of escalation policy `checkout` will be the same person from "
        "now on, every week"
    ]


@pytest.mark.parametrize(
    ("upper", "told"),
    [
        (f"{ANA}, {BEN}", "levels 1 and 2 of {} will be the same people from now on, every week"),
        (f"{ANA}, {BEN}, {CHLOE}", "level 2 of {} will have only people of level 1 from now on"),
    ],
)
def test_people_among_others_are_not_all_of_them(world, upper, told):
    one, more = (account(policies=policy(upper, *also)) for also in ((), (f"{BEN}, {ANA}",)))
    said = warned(planned(world, one, more))
    assert [told.format("escalation policy `checkout`") in line for line in said] == [True]


def test_a_policy_that_loses_a_level_keeps_what_the_others_had(world):
    rules = ("primary", "secondary", "secondary")
    before = both(layer(ANA, BEN), layer(CHLOE, MAYA), *rules)
    after = both(layer(ANA, BEN), layer(CHLOE, MAYA), *rules[1:])
    assert warned(planned(world, before, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([ANA, ANA], [ANA, ANA, BEN, BEN], [3]),  # others than those who were twice before
        ([ANA, ANA], [ANA, ANA, BEN, ANA, ANA], [4]),  # once more than before
        ([ANA, ANA], [BEN, ANA, ANA], []),
        ([BEN, ANA, ANA], [ANA, ANA], []),
        ([ANA, ANA, BEN, BEN], [ANA, ANA, BEN], []),
        ([ANA, ANA, BEN], [ANA, BEN, BEN, BEN], [2, 3]),
        ([ANA, BEN, ANA], [ANA, ANA], [1]),  # who stood between them goes
        ([f"primary, {ANA}", ANA, BEN], [ANA, ANA], []),  # so while Ana has the turn
    ],
)
def test_where_levels_come_or_go_a_pair_is_news_unless_it_was_there(world, before, after, told):
    turns = schedule(layer(ANA))
    plan = planned(world, account(turns, policy(*before)), account(turns, policy(*after)))
    assert warned(plan) == [
        f"levels {one} and {one + 1} of escalation policy `checkout` will be the same person "
        "from now on, every week"
        for one in told
    ]


def test_an_override_that_separates_two_levels_counts(world):
    world.applied(FOUR)
    override(world, CHLOE, "2026-03-02T11:00:00Z", "2026-03-09T09:00:00Z", "secondary")
    plan = world.plan(both(layer(ANA, BEN), layer(ANA, BEN)), SETTINGS + QUIET)
    assert warned(plan) == [
        "levels 1 and 2 of escalation policy `checkout` will be the same person from "
        "now to 2026-03-02 11:00 (Europe/London), and once more"
    ]


@pytest.mark.parametrize(("setting", "warnings", "refused"), [("allow", 0, 0), ("refuse", 0, 1)])
def test_it_can_be_allowed_or_refused(world, setting, warnings, refused):
    settings = f"safety: {{oncall_now: allow, same_person: {setting}}}\n"
    plan = planned(world, FOUR, both(layer(ANA, BEN), layer(ANA, BEN)), settings)
    assert (len(warned(plan)), len(plan.refused)) == (warnings, refused)


def lines(plan):
    """What stands below the heading of who is on call, of levels that are the same."""
    text = plan_text(plan_json(plan), Style(columns=80))
    return [line for line in text.splitlines() if "the same pe" in line or "levels 1 and" in line]


def test_it_is_a_risk_beside_who_is_on_call(world):
    pair = both(layer(ANA, BEN), layer(ANA, BEN))
    assert lines(planned(world, FOUR, pair)) == [
        "  ! levels 1 and 2 of checkout are the same person from now on, every week"
    ]


def test_some_weeks_of_it_are_told_by_the_first(world):
    mixed = both(layer(ANA, BEN, CHLOE, MAYA), layer(ANA, CHLOE))
    assert lines(planned(world, FOUR, mixed)) == [
        "  ! levels 1 and 2 of checkout are the same person now until Mon 9 Mar 09:00,"
    ]


def test_the_json_says_when_and_on_which_levels(world):
    pair = both(layer(ANA, BEN), layer(ANA, BEN))
    assert plan_json(planned(world, FOUR, pair))["oncall"]["same_person"] == [
        {
            "key": "checkout",
            "name": "checkout",
            "levels": [1, 2],
            "time_zone": "Europe/London",
            "times": [{"start": "2026-03-02T10:00:00Z", "end": "2026-03-30T11:00:00+01:00"}],
            "several": False,
            "others": False,
            "for_ever": True,
        }
    ]


def test_what_is_allowed_is_said_nowhere(world):
    settings = "safety: {oncall_now: allow, same_person: allow}\n"
    plan = planned(world, FOUR, both(layer(ANA, BEN), layer(ANA, BEN)), settings)
    assert (lines(plan), plan_json(plan)["oncall"]["same_person"]) == ([], [])


def rotation(*members, key, zone="Europe/London", handoff="Mon 09:00"):
    """A shift-based schedule of one rotation."""
    return (
        f"  {key}:\n    time_zone: {zone}\n    rotations:\n      - name: Weekly\n"
        f'        rotate: weekly\n        handoff: "{handoff}"\n'
        f"        members: [{', '.join(members)}]\n"
        f"        anchor: {{who: {members[0]}, at: 2026-01-05}}\n"
    )


def shifts(primary, secondary, **more):
    schedules = rotation(*primary, key="primary") + rotation(*secondary, key="secondary", **more)
    return account(schedules, policy("primary", "secondary"))


def told(world, before, after):
    (same,) = plan_json(planned(world, before, after))["oncall"]["same_person"]
    return [(one["start"], one["end"]) for one in same["times"]], same["for_ever"]


def test_shift_based_schedules_are_compared_alike(world):
    before = shifts([ANA, BEN], [BEN, ANA])
    assert told(world, before, shifts([ANA, BEN], [ANA, BEN])) == (
        [("2026-03-02T10:30:00Z", "2026-03-30T11:00:00+01:00")],  # once the successor takes over
        True,
    )


def test_hand_offs_in_two_zones_leave_hours_of_it(world):
    # The second level hands over some hours later: until then it has whom the first level gets.
    there = {"zone": "America/New_York"}
    before = shifts([ANA, BEN], [CHLOE, MAYA], **there)
    assert told(world, before, shifts([ANA, BEN], [BEN, ANA], **there)) == (
        [
            ("2026-03-02T10:30:00Z", "2026-03-02T14:00:00Z"),
            # New York's clocks have changed, and London's do on 29 March.
            ("2026-03-09T09:00:00Z", "2026-03-09T13:00:00Z"),
            ("2026-03-16T09:00:00Z", "2026-03-16T13:00:00Z"),
            ("2026-03-23T09:00:00Z", "2026-03-23T13:00:00Z"),
            ("2026-03-30T09:00:00+01:00", "2026-03-30T11:00:00+01:00"),
        ],
        False,
    )


TURN = "], escalation_rule_assignment_strategy: round_robin}"
"""What makes a rule a round robin."""


def in_turn(*rules):
    """Return a policy whose first level asks one of its targets."""
    return account(policies=policy(*rules).replace("]}", TURN, 1))


def test_of_a_round_robin_it_is_not_known_who_was_asked(world):
    before, after = (in_turn(f"{ANA}, {BEN}", one) for one in (CHLOE, ANA))
    assert warned(planned(world, before, after)) == []


def test_a_round_robin_of_one_person_asks_them(world):
    assert len(warned(planned(world, in_turn(ANA, CHLOE), in_turn(ANA, ANA)))) == 1


def test_a_round_robin_that_ends_asks_everybody(world):
    rules = (f"{ANA}, {BEN}", ANA)
    all_of_them = account(
        policies=policy(*rules).replace("]}", TURN.replace("round_robin", "assign_to_everyone"), 1)
    )
    assert warned(planned(world, in_turn(*rules), all_of_them)) == [
        "level 2 of escalation policy `checkout` will have only people of level 1 from now on, "
        "every week"
    ]


def test_it_leads_to_the_policy_also_where_only_a_schedule_changes(world):
    plan = planned(world, FOUR, both(layer(ANA, BEN), layer(ANA, BEN)))
    assert [str(one.place) for one in plan.diagnostics] == ["policies.yaml:19:3"]


ONCE_MORE = [
    "levels 1 and 2 of escalation policy `checkout` will be the same person from now on, every week"
]
LEFT = {
    "by name": (policy(f"{BEN}, {ANA}", ANA), policy(ANA, ANA), ONCE_MORE),
    "of three": (policy(f"{BEN}, {ANA}, {CHLOE}", ANA), policy(f"{ANA}, {CHLOE}", ANA), []),
    "and some stay": (
        policy(f"{BEN}, {ANA}, {CHLOE}", f"{ANA}, {CHLOE}"),
        policy(f"{ANA}, {CHLOE}", f"{CHLOE}, {ANA}"),
        [ONCE_MORE[0].replace("person", "people")],
    ),
    "on both": (policy(f"{BEN}, {ANA}", f"{ANA}, {BEN}"), policy(ANA, ANA), []),
    "who was alone above": (policy(BEN, ANA), policy(ANA, ANA), ONCE_MORE),
    "below two that were so": (
        policy(ANA, ANA, f"{BEN}, {ANA}"),
        policy(ANA, ANA, ANA),
        [ONCE_MORE[0].replace("levels 1 and 2", "levels 2 and 3")],
    ),
}
"""Somebody leaves one level, or both: the policy before and after, and what is said."""


@pytest.mark.parametrize("who", LEFT)
def test_whoever_is_left_alone_on_two_levels_is_told(world, who):
    before, after, said_ = LEFT[who]
    assert warned(planned(world, account(policies=before), account(policies=after))) == said_


def test_a_schedule_beside_who_is_left_counts_by_its_people(world):
    beside = schedule(layer(BEN, ANA)) + schedule(layer(ANA, BEN), key="secondary")
    before = account(beside, policy("primary, secondary", "secondary"))
    after = account(beside, policy("secondary", "secondary"))
    assert warned(planned(world, before, after)) == ONCE_MORE
