"""What the examples in the docstrings of the hard modules say is what is planned."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, live_layer, schedule, shifts, weekly
from reconcile.shift_rotas import events, on_call, shift_based, weekdays
from reconcile.world import World, changes

DAY = 86400


@pytest.fixture
def world():
    return World()


def rotation(*people, more=""):
    return shift_based(weekdays(*people, shifts="rotate: weekly, handoff: Mon 09:00", more=more))


def names(world, ids):
    known = {one["id"]: one["name"].split()[0].lower() for one in world.get("/users")["users"]}
    return [known[one] for one in ids]


def at(time):
    """A time as the examples write it."""
    return None if time is None else time[5:16].replace("T", " ")


def now_events(world):
    """First shift, beginning, end and members of each event."""
    ((*found,),) = events(world)
    return [
        (
            at(one["start_time"]["date_time"]),
            at(one["effective_since"]),
            at(one["effective_until"]),
            names(world, [who["user_id"] for who in one["assignment_strategy"]["members"]]),
        )
        for one in found
    ]


def requests(plan):
    """Method and effective dates of each call, and how many calls it undoes."""
    return [
        (one.method, effective(one), one.undoes) for change in plan.changes for one in change.calls
    ]


def effective(call):
    event = call.body["event"]
    dates = {key: event[key] for key in ("effective_since", "effective_until") if key in event}
    return {key: getattr(one, "value", one) for key, one in dates.items()}


def later(world, days):
    world.sleep(days * DAY)


def test_event_requests(world):
    world.applied(rotation(ANA, BEN))
    later(world, 3)
    text = rotation(ANA, CHLOE, BEN)
    assert requests(world.plan(text)) == [
        ("PUT", {"effective_until": "soon"}, 0),
        ("POST", {"effective_since": "soon", "effective_until": None}, 0),
        ("PUT", {"effective_until": None}, 2),
    ]
    world.applied(text)
    assert now_events(world) == [
        ("03-02 09:00", "03-02 10:00", "03-05 10:30", ["ana", "ben"]),
        ("03-02 09:00", "03-05 10:30", None, ["ana", "chloe", "ben"]),
    ]
    assert on_call(world, 2)[2:] == [("2026-03-09T09:00", "chloe"), ("2026-03-16T09:00", "ben")]


def test_event_requests_with_a_date(world):
    world.applied(rotation(ANA, BEN))
    world.applied(rotation(CHLOE, DANIEL, more=", from: 2026-03-16 09:00"))
    found = requests(world.plan(rotation(CHLOE, DANIEL, more=", from: 2026-03-23 09:00")))
    assert found == [
        ("PUT", {"effective_since": "2026-03-23T09:00:00Z", "effective_until": None}, 0),
        ("PUT", {"effective_until": "2026-03-23T09:00:00Z"}, 0),
        ("PUT", {"effective_since": "2026-03-16T09:00:00Z", "effective_until": None}, 2),
    ]


def layers(plan):
    """Name, members, beginning and end of the layers that a plan sends."""
    ((call,),) = (one.calls for one in plan.changes)
    return [
        (
            one["name"],
            [user["user"]["id"] for user in one["users"]],
            at(one["rotation_virtual_start"]),
            getattr(one["end"], "value", one["end"]),
        )
        for one in call.body["schedule"]["schedule_layers"]
    ]


def with_names(world, found):
    return [(name, names(world, ids), *rest) for name, ids, *rest in found]


def test_deferred(world):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    later(world, 2)
    text = schedule(weekly(BEN, DANIEL))
    going = (
        "Base [until its hand-off]",
        ["ana", "ben", "chloe"],
        "03-02 09:00",
        "2026-03-09T09:00:00Z",
    )
    plan = world.plan(text, effective="handoff")
    assert with_names(world, layers(plan)) == [
        going,
        ("Base", ["ben", "daniel"], "03-09 09:00", None),
    ]
    world.apply(text, effective="handoff")
    assert [who for _, who in shifts(world, 2)] == ["ana", "ben", "daniel"]
    assert changes(world.plan(text)) == []
    more = schedule(weekly(BEN, DANIEL, CHLOE))
    assert with_names(world, layers(world.plan(more, effective="handoff"))) == [
        going,
        ("Base", ["ben", "daniel", "chloe"], "03-09 09:00", None),
    ]
    assert with_names(world, layers(world.plan(more))) == [
        ("Base", ["ben", "daniel"], "03-09 09:00", "now"),
        ("Base", ["ben", "daniel", "chloe"], "03-02 09:00", None),
    ]


@pytest.mark.parametrize(
    ("wanted", "more", "start", "people"),
    [
        ((BEN, CHLOE, ANA), "", "03-02 09:00", ["ben", "chloe", "ana"]),
        ((ANA, DANIEL, BEN, CHLOE), "", "02-23 09:00", ["ben", "chloe", "ana"]),
        ((ANA, CHLOE, DANIEL), "", "03-02 09:00", ["chloe", "daniel", "ana"]),
        (
            (ANA, BEN, CHLOE),
            f", anchor: {{who: {ANA}, at: 2026-03-09}}",
            "03-09 09:00",
            ["ana", "ben", "chloe"],
        ),
    ],
)
def test_resolving_of_layers(world, wanted, more, start, people):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    later(world, 9)
    text = schedule(weekly(*wanted, more=more))
    assert bool(changes(world.plan(text))) == (wanted != (BEN, CHLOE, ANA))
    world.applied(text)
    assert at(live_layer(world)["rotation_virtual_start"]) == start
    assert [who for _, who in shifts(world, 2)] == people


@pytest.mark.parametrize(
    ("wanted", "effective", "event", "people"),
    [
        ((BEN, ANA), "now", ("03-02 09:00", "03-02 10:00"), ["ben", "ana", "ben"]),
        ((ANA, CHLOE, BEN), "now", ("02-23 09:00", "03-11 10:30"), ["ben", "ana", "chloe"]),
        ((ANA, CHLOE), "now", ("03-09 09:00", "03-11 10:30"), ["ana", "chloe", "ana"]),
        ((ANA, CHLOE, BEN), "handoff", ("03-16 09:00", "03-16 09:00"), ["ana", "chloe", "ben"]),
    ],
)
def test_resolving_of_rotations(world, wanted, effective, event, people):
    world.applied(rotation(ANA, BEN))
    later(world, 9)
    world.apply(rotation(*wanted), effective=effective)
    *_, last = now_events(world)
    assert last[:2] == event
    begins = f"2026-{event[1]}".replace(" ", "T")
    assert [who for start, who in on_call(world, 4) if start >= begins][: len(people)] == people


def test_succession(world):
    world.applied(rotation(ANA, BEN))
    later(world, 3)
    world.applied(rotation(ANA, CHLOE, BEN))
    world.sleep(600)
    assert requests(world.plan(rotation(ANA, CHLOE, BEN, DANIEL))) == [
        (
            "PUT",
            {"effective_since": "2026-03-05T10:30:00Z", "effective_until": None},
            0,
        ),
    ]


def test_succession_with_a_date(world):
    world.applied(rotation(ANA, BEN))
    world.applied(rotation(ANA, CHLOE, BEN, more=", from: 2026-03-16 09:00"))
    assert [one[1:3] for one in now_events(world)] == [
        ("03-02 10:00", "03-16 09:00"),
        ("03-16 09:00", None),
    ]
