"""On-call changes of a plan in `pdsync.plan/2`: nothing said twice, and nothing lost."""

import pytest

from pdsync.render.plan_oncall.packed import packed, unpacked


def at(day, hour=9):
    return f"2026-03-{day:02}T{hour:02}:00:00Z"


def span(day, hour=9, until=17):
    return {"start": at(day, hour), "end": at(day, until)}


def change(day, old, new, **more):
    return span(day) | {"old": [old], "new": [new]} | more


def schedule(**fields):
    course = {
        "now": {"old": ["ana"], "new": ["ana"], "until": at(2)},
        "changes": [change(2, "ana", "ben"), change(3, "ana", "ben"), change(4, "ben", "ana")],
        "gaps": {"before": [span(7), span(8)], "after": [span(7), span(9)]},
        "coverage": {"before": None, "after": None},
    }
    return {"key": "primary", "id": "P1", "unknown": None, **course, **fields}


def level(**fields):
    return schedule(key="support", id="P2", level=1, **{"follows": "P1", **fields})


def oncall(schedules, levels=()):
    return {"since": at(1), "schedules": schedules, "levels": [*levels], "services": []}


def times(*days):
    return [[at(day), at(day, 17)] for day in days]


def test_times_of_the_same_people_are_one_change():
    (row,) = packed(oncall([schedule()]))["schedules"]
    assert row["changes"] == [
        {"times": times(2, 3), "old": ["ana"], "new": ["ben"]},
        {"times": times(4), "old": ["ben"], "new": ["ana"]},
    ]


def test_gaps_that_stay_are_said_once():
    (row,) = packed(oncall([schedule()]))["schedules"]
    assert row["gaps"] == {"both": times(7), "before": times(8), "after": times(9)}


def test_a_level_does_not_repeat_the_schedule_that_it_follows():
    (row,) = packed(oncall([schedule()], [level()]))["levels"]
    assert row == {"key": "support", "id": "P2", "unknown": None, "level": 1, "follows": "P1"}


NEW = {"before": None, "after": [span(7)]}
UNKNOWN = {"key": "x", "id": None, "unknown": {"schedule": "x", "reason": "why"}}
ENDS = [change(2, "ana", "ben"), change(3, "ana", "ben", ends=None)]
WEEKLY = [change(2, "ana", "ben"), change(3, "ana", "ben", every_week=True)]


@pytest.mark.parametrize(
    "told",
    [
        oncall([schedule()], [level()]),
        oncall([schedule(gaps=NEW)], [level(gaps=NEW)]),
        oncall([schedule()], [level(gaps=NEW)]),
        oncall([], [level(), level(follows=None)]),
        oncall([schedule(id=None)], [level(follows="primary")]),
        oncall([UNKNOWN], [UNKNOWN | {"level": 1, "follows": "x"}]),
        oncall([schedule(changes=ENDS)], [level(changes=WEEKLY)]),
        oncall([schedule(changes=[])]),
        None,
    ],
)
def test_nothing_is_lost(told):
    assert unpacked(packed(told)) == told
