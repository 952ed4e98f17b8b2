"""Layers of an account are written as people would, and mean the same for ever."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from oncall.making import CHANGES, DAY, HOUR, TURNS, WEEK, ZONES
from reconcile.rotas import ANA, BEN, CHLOE, schedule
from reconcile.rotas import weekly as weekly_turns
from reconcile.world import World
from reconcile.written_back import ADOPTED, WrittenBack, opened
from recorded_schedules import DEFINED, LAYERED

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
PEOPLE = [
    {"id": f"P{name}", "name": name, "email": f"{name.lower()}@acme.example"} for name in "ABCD"
]
A, B = "a@acme.example", "b@acme.example"


def seed(*layers, zone="Europe/London", people=PEOPLE):
    """An account with one schedule of layers, from the bottom to the top."""
    planted = {"id": "PSCHED1", "name": "a", "time_zone": zone, "schedule_layers": list(layers)}
    return {"users": people, "schedules": [planted]}


def layer(users="AB", *, name="Weekly", turn=WEEK, virtual="2026-01-05T09:00:00Z", **fields):
    return {
        "name": name,
        "start": fields.pop("start", virtual),
        "end": None,
        "rotation_virtual_start": virtual,
        "rotation_turn_length_seconds": turn,
        "users": [{"user": {"id": f"P{one}", "type": "user_reference"}} for one in users],
        "restrictions": [],
        **fields,
    }


def daily(start, hours):
    return {
        "type": "daily_restriction",
        "start_time_of_day": f"{start}:00",
        "duration_seconds": hours * HOUR,
    }


def weekly(day, start, hours):
    return {**daily(start, hours), "type": "weekly_restriction", "start_day_of_week": day}


WORDS = {
    "a week": (layer(), {"rotate": "weekly", "handoff": "Mon 09:00"}),
    "two weeks": (layer(turn=2 * WEEK), {"rotate": "2 weeks", "handoff": "Mon 09:00"}),
    "a day": (layer(turn=DAY), {"rotate": "daily", "handoff": "09:00"}),
    "half a day": (layer(turn=12 * HOUR), {"rotate": "12h", "handoff": "09:00"}),
}


@pytest.mark.parametrize(("live", "words"), WORDS.values(), ids=WORDS)
def test_turns_are_written_with_their_hand_off_and_an_anchor_at_the_first(live, words):
    found = WrittenBack(opened(seed(live), NOW))
    anchor = {"anchor": {"who": A, "at": "2026-01-05"}}
    assert found.parts == [{"name": "Weekly", **words, "members": [A, B], **anchor}]


def test_one_person_has_no_anchor():
    found = WrittenBack(opened(seed(layer("A")), NOW))
    words = {"rotate": "weekly", "handoff": "Mon 09:00", "members": [A]}
    assert found.parts == [{"name": "Weekly", **words}]


def test_no_anchors_leave_the_phase_to_the_account():
    found = WrittenBack(opened(seed(layer()), NOW), anchors=False)
    words = {"rotate": "weekly", "handoff": "Mon 09:00", "members": [A, B]}
    assert found.parts == [{"name": "Weekly", **words}]
    assert (found.planned(), found.left()) == ((ADOPTED, {}), [])


def test_windows_are_written_as_days_and_hours():
    office = [weekly(day, "09:00", 8) for day in range(1, 6)]
    live = layer(restrictions=[*office, weekly(5, "18:00", 63), daily("22:00", 8)])
    found = WrittenBack(opened(seed(live), NOW))
    windows = ["Fri 18:00 - Mon 09:00", "22:00-06:00", "Mon-Fri 09:00-17:00"]
    assert [one["only"] for one in found.parts] == [windows]
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


def test_an_anchor_is_at_a_turn_of_somebody_who_comes_once_or_at_their_first():
    found = WrittenBack(opened(seed(layer("ABAC")), NOW))
    assert [one["anchor"] for one in found.parts] == [{"who": A, "at": "2026-01-05"}]
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


def test_a_first_turn_that_is_yet_to_come_leaves_the_anchor_at_one_that_began():
    live = layer("ABC", virtual="2026-04-06T08:00:00Z", start="2026-01-05T09:00:00Z")
    found = WrittenBack(opened(seed(live), NOW))
    assert [one["anchor"] for one in found.parts] == [{"who": B, "at": "2026-03-02"}]
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


def test_a_turn_at_a_time_that_the_clocks_skip_is_no_anchor():
    live = layer("ABC", virtual="2025-03-30T01:30:00Z", turn=DAY)
    found = WrittenBack(opened(seed(live), NOW))
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


def test_layers_that_are_over_are_left_out_and_those_to_come_have_their_times():
    over = layer("CD", name="Old", end="2026-02-01T00:00:00Z")
    later = layer("C", name="Later", start="2026-05-01T09:00:30Z", end="2026-06-01T09:00:00Z")
    found = WrittenBack(opened(seed(over, layer(), later), NOW))
    assert [one["name"] for one in found.parts] == ["Weekly", "Later"]
    assert found.comments[("layers",)][1:] == ["Left out, because over: Old."]
    assert [found.parts[1][name] for name in ("from", "until")] == [
        "2026-05-01T09:00:30Z",
        "2026-06-01 10:00",
    ]
    assert (found.planned(), found.left()) == ((ADOPTED, {}), [])


def test_a_change_that_waits_for_its_hand_off_is_written_as_it_will_be():
    world, settings = World(), "ownership: none\n"
    anchor = f", anchor: {{who: {ANA}, at: 2026-03-02}}"
    world.applied(schedule(weekly_turns(ANA, BEN, more=anchor)), settings)
    world.apply(schedule(weekly_turns(BEN, CHLOE)), settings, effective="handoff")
    found = WrittenBack(world)
    assert [one["members"] for one in found.parts] == [[BEN, CHLOE]]
    assert found.planned() == (ADOPTED, {})
    assert found.comments == {
        ("layers",): [
            "Beside these the account has one that was told to end at its hand-off, until "
            "2026-03-09 09:00."
        ],
        ("layers", 0): ["It begins at the hand-off on 2026-03-09 09:00, as it was told to."],
    }


def test_a_layer_without_anybody_has_no_members_and_a_comment():
    found = WrittenBack(opened(seed(layer("", name="Empty")), NOW))
    assert found.parts == [{"name": "Empty", "rotate": "weekly"}]
    assert found.comments == {("layers", 0): ["Nobody takes turns in this layer."]}
    assert found.planned() == (ADOPTED, {})


def test_layers_of_one_name_and_one_crew_are_kept_apart():
    night = [daily("01:00", 8)]
    same = layer(), layer(restrictions=[daily("09:00", 8)]), layer("BA", restrictions=night)
    found = WrittenBack(opened(seed(*same), NOW))
    order = "From the bottom to the top: where two have somebody on call, the later one wins."
    assert found.comments == {("layers",): [order]}
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


@pytest.mark.parametrize("name", [*LAYERED, *DEFINED])
def test_recorded_schedules_are_adopted_with_no_field_changes(shared, name):
    case = json.loads((shared / f"cases/schedules/{name}.json").read_text("utf-8"))
    recorded = case["schedule"]
    layers = recorded["schedule_layers"][::-1]
    ids = {one["user"]["id"] for each in layers for one in each["users"]}
    people = [
        {"id": one, "name": one, "email": f"{one.lower()}@acme.example"} for one in sorted(ids)
    ]
    starts = [datetime.fromisoformat(one["start"]) for one in layers]
    world = opened(seed(*layers, zone=recorded["time_zone"], people=people), max(starts))
    for anchors in (True, False):
        found = WrittenBack(world, anchors=anchors)
        assert found.planned() == (ADOPTED, {}), found.text
    assert WrittenBack(world).is_said(), found.text


@st.composite
def layers(draw, around):
    ago = timedelta(minutes=draw(st.sampled_from([1, 30])) * draw(st.integers(1, 60 * 48)))
    starts = around + timedelta(hours=draw(st.integers(-900, 40)))
    ends = draw(st.sampled_from([None, None, None, timedelta(hours=draw(st.integers(1, 900)))]))
    return layer(
        draw(st.text("ABCD", min_size=1, max_size=5)),
        name=draw(st.sampled_from(["Base", "Top", "1e3", "Layer: 1 #", "yes"])),
        turn=draw(st.sampled_from([*TURNS, 3601])),
        virtual=(around - ago).isoformat(),
        start=starts.isoformat(),
        end=ends and (starts + ends).isoformat(),
        restrictions=draw(st.lists(restrictions, max_size=4)),
    )


halves = st.integers(0, 47).map(lambda half: f"{half // 2:02}:{half % 2 * 30:02}")
restrictions = st.one_of(
    st.builds(daily, halves, st.integers(1, 23)),
    st.builds(weekly, st.integers(1, 7), halves, st.integers(1, 167)),
)


@st.composite
def accounts(draw):
    around = draw(st.sampled_from(CHANGES))
    found = draw(st.lists(layers(around), min_size=1, max_size=2))
    return seed(*found, zone=draw(st.sampled_from(ZONES))), around


@at_most(20)
@given(accounts(), st.booleans())
def test_any_layers_are_adopted_with_no_field_changes_and_say_the_same(account, anchors):
    found = WrittenBack(opened(*account), anchors=anchors)
    assert found.planned() == (ADOPTED, {}), found.text
    assert not anchors or found.is_said(), found.text
