"""Time zones for which this machine has two sets of rules."""

import pytest
from lint.rules import CHANGING, DATABASES, STEADY, database, found
from source.saying import expected

ZONE = "America/Vancouver"
TEXT = f"schedules:\n  a:\n    time_zone: {ZONE}\n    layers: []\n"


def two(ours, theirs, versions=("2025b", "2026a")):
    return (
        database("this system", versions[0], America__Vancouver=ours),
        database("the package", versions[1], America__Vancouver=theirs),
    )


def test_it_says_from_when_on_they_differ_and_how_to_compare():
    assert found("time-zone-rules", TEXT) == expected("""
        a.yaml:3:16 time-zone-rules: the rules of America/Vancouver changed in 2026; PagerDuty \
may not have them yet
          compare with `pdsync oncall --verify`: now, clocks there show UTC-08:00 by this system \
(2025b), which pdsync uses, and UTC-07:00 by the package (2026a)
        """)


@pytest.mark.parametrize(
    ("theirs", "date"),
    [
        ("PST8PDT,M3.2.0,M10.5.0", "Sun 25 Oct 2026"),
        ("PST8PDT,M3.2.0,M11.2.0", "Sun 1 Nov 2026"),
        ("PST8PDT,M3.3.0,M11.1.0", "Sun 8 Mar 2026"),
        ("PST8PDT,M3.2.0/3,M11.1.0", "Sun 8 Mar 2026"),
        ("PST8PDT,M3.2.0,M11.1.0/2", None),
        (CHANGING, None),
    ],
)
def test_the_first_day_on_which_they_differ_is_found(theirs, date):
    said = found("time-zone-rules", TEXT, two(CHANGING, theirs))
    assert (f": from {date} on, " in said) if date else said == ""


def test_a_version_that_is_not_known_is_called_that():
    assert "by this system (of an unknown version)" in found(
        "time-zone-rules", TEXT, two(CHANGING, STEADY, (None, "2026a"))
    )


def test_the_zone_of_a_schedule_whose_rotations_have_their_own_decides_nothing():
    text = (
        f"schedules: {{a: {{time_zone: {ZONE}, rotations: [{{time_zone: UTC, "
        "shifts: 09:00-17:00, members: [a@b.c]}]}}"
    )
    assert found("time-zone-rules", text) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            f"schedules: {{a: {{time_zone: UTC, rotations: [{{time_zone: {ZONE}, "
            "shifts: 09:00-17:00, members: [a@b.c]}]}}",
            "a.yaml:1:57",
        ),
        (
            "services: {a: {incident_urgency_rule: {type: use_support_hours, "
            "during_support_hours: {type: constant, urgency: high}, "
            "outside_support_hours: {type: constant, urgency: low}}, "
            f"support_hours: {{time_zone: {ZONE}, days_of_week: Mon-Fri, start_time: 09:00, "
            "end_time: 17:00}}}",
            "a.yaml:1:203",
        ),
    ],
)
def test_zones_of_rotations_and_of_hours_of_support_count_too(text, place):
    assert found("time-zone-rules", text).startswith(f"{place} time-zone-rules: ")


def test_a_zone_is_told_once_where_it_is_used_first():
    again = f"  b:\n    time_zone: {ZONE}\n    layers: []\n"
    assert found("time-zone-rules", TEXT + again) == found("time-zone-rules", TEXT)


@pytest.mark.parametrize(
    "databases", [(), DATABASES[:1], (DATABASES[0], database("the package", "2026a"))]
)
def test_what_only_one_has_cannot_be_compared(databases):
    assert found("time-zone-rules", TEXT, databases) == ""
