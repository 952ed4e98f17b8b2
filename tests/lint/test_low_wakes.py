"""Services of low severity that are always urgent."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("low-wakes")


def test_it_names_the_service():
    assert found("low-wakes", BAD) == (
        "a.yaml:2:84 low-wakes: `reports` is of low severity and wakes people at any hour\n"
        "  write `low`, or `high` in support hours only; or a higher `severity`\n"
    )


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        (", incident_urgency_rule: high", ""),
        ("severity: low", "severity: medium"),
        ("severity: low, ", ""),
        ("rule: high", "rule: severity_based"),
    ],
)
def test_nothing_is_said_of_what_is_meant_or_not_written(was, is_):
    assert found("low-wakes", BAD.replace(was, is_)) == ""


HOURS = (
    "{during_support_hours: %s, outside_support_hours: %s}, support_hours: "
    "{time_zone: Europe/London, start_time: %s, end_time: %s, days_of_week: Mon-Sun}"
)


@pytest.mark.parametrize(
    ("rule", "when"),
    [
        (("high", "high", "09:00", "17:00"), "at any hour"),
        (("low", "high", "09:00", "17:00"), "outside of its support hours, at night"),
        (("high", "low", "00:00", "23:59"), "at night, within its support hours"),
        (("high", "low", "20:00", "06:00"), "at night, within its support hours"),
        (("high", "low", "09:00", "17:00"), ""),
        (("high", "low", "17:00", "01:00"), ""),
        (("low", "low", "09:00", "17:00"), ""),
        (("severity_based", "low", "00:00", "23:59"), ""),
    ],
)
def test_hours_of_high_urgency_at_night_are_told(rule, when):
    said = found("low-wakes", BAD.replace("rule: high", f"rule: {HOURS % rule}"))
    assert said.partition("wakes people ")[2].partition("\n")[0] == when
