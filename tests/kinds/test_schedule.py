"""Schedules: layers as they are written, read and sent."""

from datetime import UTC, datetime

import pytest
from kinds.reading import live, read, said, values

from pdsync.kinds import Ref

TURNS = "rotation_virtual_start: 2026-01-05 09:00, rotation_turn_length_seconds: 1 week"
WHOLE = f"users: [a@b.c], {TURNS}"


def schedule(*layers, more="time_zone: Europe/Berlin"):
    return f"schedules: {{a: {{{more}, layers: [{', '.join(f'{{{one}}}' for one in layers)}]}}}}"


def layer(text):
    return read("schedule", text).layers[0]


def instant(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-05 09:00", instant(2026, 1, 5, 8)),
        ("2026-01-05T9:00:00", instant(2026, 1, 5, 8)),
        ("2026-01-05", instant(2026, 1, 4, 23)),
        ("'2026-07-06 09:00'", instant(2026, 7, 6, 7)),
        ("2026-01-05T09:00:00Z", instant(2026, 1, 5, 9)),
        ("2026-01-05T09:00:00-05:00", instant(2026, 1, 5, 14)),
    ],
)
def test_times_are_instants_or_on_the_schedules_own_clocks(written, meant):
    text = schedule(f"users: [a@b.c], rotation_virtual_start: {written}")
    assert layer(text).rotation_virtual_start == meant


@pytest.mark.parametrize(
    ("written", "message", "how"),
    [
        (
            "2026-03-29 02:30",
            "'2026-03-29 02:30' does not exist in Europe/Berlin: the clocks are changed then",
            "write 2026-03-29T03:30+02:00 or 2026-03-29T01:30+01:00",
        ),
        (
            "2026-10-25 02:30",
            "'2026-10-25 02:30' comes twice in Europe/Berlin: the clocks are changed then",
            "write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
        ),
    ],
)
@pytest.mark.parametrize("field", ["rotation_virtual_start", "from", "until"])
def test_a_time_when_the_clocks_are_changed_is_refused(written, message, how, field):
    text = schedule(f"users: [a@b.c], {field}: {written}")
    assert said(text) == [(written, message, how)]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("UTC", "Etc/UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Kyiv", "Europe/Kiev"),
        ("Europe/Kyiv", "Europe/Kiev"),
    ],
)
def test_names_of_one_time_zone_are_the_same(written, canonical):
    found = read("schedule", f"schedules: {{a: {{time_zone: {written}}}}}").time_zone
    assert (found, live("schedule", {"time_zone": written}).time_zone) == (canonical, canonical)


def test_api_forms_of_users_are_taken():
    text = schedule("users: [a@b.c, {user: {id: PANA111, type: user_reference}}, a@b.c]")
    assert layer(text).users == (
        Ref("user", key="a@b.c"),
        Ref("user", id="PANA111"),
        Ref("user", key="a@b.c"),
    )


def test_a_restriction_with_a_day_is_weekly():
    text = schedule(
        "users: [a@b.c], restrictions: [{start_day_of_week: Mon, start_time_of_day: 9:00, "
        "duration_seconds: 8h}, {start_time_of_day: '22:00', duration_seconds: 10h}]"
    )
    assert [values(one) for one in layer(text).restrictions] == [
        {
            "type": "weekly_restriction",
            "start_day_of_week": 1,
            "start_time_of_day": "09:00:00",
            "duration_seconds": 28800,
        },
        {
            "type": "daily_restriction",
            "start_time_of_day": "22:00:00",
            "duration_seconds": 36000,
        },
    ]


