"""Which of two live resources to keep where the YAML means one, why, and what to do before."""

from reconcile.twin_world import MARK, TEXT, UNTIL, copy_of, ident

ALONE = TEXT[: TEXT.index("  second:")]


def test_what_is_said_of_the_twin_that_others_refer_to(world):
    world.applied(TEXT)
    one, two = ident(world, "Primary"), copy_of(world, "Primary")
    for name, of in (("X", one), ("Y", two)):
        target = {"id": of, "type": "schedule_reference"}
        rules = [{"escalation_delay_in_minutes": 5, "targets": [target]}]
        body = {"type": "escalation_policy", "name": name, "escalation_rules": rules}
        world.send("POST", "/escalation_policies", {"escalation_policy": body})
    assert world.plan(TEXT).diagnostics[0].help == (
        f"keep {one}, which escalation policy 'P' and escalation policy 'X' refer to; on the page "
        f"of {two} take `{MARK}` off the end of its description: the next apply turns escalation "
        f"policy 'Y' to {one}, then {two} can be deleted{UNTIL}"
    )


def overridden(world, schedule):
    user = {"id": world.named("user", "users", "Ben Okafor")["id"], "type": "user_reference"}
    body = {"start": "2026-04-01T00:00:00Z", "end": "2026-04-02T00:00:00Z", "user": user}
    world.send("POST", f"/schedules/{schedule}/overrides", {"overrides": [body]})


def test_of_two_that_nothing_refers_to_the_one_with_overrides_is_to_be_kept(world):
    world.applied(ALONE)
    two = copy_of(world, "Primary")
    overridden(world, two)
    assert (world.plan(ALONE).twins[0].keep, world.plan(ALONE).twins[0].why) == (
        two,
        "which has 1 override ahead",
    )


def test_overrides_of_the_one_that_goes_are_to_be_entered_again(world):
    world.applied(TEXT)
    two = copy_of(world, "Primary")
    overridden(world, two)
    assert f"enter the 1 override of {two} on it; delete {two}" in world.plan(TEXT).twins[0].way_out


def test_of_two_that_nobody_uses_the_older_is_to_be_kept(world):
    world.applied(ALONE)
    one = ident(world, "Primary")
    world.sleep(60)
    copy_of(world, "Primary")
    assert (world.plan(ALONE).twins[0].keep, world.plan(ALONE).twins[0].why) == (
        one,
        "which is the older",
    )


def test_of_two_of_one_age_either_may_be_kept(world):
    world.applied(ALONE)
    both = {ident(world, "Primary"), copy_of(world, "Primary")}
    (twins,) = world.plan(ALONE).twins
    assert (twins.keep, twins.why) == (
        min(both),
        "since nothing tells them apart (the other would do as well)",
    )


def test_the_newer_shift_based_one_is_not_to_be_kept(world):
    text = ALONE.replace("layers:", "rotations:")
    world.applied(text)
    (one,) = world.get("/v3/schedules")["schedules"]
    world.sleep(60)
    whole = world.get(f"/v3/schedules/{one['id']}")["schedule"]
    body = {name: whole[name] for name in ("name", "description", "time_zone")}
    two = world.send("POST", "/v3/schedules", {"schedule": body})["schedule"]["id"]
    rotation = world.send("POST", f"/v3/schedules/{two}/rotations", {})["rotation"]["id"]
    event = whole["rotations"][0]["events"][0]
    event = {name: value for name, value in event.items() if name != "id"}
    path = f"/v3/schedules/{two}/rotations/{rotation}/events"
    world.send("POST", path, {"event": event})
    assert (world.plan(text).twins[0].keep, world.plan(text).twins[0].why) == (
        one["id"],
        "which is the older",
    )
