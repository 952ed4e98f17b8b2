"""Who is on call because of a plan: before, after, and what of that must not go unseen."""

import pytest
from reconcile.on_duty import ANA, BEN, CART, CHLOE, MAYA, account, layer, policy, schedule, whole
from reconcile.world import SETTINGS, said

from pdsync.reconcile import Plan
from pdsync.render import plan_json

# The world's present: Monday 2 March 2026, 10:00. It is Chloe's week, until Monday 9:00.
THREE = whole(layer(ANA, BEN, CHLOE))
LENIENT = SETTINGS + "safety: {new_gap: allow, oncall_now: allow}\n"


@pytest.fixture
def impact(world):
    """What a change does to who is on call, as JSON."""

    def impact(before, after, **options):
        world.applied(before)
        return plan_json(world.plan(after, **options))["oncall"]

    return impact


def only(rows):
    assert len(rows) == 1, rows
    return rows[0]


def swaps(row):
    """What changes, in short: from when, from whom, to whom."""
    return [(one["start"][5:16], one["old"], one["new"]) for one in row["changes"]]


def rules(plan):
    return [rule for rule, _, _ in said(plan)]


def test_each_shift_that_changes_is_told_from_whom_to_whom(impact):
    row = only(impact(THREE, whole(layer(ANA, MAYA, CHLOE)))["schedules"])
    assert (row["key"], row["name"], row["time_zone"]) == ("primary", "primary", "Europe/London")
    assert row["changes"] == [
        {
            "start": "2026-03-16T09:00:00Z",
            "end": "2026-03-23T09:00:00Z",
            "old": [BEN],
            "new": [MAYA],
        }
    ]


def test_times_have_the_offset_of_the_schedule(impact):
    there = {"zone": "America/New_York"}
    before, after = (whole(layer(*them), **there) for them in ((ANA, BEN), (ANA, MAYA)))
    row = only(impact(before, after)["schedules"])
    assert row["now"] == {"old": [BEN], "new": [MAYA], "until": "2026-03-02T09:00:00-05:00"}
    assert row["changes"][1]["start"] == "2026-03-09T09:00:00-04:00"


def test_a_change_after_the_horizon_is_told_by_its_time(impact):
    row = only(impact(THREE, whole(layer(ANA, BEN, CHLOE, MAYA, anchor=None)))["schedules"])
    assert row["now"]["old"] == row["now"]["new"] == [CHLOE]
    assert row["later"] == "2026-03-30T11:00:00+01:00"


def test_a_change_that_puts_nobody_else_on_call_is_not_there(impact):
    named = THREE.replace("    time_zone", "    name: Primary\n    time_zone")
    assert impact(THREE, named)["schedules"] == []


def test_a_layer_that_is_always_hidden_is_proved_to_change_nothing(impact):
    hidden = layer(MAYA).replace("Weekly", "Hidden")
    row = only(impact(THREE, whole(hidden, layer(ANA, BEN, CHLOE)))["schedules"])
    assert (row["changes"], row["later"], row["settled"]) == ([], None, True)


def test_a_new_schedule_is_told_whole(impact):
    new = account(schedule(layer(ANA, BEN)))
    row = only(impact("teams: {web: {}}\n", "teams: {web: {}}\n" + new)["schedules"])
    assert row["now"] == {"old": [], "new": [ANA], "until": "2026-03-09T09:00:00Z"}
    assert row["gaps"] == {"before": None, "after": []}


def test_a_level_names_the_services_that_depend_on_it(impact):
    row = only(impact(THREE, whole(layer(ANA, MAYA, CHLOE)))["levels"])
    assert (row["key"], row["level"], row["services"]) == ("checkout", 1, ["cart"])
    assert swaps(row) == [("03-16T09:00", [BEN], [MAYA])]


def test_whoever_is_named_on_a_level_is_always_on_call(impact):
    beside = account(schedule(layer(ANA, BEN, CHLOE)), policy(f"primary, {MAYA}"), CART)
    row = only(impact(THREE, beside)["levels"])
    assert row["now"] == {"old": [CHLOE], "new": [CHLOE, MAYA], "until": "2026-03-09T09:00:00Z"}
    assert row["coverage"]["after"] == {"always": True, "proven": True, "weekly_seconds": 0}


def test_a_change_of_the_last_level_leaves_the_others_out(impact):
    before = account(schedule(layer(ANA, BEN)), policy("primary", BEN))
    after = account(schedule(layer(ANA, BEN)), policy("primary", MAYA))
    assert [row["level"] for row in impact(before, after)["levels"]] == [2]


def test_a_service_with_another_policy_notifies_others(impact):
    both = policy("primary") + policy(MAYA, key="other")
    before = account(schedule(layer(ANA, BEN, CHLOE)), both, CART)
    row = only(impact(before, before.replace("policy: checkout", "policy: other"))["services"])
    assert row["details"] == [{"name": "escalation_policy", "old": "checkout", "new": "other"}]
    assert (row["now"]["old"], row["now"]["new"]) == ([CHLOE], [MAYA])


def test_a_disabled_service_notifies_nobody(impact):
    off = THREE.replace("{escalation_policy: checkout}", "{status: disabled}")
    row = only(impact(THREE, off)["services"])
    assert row["now"] == {"old": [CHLOE], "new": [], "until": None}


