"""Layers between the wire and the model: what PagerDuty does to them never shows."""

from datetime import UTC, datetime

from kinds.reading import live, read, sent, settled
from kinds.recorded import ANA, BO, ENDED, LAYER, SCHEDULE, TOP

from pdsync.kinds import KINDS, NOW, Ref, lacking

WEEKLY = "rotation_virtual_start: 2026-01-05 09:00, rotation_turn_length_seconds: 1 week"


def schedule(*layers):
    layers = ", ".join(f"{{{one}}}" for one in layers)
    return f"schedules: {{a: {{time_zone: Europe/Berlin, layers: [{layers}]}}}}"


def with_layers(*raws):
    """A live schedule with these layers, the top one first as PagerDuty lists them."""
    return live("schedule", {**SCHEDULE, "schedule_layers": list(raws)})


def bodies(wanted, before=None):
    return sent("schedule", wanted, before)["schedule_layers"]


def names(schedule):
    return [layer.name for layer in schedule.layers]


def test_layers_are_read_from_the_top_and_kept_from_the_bottom():
    assert names(with_layers(TOP, LAYER)) == ["Nights", "Days"]


def test_layers_that_are_over_are_not_read():
    backwards = {**LAYER, "start": "2027-02-01T00:00:00Z", "end": "2027-01-01T00:00:00Z"}
    assert names(with_layers(TOP, ENDED, backwards)) == ["Days"]


def test_a_shift_based_schedule_has_no_layers_set():
    raw = {"id": "PSCHED2", "type": "schedule_v3_reference", "summary": "Shifts"}
    assert "layers" not in live("schedule", raw).model_fields_set


def test_a_new_layer_begins_when_it_is_sent():
    (body,) = bodies(read("schedule", schedule(f"users: [a@b.c], {WEEKLY}")))
    assert body == {
        "start": NOW,
        "rotation_virtual_start": "2026-01-05T08:00:00Z",
        "rotation_turn_length_seconds": 604800,
        "users": [{"user": Ref("user", key="a@b.c")}],
    }


def test_a_live_layer_is_sent_back_with_what_is_not_modelled_and_in_utc():
    before = with_layers(LAYER)
    assert bodies(before, before) == [
        {
            "id": "PLAYER1",
            "name": "Nights",
            "start": "2026-01-31T23:00:00Z",
            "end": None,
            "rotation_virtual_start": "2026-01-05T08:00:00Z",
            "rotation_turn_length_seconds": 604800,
            "users": [{"user": Ref("user", id=one["id"])} for one in (ANA, BO)],
            "restrictions": [
                {
                    "type": "daily_restriction",
                    "start_time_of_day": "22:00:00",
                    "duration_seconds": 28800,
                }
            ],
            "colour": "a field of tomorrow",
        }
    ]


def test_a_layer_that_is_no_longer_wanted_is_ended_now_and_keeps_its_id():
    before = with_layers(TOP, LAYER)
    wanted = before.model_copy(update={"layers": before.layers[1:]})
    sent_layers = [(body["id"], body["end"]) for body in bodies(wanted, before)]
    assert sent_layers == [("PLAYER1", NOW), ("PLAYER2", None)]


def test_a_start_that_is_past_is_the_same_whatever_pagerduty_made_of_it():
    wanted = settled("schedule", schedule("users: [a@b.c], start: 2026-01-01 00:00"))
    assert [wanted.layers[0].start, with_layers(LAYER).layers[0].start] == [None, None]


def test_a_start_to_come_is_kept():
    wanted = settled("schedule", schedule("users: [a@b.c], start: 2026-09-01T00:00:00Z"))
    assert wanted.layers[0].start == datetime(2026, 9, 1, tzinfo=UTC)


def test_a_layer_that_was_to_begin_later_and_is_wanted_at_once_begins_when_it_is_sent():
    before = with_layers({**LAYER, "start": "2026-09-01T00:00:00Z"})
    layer = before.layers[0].model_copy(update={"start": None})
    (body,) = bodies(before.model_copy(update={"layers": (layer,)}), before)
    assert body["start"] == NOW


def test_a_written_layer_that_is_over_is_left_out():
    wanted = settled("schedule", schedule("users: [a@b.c], end: 2026-01-01 00:00", "name: B"))
    assert names(wanted) == ["B"]


def test_a_cleared_end_is_sent_as_null():
    (body,) = bodies(read("schedule", schedule(f"users: [a@b.c], end: null, {WEEKLY}")))
    assert body["end"] is None


def test_a_new_layer_needs_people_and_turns():
    wanted = read("schedule", schedule(f"users: [a@b.c], {WEEKLY}", "name: B"))
    lines = {"members": "members: [ana@acme.example]", "rotate": "rotate: weekly"}
    assert list(lacking(wanted)) == [(("layers", 1), lines)]


def test_a_live_layer_lacks_nothing():
    assert list(lacking(with_layers(LAYER))) == []


def likeness(written, raw):
    users = "[{id: PANA111}, {id: PBOB222}]"
    (wanted,) = read("schedule", schedule(written.replace("BOTH", users))).layers
    return wanted.likeness(with_layers(raw).layers[0])


def test_a_layer_is_known_by_its_name_before_all_else():
    renamed = likeness("name: Days, users: BOTH", LAYER)
    assert likeness("name: Nights, users: [x@b.c]", LAYER) > renamed > 0


def test_a_layer_of_another_name_and_other_people_is_another_layer():
    assert likeness(f"name: Weekends, users: [x@b.c], {WEEKLY}", LAYER) == 0


def test_a_layer_without_a_name_is_known_by_its_people_then_by_its_turns():
    same, some, turns = "users: BOTH", "users: [{id: PANA111}]", f"users: [x@b.c], {WEEKLY}"
    found = [likeness(one, LAYER) for one in (same, some, turns, "users: [x@b.c]")]
    assert found == sorted(found, reverse=True)
    assert found[-1] == 0


def test_people_of_layers_become_members_of_the_schedules_teams():
    pairs = list(KINDS["schedule"].members(with_layers(TOP, LAYER)))
    team = Ref("team", id="PTEAM11")
    assert pairs == [(team, Ref("user", id="PANA111")), (team, Ref("user", id="PBOB222"))]


def test_the_time_zone_goes_with_the_layers():
    assert KINDS["schedule"].together == {"layers": {"time_zone"}}


def test_windows_that_are_written_alike_are_read_once():
    alike = f"users: [a@b.c], only: Mon-Fri 09:00-17:00, {WEEKLY}"
    one, other = read("schedule", schedule(alike, alike)).layers
    assert one.restrictions[0] is other.restrictions[0]
