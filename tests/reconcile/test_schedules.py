"""Layered schedules: order, time zones, ended layers, and plans that stay quiet."""

from reconcile.world import changes, fields, said

LAYER = """
      - name: {name}
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [{user}@acme.example]"""


def rota(*layers, zone="Europe/London", key="a"):
    body = "".join(LAYER.format(name=name, user=user) for name, user in layers)
    return f"schedules:\n  {key}:\n    time_zone: {zone}\n    layers:{body}\n"


BASE, TOP = ("Base", "ana.silva"), ("Top", "ben.okafor")


def live(world, name="a"):
    ident = world.named("schedule", "schedules", name)["id"]
    return world.get(f"/schedules/{ident}", time_zone="Etc/UTC")["schedule"]


def test_layers_are_bottom_to_top_in_the_yaml(world):
    world.applied(rota(BASE, TOP))
    assert [layer["name"] for layer in live(world)["schedule_layers"]] == ["Top", "Base"]


def test_an_inserted_layer_is_one_addition_and_the_others_keep_their_ids(world):
    world.applied(rota(BASE, TOP))
    before = {layer["name"]: layer["id"] for layer in live(world)["schedule_layers"]}
    plan = world.plan(rota(BASE, ("Middle", "chloe.martin"), TOP))
    assert list(fields(plan)) == ["/layers/1"]
    world.applied(rota(BASE, ("Middle", "chloe.martin"), TOP))
    after = {layer["name"]: layer["id"] for layer in live(world)["schedule_layers"]}
    assert {name: after[name] for name in before} == before


def test_a_removed_layer_is_ended_and_ignored_from_then_on(world):
    world.applied(rota(BASE, TOP))
    world.applied(rota(BASE))
    ended = {layer["name"]: layer["end"] for layer in live(world)["schedule_layers"]}
    assert ended["Top"] is not None
    assert ended["Base"] is None


def test_removing_end_sends_null(world):
    with_end = rota(BASE).replace("users:", "end: 2026-06-01 00:00\n        users:")
    world.applied(with_end)
    cleared = rota(BASE).replace("users:", "end: null\n        users:")
    plan = world.plan(cleared)
    assert plan.calls[0].body["schedule"]["schedule_layers"][0]["end"] is None
    world.applied(cleared)


def test_schedules_in_several_zones_stay_quiet(world):
    zones = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
    window = (
        "restrictions: [{type: weekly_restriction, start_day_of_week: Sun, "
        'start_time_of_day: "22:00", duration_seconds: 8h}]\n        users:'
    )
    parts = [rota(BASE, zone=zone, key=f"s{n}") for n, zone in enumerate(zones)]
    text = "schedules:\n" + "".join(part.partition("\n")[2] for part in parts)
    world.applied(text.replace("users:", window))


def test_a_plan_is_quiet_on_both_sides_of_a_dst_change(world):
    world.applied(rota(BASE, TOP))
    world.sleep(40 * 86400)
    assert changes(world.plan(rota(BASE, TOP))) == []


def test_pagerdutys_own_name_of_a_zone_is_the_same_zone(world):
    world.applied(rota(BASE, zone="America/New_York"))
    assert changes(world.plan(rota(BASE, zone="Eastern Time (US & Canada)"))) == []


def test_people_whom_pagerduty_adds_to_the_team_are_predicted(world):
    text = rota(BASE).replace("    layers:", "    teams: [web]\n    layers:") + "teams: {web: {}}\n"
    notes = [note for change in world.plan(text).changes for note in change.notes]
    assert notes == [
        "PagerDuty will also add ana.silva@acme.example to the team web, if not on it yet"
    ]
    world.applied(text)


def test_instants_are_shown_in_the_zone_of_their_schedule(world):
    two = rota(BASE, zone="America/New_York").replace("]", ", ben.okafor@acme.example]")
    world.applied(two)
    plan = world.plan(two.replace("09:00", "10:00"))
    assert fields(plan) == {
        "/layers/0/rotation_virtual_start": (
            "2026-01-05T09:00:00-05:00",
            "2026-01-05T10:00:00-05:00",
        )
    }


def test_people_who_are_written_on_the_team_are_no_side_effect(world):
    team = "teams: {web: {members: [ana.silva@acme.example, ben.okafor@acme.example]}}\n"
    with_team = rota(BASE).replace("    layers:", "    teams: [web]\n    layers:")
    world.applied(with_team + team)
    more = with_team.replace("[ana.silva@acme.example]", "[ben.okafor@acme.example]")
    assert [change.notes for change in world.plan(more + team).changes] == [()]


def helped(plan):
    ((_, _, message),) = said(plan)
    return message, plan.diagnostics[0].help


def test_a_new_layer_without_turns_is_told_how_to_write_them(world):
    text = "schedules: {a: {time_zone: UTC, layers: [{members: [ana.silva@acme.example]}]}}"
    assert helped(world.plan(text)) == (
        "this is new, and PagerDuty takes none without `rotate`",
        "write `rotate: weekly`, or the name of the one in the account that is meant",
    )


def test_a_new_schedule_takes_layers_or_rotations(world):
    assert helped(world.plan("schedules: {a: {time_zone: UTC}}")) == (
        "schedule `a` is not in the account, and cannot be created without `layers` (or "
        "`rotations`)",
        "write `layers` (or `rotations`), or `id:` or `was:` if it exists under another name",
    )