@pytest.mark.parametrize(
    "hours",
    [
        "incident_urgency_rule: low",
        "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}, "
        "support_hours: {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, "
        "days_of_week: Mon-Fri}",
    ],
)
def test_another_urgency_is_told_although_the_same_people_are_on_call(impact, hours):
    row = only(impact(THREE, THREE.replace("cart: {", f"cart: {{{hours}, "))["services"])
    assert row["details"]
    assert row["changes"] == []


def test_an_empty_level_is_skipped_in_what_a_service_notifies_first(impact):
    nights = account(schedule(layer(ANA, BEN, only='"22:00-23:00"')), policy("primary", MAYA), CART)
    other = policy("primary", MAYA) + policy(CHLOE, key="other")
    before = nights.replace(policy("primary", MAYA), other)
    row = only(impact(before, before.replace("policy: checkout", "policy: other"))["services"])
    assert row["now"]["old"] == [MAYA]
    assert swaps(row)[1] == ("03-02T22:00", [ANA], [CHLOE])


def test_only_what_is_asked_for_is_read_and_only_by_get(world):
    world.applied(THREE)
    world.forget()
    world.plan(THREE.replace("policy: checkout}", "policy: checkout, description: x}"))
    paths = [one.path for one in world.sandbox.requests]
    assert not [path for path in paths if path.startswith("/schedules/")]
    world.plan(whole(layer(ANA, MAYA, CHLOE)))
    assert world.writes() == []


def test_a_schedule_outside_the_configuration_is_read_in_its_own_zone(world):
    there = account(schedule(layer(ANA, BEN), key="theirs", zone="Asia/Tokyo"))
    world.applied(there, "stack: theirs\n")
    target = "{schedule: {name: theirs}}"
    world.applied(account("", policy(MAYA), CART))
    row = only(plan_json(world.plan(account("", policy(target), CART)))["oncall"]["levels"])
    assert (row["time_zone"], row["now"]["new"]) == ("Asia/Tokyo", [ANA])


def test_what_is_blocked_or_not_selected_changes_nobody(world):
    world.applied(THREE)
    after = whole(layer(ANA, MAYA, CHLOE))
    assert plan_json(world.plan(after, only=(("service", None),)))["oncall"]["schedules"] == []


def test_with_a_change_at_the_handoff_whoever_is_on_call_stays(impact):
    fewer = whole(layer(ANA, BEN, anchor=None))
    row = only(impact(THREE, fewer, effective="handoff")["schedules"])
    assert row["now"] == {"old": [CHLOE], "new": [CHLOE], "until": "2026-03-09T09:00:00Z"}


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


def override(world, user, start, end):
    users = {one["email"]: one["id"] for one in world.get("/users", limit=100)["users"]}
    ident = world.named("schedule", "schedules", "primary")["id"]
    one = {"start": start, "end": end, "user": {"id": users[user], "type": "user_reference"}}
    world.send("POST", f"/schedules/{ident}/overrides", {"overrides": [one]})


def test_overrides_are_taken_into_account(world, impact):
    world.applied(THREE)
    override(world, MAYA, "2026-03-16T09:00:00Z", "2026-03-20T09:00:00Z")
    row = only(impact(THREE, whole(layer(ANA, CHLOE, BEN, anchor="2026-01-05")))["schedules"])
    assert ("03-20T09:00", [BEN], [CHLOE]) in swaps(row)


def test_an_override_of_whoever_is_on_call_anyway_becomes_moot(world):
    world.applied(THREE)
    override(world, MAYA, "2026-03-16T10:00:00Z", "2026-03-17T10:00:00Z")
    plan = world.plan(whole(layer(ANA, MAYA, CHLOE)))
    assert said(plan) == [
        (
            "moot-override",
            "policies.yaml:2:3",
            f"schedule `primary`: the override of {MAYA} from 2026-03-16 10:00 (Europe/London) to "
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


def test_a_plan_is_valid_until_the_first_handoff_of_a_schedule_that_it_changes(world):
    world.applied(THREE)
    weekly = plan_json(world.plan(whole(layer(ANA, BEN, MAYA))))
    assert weekly["valid_until"] == "2026-03-09T09:00:00Z"
    assert weekly["oncall"]["handoff"] == {"at": "2026-03-09T09:00:00Z", "schedule": "primary"}
    daily = world.plan(whole(layer(ANA, BEN, CHLOE, rotate="daily", handoff="12:00")))
    assert plan_json(daily)["valid_until"] == "2026-03-02T12:00:00Z"


def test_a_plan_is_valid_for_a_week_at_most(world):
    world.applied(whole(layer(ANA, BEN, rotate="4 weeks")))
    plan = plan_json(world.plan(whole(layer(ANA, MAYA, rotate="4 weeks"))))
    assert plan["valid_until"] == "2026-03-09T10:00:00Z"


def test_a_plan_with_errors_says_nothing_of_people(world):
    assert world.plan(whole(layer("nobody@acme.example"))).oncall is None
    assert isinstance(world.plan(THREE, horizon=None), Plan)
    assert world.plan(THREE, horizon=None).oncall is None
