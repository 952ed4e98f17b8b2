"""Time zones whose clocks are never changed, by names of which people think that they are."""

import pytest
from lint.rules import found
from source.saying import expected

NEW_YORK = "America/New_York"
REGION = "write the region that is meant, such as `America/New_York`"


def schedule(zone):
    return f"schedules:\n  a:\n    time_zone: {zone}\n    layers: []\n"


@pytest.mark.parametrize(
    ("zone", "message", "help_"),
    [
        (
            "EST",
            "EST is UTC-05:00 all year, in summer too",
            "write `America/New_York`, or `America/Panama` where clocks are not changed",
        ),
        (
            "MST",
            "MST is UTC-07:00 all year, in summer too",
            "write `America/Denver`, or `America/Phoenix` where clocks are not changed",
        ),
        ("Etc/GMT+5", "Etc/GMT+5 is UTC-05:00, all year", REGION),
        (
            "Etc/GMT-10",
            "Etc/GMT-10 is UTC+10:00, all year",
            REGION.replace(NEW_YORK, "Australia/Sydney"),
        ),
    ],
)
def test_a_fixed_offset_is_told_with_the_regions_that_may_be_meant(zone, message, help_):
    assert found("fixed-clocks", schedule(zone)) == expected(f"""
        a.yaml:3:16 fixed-clocks: {message}
          {help_}
        """)


@pytest.mark.parametrize(
    "zone",
    [
        "America/Phoenix",
        "America/New_York",
        "EST5EDT",
        "HST",
        "Hawaii",
        "GMT",
        "Etc/GMT",
        "UTC",
        "International Date Line West",
    ],
)
def test_nothing_is_said_where_that_is_what_clocks_show(zone):
    assert found("fixed-clocks", schedule(zone)) == ""
