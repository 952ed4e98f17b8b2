"""Names of time zones: none is ever proposed that is on other clocks than those meant."""

import re
from importlib.resources import files

import pytest
from kinds.reading import read, said

from pdsync.kinds import time_zone


def zone_problem(zone):
    ((_, message, how),) = said(f'schedules: {{a: {{time_zone: "{zone}"}}}}')
    return message.removeprefix(f"'{zone}' is "), how


SHORT = "an abbreviation, and does not tell when clocks change"
OFFSET = "an offset, and does not tell when clocks change"


@pytest.mark.parametrize(
    ("zone", "message", "regions"),
    [
        ("PST", SHORT, "`America/Los_Angeles`"),
        ("pdt", SHORT, "`America/Los_Angeles`"),
        ("CEST", SHORT, "`Europe/Berlin` or `Europe/Paris`"),
        ("IST", SHORT, "`Asia/Kolkata` or `Europe/Dublin`"),
        ("XYZ", SHORT, "`America/Los_Angeles` or `Europe/Berlin`"),
        ("UTC+2", OFFSET, "`America/Los_Angeles` or `Europe/Berlin`"),
        ("GMT -05:00", OFFSET, "`America/Los_Angeles` or `Europe/Berlin`"),
        ("+0530", OFFSET, "`America/Los_Angeles` or `Europe/Berlin`"),
    ],
)
def test_what_does_not_tell_when_clocks_change_is_met_with_regions(zone, message, regions):
    assert zone_problem(zone) == (message, f"write the region that is meant, such as {regions}")


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("eurpoe/london", "Europe/London"),
        ("US/Los_Angeles", "America/Los_Angeles"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("Europe/Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Asia/Bangalore", "Asia/Kolkata"),
        ("America/San_Francisco", "America/Los_Angeles"),
        ("San Francisco", "America/Los_Angeles"),
        ("Europe/Atlantis", None),
    ],
)
def test_a_zone_on_other_clocks_is_never_proposed(zone, meant):
    _, how = zone_problem(zone)
    assert how == (
        f"did you mean `{meant}`?"
        if meant
        else "write a name such as Europe/London or Etc/UTC; a zone has the name of one city, as "
        "Europe/Berlin is that of all of Germany"
    )


def test_every_city_leads_to_a_zone():
    lines = files("pdsync.kinds._values").joinpath("cities.txt").read_text("utf-8").splitlines()
    cities = dict(line.split(": ") for line in lines)
    assert len(cities) > 100
    assert {city: time_zone(zone) for city, zone in cities.items()} == cities


ABBREVIATIONS = """
    ACDT ACST ADT AEDT AEST AKDT AKST ART AST AWST BRST BRT BST CAT CDT CEST CLST CLT COT CST CT EAT
    EDT EEST ET GST HKT ICT IST JST KST MDT MESZ MEZ MSK MT NDT NST NZDT NZST PDT PHST PHT PKT PST
    PT SAST SGT TRT WAT WEST WIB
    """


def test_every_region_that_is_proposed_is_a_zone():
    proposed = {one for zone in ABBREVIATIONS.split() for one in regions(zone)}
    assert len(proposed) > 30
    for region in proposed:
        found = read("schedule", f"schedules: {{a: {{time_zone: {region}}}}}")
        assert found.time_zone == region


def regions(zone):
    _, how = zone_problem(zone)
    return re.findall("`([^`]+)`", how)
