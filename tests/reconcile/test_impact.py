"""Who is on call because of a plan: before, after, and what of that must not go unseen."""

import pytest
from reconcile.on_duty import (
    ANA,
    BEN,
    CART,
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

from pdsync.reconcile import Plan
from pdsync.render.plan import plan_json

# The world's present: Monday 2 March 2026, 10:00. It is Chloe's week, until Monday 9:00.


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


def test_overrides_are_taken_into_account(world, impact):
    world.applied(THREE)
    override(world, MAYA, "2026-03-16T09:00:00Z", "2026-03-20T09:00:00Z")
    row = only(impact(THREE, whole(layer(ANA, CHLOE, BEN, anchor="2026-01-05")))["schedules"])
    assert ("03-20T09:00", [BEN], [CHLOE]) in swaps(row)


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


def test_a_shift_based_schedule_is_rendered_as_well(world):
    before = account("", policy(MAYA), CART)
    world.applied(before)
    path = "/v3/schedules"
    made = world.send("POST", path, {"schedule": {"name": "Days", "time_zone": "Europe/London"}})
    path = f"{path}/{made['schedule']['id']}/rotations"
    path = f"{path}/{world.send('POST', path, {})['rotation']['id']}/events"
    world.send("POST", path, {"event": event(world, ANA, BEN)})
    row = only(
        plan_json(world.plan(account("", policy("{schedule: {name: Days}}"), CART)))["oncall"][
            "levels"
        ]
    )
    assert row["now"] == {"old": [MAYA], "new": [ANA], "until": "2026-03-02T17:00:00Z"}
    assert swaps(row)[:3] == [
        ("03-02T10:00", [MAYA], [ANA]),
        ("03-02T17:00", [MAYA], []),
        ("03-03T09:00", [MAYA], [BEN]),
    ]


def event(world, *people):
    """Nine to five, every day, in turns."""
    nine, five = (f"2026-03-02T{hour}:00:00Z" for hour in ("09", "17"))
    ids = {one["email"]: one["id"] for one in world.get("/users", limit=100)["users"]}
    return {
        "name": "Day",
        "start_time": {"date_time": nine, "time_zone": "Europe/London"},
        "end_time": {"date_time": five, "time_zone": "Europe/London"},
        "effective_since": "2026-03-02T10:00:00Z",
        "recurrence": ["RRULE:FREQ=DAILY"],
        "assignment_strategy": {
            "type": "rotating_member_assignment_strategy",
            "shifts_per_member": 1,
            "members": [{"type": "user_member", "user_id": ids[one]} for one in people],
        },
    }
