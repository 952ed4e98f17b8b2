"""`pdsync oncall --format ics`: a calendar, by RFC 5545 to the letter."""

import re
from datetime import UTC, datetime

import pytest
from cli.test_oncall import ACME

DECEMBER = ("--since", "2026-12-01T00:00:00Z", "--until", "2026-12-15T00:00:00Z")


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def lines(ended):
    """The calendar's lines, unfolded."""
    return ended.out.replace("\r\n ", "").split("\r\n")


def values(ended, name):
    return [line.partition(":")[2] for line in lines(ended) if line.startswith(f"{name}:")]


def test_a_shift_is_an_event_in_utc(run):
    ended = run("oncall", "primary", *DECEMBER, "--format", "ics")

    assert ended.code == 0
    assert lines(ended)[3:12] == [
        "BEGIN:VEVENT",
        values(ended, "UID")[0].join(("UID:", "")),
        "DTSTAMP:20260302T120000Z",
        "DTSTART:20261130T090000Z",
        "DTEND:20261207T090000Z",
        "SUMMARY:ben.okafor@acme.example on call: Primary",
        "DESCRIPTION:Schedule primary\\, by policies/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_every_line_ends_as_the_standard_says_and_is_short(run, write):
    write(ACME.replace("name: Primary", f"name: {'Ärzte; 24/7, ' * 15}x"))

    ended = run("oncall", "primary", *DECEMBER, "--format", "ics")

    raw = ended.out.split("\r\n")
    assert raw.pop() == ""
    assert not [line for line in raw if "\n" in line or len(line.encode()) > 75]
    assert "Ärzte\\; 24/7\\, Ärzte" in values(ended, "SUMMARY")[0]


def test_the_same_shift_has_the_same_uid_whatever_range_is_asked(run):
    whole = run("oncall", "primary", *DECEMBER, "--format", "ics")
    late = run("oncall", "primary", "--at", "2026-12-03T05:00:00Z", "--format", "ics")

    assert values(late, "UID") == values(whole, "UID")[:1]


def test_a_schedule_that_several_levels_use_is_there_once(run, write):
    write(ACME.replace("targets: [emma", "targets: [primary, emma"))

    ended = run("oncall", "shop", "cart", *DECEMBER, "--format", "ics")

    assert len(values(ended, "UID")) == len(set(values(ended, "UID")))


def test_no_event_is_no_calendar(run):
    ended = run("oncall", "office", "--at", "2026-12-03 20:00", "--format", "ics")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "error: nobody is on call then, and a calendar needs an event\n"
        "    = help: ask about a longer range, with --since and --until\n"
    )


def test_without_a_time_a_calendar_is_of_the_next_two_weeks(run):
    ended = run("oncall", "office", "--format", "ics")

    assert (values(ended, "DTSTART")[0], len(values(ended, "UID"))) == ("20260302T220000Z", 14)


def test_times_are_basic_utc(run):
    ended = run("oncall", *DECEMBER, "--format", "ics")

    times = [*values(ended, "DTSTART"), *values(ended, "DTEND"), *values(ended, "DTSTAMP")]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", time) for time in times)
    assert datetime.strptime(times[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).year == 2026
