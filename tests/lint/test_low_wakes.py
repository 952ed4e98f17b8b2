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
