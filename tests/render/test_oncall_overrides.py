"""Overrides, what is folded, and the time at which a running event changes, in a plan's text."""

from render.test_oncall import ONE

from pdsync.render import Style
from pdsync.render.plan_oncall.text import oncall_lines

WIDE = Style(columns=200)
NOW = {"old": ["a@x.example"], "new": ["a@x.example"], "until": "2026-12-28T09:00:00Z"}


def shown(row, most=None, soon=None):
    oncall = {
        "since": "2026-12-21T10:00:00Z",
        "until": "2027-01-18T10:00:00Z",
        "schedules": [row],
        "levels": [],
        "services": [],
    }
    lines = oncall_lines(oncall, WIDE, most, soon)
    return [" ".join(line.replace("\u2013", "-").split()) for line in lines[2:]]


def change(day, *people):
    start, end = (f"2026-12-{one}T09:00:00Z" for one in (day, day + 1))
    return {"start": start, "end": end, "old": ["a@x.example"], "new": list(people)}


def override(day, user="d@x.example", instead=None, becomes="stays", then=None, *, alone=False):
    start, end = f"2026-12-{day}T12:00:00Z", f"2026-12-{day}T18:00:00Z"
    owners = [instead] if instead else []
    after = owners if then is None else then
    who = {"user": user, "instead_of": instead, "hours_of": {"before": owners, "after": after}}
    return {"start": start, "end": end, **who, "becomes": becomes, "alone": alone}


def row(*changes, overrides=(), **more):
    return ONE | {"now": NOW, "changes": list(changes), "overrides": list(overrides)} | more


def test_overrides_stand_among_the_shifts_with_what_becomes_of_them():
    overrides = [
        override(23),
        override(25, "e@x.example", "a@x.example", "goes"),
        override(27, None, "a@x.example", "moot"),
        override(28, instead="a@x.example", then=["b@x.example", "e@x.example"]),
        override(29, instead="a@x.example", becomes="moot", then=[], alone=True),
    ]

    assert shown(row(change(24, "b@x.example"), overrides=overrides))[1:] == [
        "Wed 23 Dec 12:00 - 18:00 d@x.example (by override) stays",
        "Thu 24 Dec 09:00 - Fri 25 Dec 09:00 a@x.example → b@x.example",
        "! Fri 25 Dec 12:00 - 18:00 e@x.example (by override, for a@x.example) goes",
        "! Sun 27 Dec 12:00 - 18:00 nobody (by override, for a@x.example) has no effect any more",
        "! Mon 28 Dec 12:00 - 18:00 d@x.example (by override, for a@x.example) stays, then for "
        "b@x.example, e@x.example",
        "! Tue 29 Dec 12:00 - 18:00 d@x.example (by override, for a@x.example) stands in for "
        "nobody any more",
        "… then all is as before",
    ]


def test_what_is_folded_says_how_much_of_whom_and_until_when():
    changes = [change(day, "b@x.example") for day in range(22, 30)]
    overrides = [override(day) for day in range(22, 29)]

    assert shown(row(*changes, overrides=overrides), most=12)[-1] == (
        "… and 4 more changed shifts of the same people until Wed 30 Dec 09:00; and 3 more "
        "overrides that stay; then all is as before"
    )
    assert shown(row(*changes[:5]), most=12)[-1] == (
        "… and 1 more changed shift of the same people until Sun 27 Dec 09:00; then all is as "
        "before"
    )


def test_folded_gaps_are_counted_until_the_last():
    gaps = [change(day) for day in (22, 24, 26, 28, 30)]

    assert shown(row(*gaps, settled=False), most=6)[-1] == (
        "! … and 3 more gaps until Thu 31 Dec 09:00"
    )


def test_beside_now_stands_when_a_running_event_changes():
    at_soon = change(21, "b@x.example") | {"start": "2026-12-21T10:30:00Z"}

    assert shown(row(at_soon), soon="2026-12-21T10:30:00Z")[0] == (
        "! now a@x.example → b@x.example from Mon 21 Dec 10:30 on"
    )


def test_a_level_tells_old_from_new():
    level = {"level": 1, "level_was": 2, "services": [], "aimed": True, "follows": None}
    oncall = {
        "since": "2026-12-21T10:00:00Z",
        "until": "2027-01-18T10:00:00Z",
        "schedules": [],
        "levels": [ONE | level],
        "services": [],
    }

    assert oncall_lines(oncall, WIDE, None)[1] == "  Primary, level 1 (was 2)  always covered"