def restricted(text):
    return schedule(f"users: [a@b.c], restrictions: [{{{text}}}]")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "schedules: {a: {time_zone: Europe/Londn}}",
            ("Europe/Londn", "'Europe/Londn' is not a time zone", "did you mean `Europe/London`?"),
        ),
        (
            schedule("start: 2026-01-05 09:00", more="time_zone: Xyzzy"),
            (
                "Xyzzy",
                "'Xyzzy' is not a time zone",
                "write a name such as Europe/London or Etc/UTC; a zone has the name of one city, "
                "as Europe/Berlin is that of all of Germany",
            ),
        ),
        (
            schedule("start: next Monday"),
            (
                "next Monday",
                "'next Monday' is not a date and time",
                "write a time such as 2026-01-05 09:00, or an instant such as 2026-01-05T09:00:00Z",
            ),
        ),
        (
            schedule("start: 2026-02-30 09:00"),
            (
                "2026-02-30 09:00",
                "'2026-02-30 09:00' is not a valid date and time",
                "write a time such as 2026-01-05 09:00, or an instant such as 2026-01-05T09:00:00Z",
            ),
        ),
        (
            schedule("rotation_virtual_start: '2026-01-05 09:00:30'"),
            (
                "'2026-01-05 09:00:30'",
                "this time has seconds; PagerDuty takes whole minutes here",
                "write the time without seconds",
            ),
        ),
        (
            schedule("rotation_virtual_start: null"),
            (
                "null",
                "a rotation begins at some time",
                "write when the first turn begins, such as 2026-01-05 09:00, or leave it out",
            ),
        ),
        (
            schedule("start: 2026-01-05 09:00, end: 2026-01-05 09:00"),
            (
                "2026-01-05 09:00",
                "this layer ends before it begins",
                "write an end after its beginning",
            ),
        ),
        (
            schedule("users: []"),
            ("[]", "a layer needs somebody", "write at least one e-mail address"),
        ),
        (
            schedule("rotation_turn_length_seconds: 30m"),
            ("30m", "'30m' is out of range", "write from 1h to 365d"),
        ),
        (
            schedule("rendered_coverage_percentage: 100"),
            (
                "100",
                "this is computed by PagerDuty from the rest of the layer",
                "delete it: it cannot be set",
            ),
        ),
        (
            restricted("start_day_of_week: 0, start_time_of_day: 9:00, duration_seconds: 8h"),
            (
                "0",
                "'0' is not a day of the week",
                "write 1 (Monday) to 7 (Sunday), or a name such as Mon",
            ),
        ),
        (
            restricted("type: weekly_restriction, start_time_of_day: 9:00, duration_seconds: 8h"),
            (
                "{type: weekly_restriction, start_time_of_day: 9:00, duration_seconds: 8h}",
                "a weekly restriction begins on a day",
                "write `start_day_of_week: Mon`",
            ),
        ),
        (
            restricted(
                "type: daily_restriction, start_day_of_week: 1, start_time_of_day: 9:00, "
                "duration_seconds: 8h"
            ),
            (
                "1",
                "a daily restriction begins on every day",
                "delete this, or write `type: weekly_restriction`",
            ),
        ),
        (
            restricted("start_time_of_day: 9:00, duration_seconds: 24h"),
            (
                "24h",
                "a daily restriction is shorter than a day",
                "write a shorter time, or leave the restriction out to be on call throughout",
            ),
        ),
        (
            restricted("start_time_of_day: 9:00, duration_seconds: 1w, start_day_of_week: 1"),
            (
                "1w",
                "a weekly restriction is shorter than a week",
                "write a shorter time, or leave the restriction out to be on call throughout",
            ),
        ),
        (
            "schedules: {a: {schedule_layers: []}}",
            (
                "[]",
                "PagerDuty lists layers from the top down; here they stand from the bottom up",
                "write them as `layers:`, the last one on top",
            ),
        ),
        (
            "schedules: {a: {extra: {schedule_layers: []}}}",
            (
                "[]",
                "PagerDuty lists layers from the top down; here they stand from the bottom up",
                "write them as `layers:`, the last one on top",
            ),
        ),
    ],
)
def test_what_pagerduty_refuses_is_said(text, problem):
    assert said(text) == [problem]
