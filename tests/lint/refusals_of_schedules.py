"""What the account refuses of schedules, in YAML and on the wire."""

from lint.refusals import MANY, WIRE_ONLY, A, as_yaml, zoned


def layer(more, turns="rotate: weekly, handoff: Mon 09:00"):
    parts = ", ".join(filter(None, (turns, f"members: [{A}]", more)))
    return f"schedules:\n  d: {{time_zone: Europe/London, layers: [{{{parts}}}]}}\n"


def window(**fields):
    written = {"type": "daily_restriction", "start_time_of_day": "09:00:00"} | fields
    return {"restrictions": [written]}


def windows(**fields):
    (one,) = window(**fields)["restrictions"]
    return layer(f"restrictions: [{as_yaml(one)}]")


def shifts(more="", rrule="'FREQ=DAILY'", members=f"[{A}]", length="8h"):
    days = f"{{start: 2026-03-02 09:00, length: {length}, rrule: {rrule}}}"
    parts = f"shifts: {days}, members: {members}{more}"
    return f"schedules:\n  d: {{time_zone: Europe/London, rotations: [{{{parts}}}]}}\n"


REFUSED_OF_SCHEDULES = {
    "a schedule without a zone": (
        "schedules:\n  d: {time_zone: null}\n",
        "schedule",
        {"time_zone": None},
    ),
    "a zone of a schedule": (
        "schedules:\n  d: {time_zone: Europe/X}\n",
        "schedule",
        {"time_zone": "Europe/X"},
    ),
    "turns of half an hour": (
        layer("", "rotate: 30m"),
        "layer",
        {"rotation_turn_length_seconds": 1800},
    ),
    "turns of 400 days": (
        layer("", "rotate: 400 days"),
        "layer",
        {"rotation_turn_length_seconds": 400 * 86_400},
    ),
    "a turn that begins in a minute's middle": (
        layer("rotation_virtual_start: '2026-03-02T09:00:30'", "rotate: daily"),
        "layer",
        {"rotation_virtual_start": "2026-03-02T09:00:30Z"},
    ),
    "turns of no whole minutes": (
        layer("", "rotate: 3601s"),
        "layer",
        {"rotation_virtual_start": "2026-03-02T09:00:01Z", "rotation_turn_length_seconds": 3601},
    ),
    "a hand-off between two minutes": (
        layer("", "rotate: daily, handoff: '09:00:30'"),
        "layer",
        {"rotation_virtual_start": "2026-03-02T09:00:30Z"},
    ),
    "an anchor between two minutes": (
        layer(f"anchor: {{who: {A}, at: 2026-03-02 09:00:30}}", "rotate: daily"),
        "layer",
        {"rotation_virtual_start": "2026-03-02T09:00:30Z"},
    ),
    "a week's window without a day": (
        windows(type="weekly_restriction", duration_seconds=3600),
        "layer",
        window(type="weekly_restriction", duration_seconds=3600),
    ),
    "a week's window on an eighth day": (
        windows(type="weekly_restriction", duration_seconds=3600, start_day_of_week=8),
        "layer",
        window(type="weekly_restriction", duration_seconds=3600, start_day_of_week=8),
    ),
    "a window from half past 25": (
        windows(duration_seconds=3600, start_time_of_day="25:30:00"),
        "layer",
        window(duration_seconds=3600, start_time_of_day="25:30:00"),
    ),
    "a day's window of a day": (
        windows(duration_seconds=86_400),
        "layer",
        window(duration_seconds=86_400),
    ),
    "a window of nothing": (windows(duration_seconds=0), "layer", window(duration_seconds=0)),
    "a month's window": (
        windows(type="monthly_restriction", duration_seconds=3600),
        "layer",
        window(type="monthly_restriction", duration_seconds=3600),
    ),
    "21 members": (shifts(members=f"[{MANY}]"), "event", WIRE_ONLY["members"]),
    "a name of shifts with a bell": (shifts(', name: "a\\u0007"'), "event", {"name": "a\u0007"}),
    "no members": (shifts(members="[]"), "event", WIRE_ONLY["no members"]),
    "no shifts for a member": (shifts(", per_member: 0"), "event", WIRE_ONLY["no shifts"]),
    "a far beginning": (
        shifts(", from: 2028-01-01"),
        "event",
        {"effective_since": "2028-01-01T00:00:00Z"},
    ),
    "an end before the beginning": (
        shifts(", from: 2026-06-01, until: 2026-05-01"),
        "event",
        {"effective_since": "2026-06-01T00:00:00Z", "effective_until": "2026-05-01T00:00:00Z"},
    ),
    "a shift of no length": (
        shifts(length="0h"),
        "event",
        {"end_time": zoned("2026-03-02T09:00:00Z")},
    ),
    "no rule": (
        shifts(rrule="'FREQ=SOMETIMES'"),
        "event",
        {"recurrence": ["RRULE:FREQ=SOMETIMES"]},
    ),
    "two rules": (
        shifts(rrule="['FREQ=DAILY', 'FREQ=WEEKLY']"),
        "event",
        {"recurrence": ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"]},
    ),
}
