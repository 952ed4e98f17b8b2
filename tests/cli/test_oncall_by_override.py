"""`oncall --live` and `who --live` mark who is on call by an override, and for whom."""

import pytest
from command_line import the_account

LAYERS = """\
schedules:
  days:
    time_zone: Etc/UTC
    layers: [{rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}]
"""
SHIFTS = """\
schedules:
  days:
    time_zone: Etc/UTC
    rotations:
      - {name: Days, rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}
"""
START, END = "2026-03-05T08:00:00Z", "2026-03-05T09:30:00Z"
LIVE = ("oncall", "days", "--live", "--sandbox")
CHLOE = "chloe.martin@acme.example"
OVERRIDES = [
    {
        "start": "2026-03-05T08:00:00+00:00",
        "end": "2026-03-05T09:30:00+00:00",
        "user": CHLOE,
        "instead_of": "ana.silva@acme.example",
    }
]


def layered(world, chloe):
    (schedule,) = world.get("/schedules")["schedules"]
    user = {"id": chloe, "type": "user_reference"}
    body = {"overrides": [{"start": START, "end": END, "user": user}]}
    world.send("POST", f"/schedules/{schedule['id']}/overrides", body)


def shift_based(world, chloe):
    (schedule,) = world.get("/v3/schedules")["schedules"]
    path = f"/v3/schedules/{schedule['id']}"
    (rotation,) = world.get(path)["schedule"]["rotations"]
    override = {
        "type": "override_shift",
        "rotation_id": rotation["id"],
        "start_time": START,
        "end_time": END,
        "overridden_member": rotation["events"][0]["assignment_strategy"]["members"][0],
        "overriding_member": {"type": "user_member", "user_id": chloe},
    }
    world.send("POST", f"{path}/overrides", {"overrides": [override]})


@pytest.fixture(params=[(LAYERS, layered), (SHIFTS, shift_based)], autouse=True)
def _an_override(request, write, run):
    text, enter = request.param
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        users = world.get("/users")["users"]
        enter(world, next(one["id"] for one in users if one["name"] == "Chloe Martin"))


def test_in_the_middle_of_one_it_says_for_whom(run):
    ended = run(*LIVE, "--at", "2026-03-05 08:30")

    (line,) = [one for one in ended.out.splitlines() if CHLOE in one]
    assert f"{CHLOE} (by override, for ana.silva@acme.example)" in " ".join(ended.out.split())
    assert "until Thu 5 Mar 09:30, then ana.silva@acme.example" in " ".join(ended.out.split())
    assert len(line) <= 80


def test_before_one_it_says_so_of_who_comes_then(run):
    at = ("--at", "2026-03-05 07:30")
    said = " ".join(run(*LIVE, *at).out.split())
    assert f"until Thu 5 Mar 08:00, then {CHLOE} (by override, for ana.silva@acme.example)" in said
    (schedule,) = run(*LIVE, *at, "--format", "json").json["schedules"]
    assert schedule["next"]["overrides"] == OVERRIDES


def test_json_has_it_with_its_times(run):
    ended = run(*LIVE, "--since", "2026-03-05", "--until", "2026-03-06", "--format", "json")

    (schedule,) = ended.json["schedules"]
    assert [one.get("overrides", []) for one in schedule["entries"]] == [[], OVERRIDES, []]


def test_a_range_marks_its_line_alone(run):
    ended = run(*LIVE, "--since", "2026-03-05", "--until", "2026-03-06")

    assert " ".join(ended.out.split()).count("(by override, for ana.silva@acme.example)") == 1


def test_one_that_is_over_is_marked_too(run):
    asked = ("--since", "2026-03-05", "--until", "2026-03-06")
    ended = run(*LIVE, *asked, "--format", "json", days=9)

    (schedule,) = ended.json["schedules"]
    marks = [it["user"] for one in schedule["entries"] for it in one.get("overrides", [])]
    assert marks == [CHLOE]


def test_names_are_shown_for_both(run):
    ended = run(*LIVE, "--at", "2026-03-05 08:30", "--people", "names")

    assert "Chloe Martin (by override, for Ana Silva)" in " ".join(ended.out.split())


def test_who_marks_what_is_theirs_by_one(run):
    ended = run("who", CHLOE, "--live", "--sandbox")

    told = " ".join(ended.out.split())
    assert "09:30 (by override, for ana.silva@acme.example) Levels" in told
    assert all(len(line) <= 80 for line in ended.out.splitlines()[1:])


def test_who_has_it_in_json(run):
    ended = run("who", CHLOE, "--live", "--sandbox", "--format", "json")

    (schedule,) = ended.json["turns"]
    assert [one["overrides"] for one in schedule["entries"]] == [OVERRIDES]


def test_a_calendar_says_it_in_the_events_of_the_override_alone(run):
    asked = ("--since", "2026-03-05", "--until", "2026-03-06", "--format", "ics")
    told = run(*LIVE, *asked).out.replace("\r", "").replace("\n ", "")

    _, *events = told.split("BEGIN:VEVENT")
    mark = "(by override\\, for ana.silva@acme.example)"
    assert [mark in one for one in events] == [f"SUMMARY:{CHLOE}" in one for one in events]
    assert any(mark in one for one in events)
