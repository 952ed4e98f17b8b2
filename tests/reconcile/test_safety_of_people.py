"""What a plan does to who is on call and must not go unseen: warnings, and refusals."""

import pytest
from reconcile.on_duty import (
    ANA,
    BEN,
    CHLOE,
    MAYA,
    THREE,
    account,
    layer,
    override,
    policy,
    schedule,
    whole,
)
from reconcile.world import SETTINGS, said

LENIENT = SETTINGS + "safety: {new_gap: allow, oncall_now: allow}\n"
LENIENT_NOW = SETTINGS + "safety: {oncall_now: allow}\n"


def rules(plan):
    return [rule for rule, _, _ in said(plan)]


def test_whoever_is_removed_is_warned_of_with_who_takes_over(world):
    world.applied(THREE)
    plan = world.plan(whole(layer(ANA, BEN, MAYA)))
    assert said(plan) == [
        (
            "oncall-now",
            "policies.yaml:2:3",
            f"schedule `primary` puts {MAYA} on call at once, and takes {CHLOE} off",
        )
    ]


def test_several_people_are_a_list(world):
    rule = "escalation_policies: {a: {escalation_rules: [{escalation_delay_in_minutes: 5, "
    world.applied(f"{rule}targets: [{ANA}]}}]}}}}")
    plan = world.plan(f"{rule}targets: [{MAYA}, {BEN}, {CHLOE}]}}]}}}}")
    assert [message for _, _, message in said(plan)] == [
        f"level 1 of escalation policy `a` puts {BEN}, {CHLOE} and {MAYA} on call at once, "
        f"and takes {ANA} off"
    ]


@pytest.mark.parametrize(("setting", "warned", "refused"), [("allow", 0, 0), ("refuse", 0, 1)])
def test_changes_at_once_can_be_allowed_or_refused(world, setting, warned, refused):
    world.applied(THREE)
    settings = f"{SETTINGS}safety: {{oncall_now: {setting}}}\n"
    plan = world.plan(whole(layer(ANA, BEN, MAYA)), settings)
    assert (len(said(plan)), len(plan.refused)) == (warned, refused)


def test_a_gap_on_a_level_that_was_always_covered_is_refused(world):
    world.applied(THREE)
    plan = world.plan(whole(layer(ANA, BEN, CHLOE, only="Mon-Fri 09:00-17:00")))
    assert plan.refused == (
        "level 1 of escalation policy `checkout` was always covered, and will not be: nobody is on "
        "call at 2026-03-02 17:00 (Europe/London); `safety: {new_gap: warn}` in pdsync.yaml would "
        "let it pass",
    )


def test_the_first_time_with_nobody_is_after_a_stand_in(world):
    world.applied(THREE)
    override(world, MAYA, "2026-03-02T10:00:00Z", "2026-03-04T09:00:00Z")
    plan = world.plan(whole(layer(ANA, BEN, CHLOE, only="Mon-Fri 09:00-17:00")))
    assert "nobody is on call at 2026-03-04 17:00 (Europe/London)" in plan.refused[0]


def test_a_gap_can_be_a_warning_or_nothing(world):
    world.applied(THREE)
    gap = whole(layer(ANA, BEN, CHLOE, only="Mon-Fri 09:00-17:00"))
    warned = world.plan(gap, f"{SETTINGS}safety: {{new_gap: warn}}\n")
    assert (rules(warned), warned.refused) == (["new-gap"], ())
    allowed = world.plan(gap, LENIENT)
    assert (rules(allowed), allowed.refused) == ([], ())


def test_a_further_gap_where_there_were_gaps_is_a_warning(world):
    world.applied(whole(layer(ANA, BEN, CHLOE, only="Mon-Fri 09:00-17:00")))
    plan = world.plan(whole(layer(ANA, BEN, CHLOE, only="Mon-Thu 09:00-17:00")))
    assert (rules(plan), plan.refused) == (["new-gap"], ())


def test_somebody_beside_the_schedule_keeps_a_level_covered(world):
    world.applied(account(schedule(layer(ANA, BEN)), policy(f"primary, {MAYA}")))
    part = schedule(layer(ANA, BEN, only="Mon-Fri 09:00-17:00"))
    assert world.plan(account(part, policy(f"primary, {MAYA}")), LENIENT).refused == ()


