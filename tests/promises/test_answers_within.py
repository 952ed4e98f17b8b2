"""Time in which somebody on call is notified, of policies and services."""

import pytest
from promises.asking import PAIR, broken, policy, schedules, unproved

WEEKLY = f"rotate: weekly, handoff: Mon 09:00, {PAIR}"
DAYS = f"{WEEKLY}, only: Mon-Fri 09:00-17:00"
NIGHTS = "rotate: weekly, members: [c@b.c], only: [17:00-09:00, Sat-Sun]"
PAUSE = "auto_pause_notifications_parameters: {enabled: %s}"


def service(promise, pause="false"):
    text = f"services:\n  api:\n    escalation_policy: web\n    {PAUSE % pause}\n"
    return f"{text}    expect: {{{promise}}}\n"


DAY = schedules(day=(DAYS, None))
TOGETHER = schedules(day=(DAYS, None), night=(NIGHTS, None))


def test_a_minute_at_which_no_level_has_anybody_is_told():
    assert broken(DAY + policy("answers_within: 15m", "day")) == [
        "incidents are to reach somebody then, and nobody is on call from Mon 2 Mar 2026 17:00 to "
        "Tue 3 Mar 2026 09:00 (Europe/London), every week"
    ]


@pytest.mark.parametrize(
    "text",
    [
        TOGETHER + policy("answers_within: 15m", "day", "night"),
        TOGETHER + policy("answers_within: 1m", "night", "day"),
        DAY + policy("answers_within: 1m", "day", "c@b.c"),
        DAY + policy("answers_within: 1m, coverage: Mon-Fri 09:00-17:00", "day"),
    ],
    ids=["levels", "an empty level costs no time", "a person", "when it is promised"],
)
def test_what_is_kept_is_not_mentioned(text):
    assert (broken(text), unproved(text)) == ([], [])


def test_a_pause_that_is_longer_is_told():
    text = (
        TOGETHER
        + policy(None, "day", "night")
        + service("answers_within: 5m", "true, timeout: 10m")
    )
    assert broken(text) == ["notifications pause for 10m first, longer than 5m"]


def test_whoever_is_on_call_after_the_pause_is_asked():
    promise = "answers_within: 5m, coverage: Mon-Fri 09:00-17:00"
    text = DAY + policy(None, "day") + service(promise, "true, timeout: 2m")
    assert broken(text) == [
        "incidents are to reach somebody then, and nobody is on call from Mon 2 Mar 2026 17:00 to "
        "Mon 2 Mar 2026 17:02 (Europe/London), every week"
    ]


def test_a_pause_that_is_not_written_leaves_a_service_unproved():
    text = TOGETHER + policy(None, "day", "night") + service("answers_within: 5m")
    text = text.replace(f"    {PAUSE % 'false'}\n", "")
    assert (broken(text), unproved(text)) == (
        [],
        [
            "nothing says whether notifications pause first, so what `api` promises is not proved "
            "here"
        ],
    )


def test_a_service_that_is_disabled_promises_nothing():
    text = DAY + policy(None, "day") + service("answers_within: 5m") + "    status: disabled\n"
    assert (broken(text), unproved(text)) == ([], [])


def test_windows_need_schedules_of_one_time_zone():
    text = DAY + schedules(other=(DAYS, None)).replace("schedules:\n", "").replace(
        "London", "Berlin"
    )
    text += policy("coverage: Mon-Fri 10:00-12:00", "day", "other")
    assert unproved(text) == [
        "its schedules are in several time zones, and windows need one, so what `web` promises is "
        "not proved here"
    ]