def test_an_override_of_whoever_is_on_call_anyway_becomes_moot(world):
    world.applied(THREE)
    override(world, MAYA, "2026-03-16T10:00:00Z", "2026-03-17T10:00:00Z")
    plan = world.plan(whole(layer(ANA, MAYA, CHLOE)))
    assert said(plan) == [
        (
            "moot-override",
            "policies.yaml:2:3",
            f"schedule `primary`: the override of {MAYA} for {BEN} from 2026-03-16 10:00 to "
            f"2026-03-17 10:00 (Europe/London) becomes moot: {MAYA} is on call then anyway",
        )
    ]


def test_an_override_of_nobody_becomes_moot(world):
    world.applied(THREE)
    override(world, MAYA, "2026-03-21T10:00:00Z", "2026-03-22T10:00:00Z")
    plan = world.plan(whole(layer(ANA, BEN, CHLOE, only="Mon-Fri 09:00-17:00")), LENIENT)
    assert [message.rpartition(": ")[2] for rule, _, message in said(plan)] == [
        "nobody else is on call then"
    ]


def test_an_override_that_was_moot_before_is_not_news(world):
    world.applied(THREE)
    override(world, BEN, "2026-03-16T10:00:00Z", "2026-03-17T10:00:00Z")
    assert said(world.plan(whole(layer(ANA, BEN, MAYA)), LENIENT)) == []


def test_a_level_put_before_one_that_is_always_covered_is_a_warning(world):
    part = schedule(layer(MAYA, only="Mon-Fri 09:00-17:00"), key="hours")
    both = account(schedule(layer(ANA, BEN)) + part, "POLICY")
    world.applied(both.replace("POLICY", policy("primary", CHLOE)))
    plan = world.plan(both.replace("POLICY", policy("hours", "primary", CHLOE)), LENIENT)
    assert plan.refused == ()
    plan = world.plan(both.replace("POLICY", policy("hours", "primary", CHLOE)))
    assert ("new-gap" in rules(plan), plan.refused) == (True, ())


def test_a_service_that_moves_to_a_policy_with_gaps_is_refused(world):
    nights = schedule(layer(ANA, BEN, only='"22:00-06:00"'), key="nights")
    both = policy("primary") + policy("nights", key="other")
    before = account(schedule(layer(ANA, BEN)) + nights, both, "  cart: {escalation_policy: P}\n")
    world.applied(before.replace("P}", "checkout}"))
    plan = world.plan(before.replace("P}", "other}"))
    assert [one.partition(",")[0] for one in plan.refused] == ["service `cart` was always covered"]


def test_a_service_that_is_disabled_on_purpose_has_no_gap(world):
    world.applied(THREE)
    plan = world.plan(THREE.replace("{escalation_policy: checkout}", "{status: disabled}"))
    assert (rules(plan), plan.refused) == (["oncall-now"], ())


def test_a_new_schedule_puts_nobody_on_call_who_was_expected_to_be_off(world):
    world.applied("teams: {web: {}}\n")
    assert said(world.plan("teams: {web: {}}\n" + THREE)) == []


def helps(plan):
    """What is written below each warning."""
    return [one.help for one in plan.diagnostics]


def test_what_forbids_such_plans_is_said_of_the_last_of_several(world):
    world.applied(account(policies=policy(ANA) + policy(BEN, key="billing")))
    plan = world.plan(account(policies=policy(CHLOE) + policy(MAYA, key="billing")))
    assert helps(plan) == [None, "`safety: {oncall_now: refuse}` in pdsync.yaml forbids such plans"]


def test_nothing_is_said_to_forbid_what_is_never_refused(world):
    world.applied(whole(layer(ANA, BEN, only="Mon-Fri 09:00-18:00")))
    plan = world.plan(whole(layer(ANA, BEN, only="Mon-Fri 10:00-18:00")), LENIENT_NOW)
    assert [(rules(plan), helps(plan))] == [(["new-gap"], [None])]


def test_whom_a_deleted_schedule_takes_off_is_told_of_it_alone(world):
    rest = policy(BEN, key="rest")
    world.applied(account(schedule(layer(ANA, BEN)), policy("primary") + rest))
    plan = world.plan(account(policies=rest))
    assert [message for _, _, message in said(plan)] == [
        f"schedule `primary` takes {ANA} off call at once"
    ]


def test_whom_only_a_level_that_goes_notified_is_told_of_it(world):
    rest = policy(BEN, key="rest")
    world.applied(account(schedule(layer(ANA, BEN)), policy("primary", CHLOE) + rest))
    plan = world.plan(account(policies=rest))
    assert [message for _, _, message in said(plan)] == [
        f"schedule `primary` takes {ANA} off call at once",
        f"level 2 of escalation policy `checkout` takes {CHLOE} off call at once",
    ]
