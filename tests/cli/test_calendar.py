"""`pdsync oncall --format ics`: a calendar, by RFC 5545 to the letter."""

import re
from datetime import UTC, datetime
from shutil import rmtree

import pytest
from organisation import ACME, ANA, BEN, CHLOE

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
    assert lines(ended)[3:13] == [
        "BEGIN:VEVENT",
        values(ended, "UID")[0].join(("UID:", "")),
        "SEQUENCE:3243600",
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


LAYERS = f"""\
schedules:
  shop:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-03-02}}
      - {{name: Nights, rotate: daily, handoff: 18:00, members: [{CHLOE}], only: 18:00-08:00}}
"""
ROTATIONS = f"""\
schedules:
  shop:
    time_zone: Europe/London
    rotations:
      - name: Days
        shifts: Mon-Fri 09:00-17:00
        members: [{ANA}, {BEN}]
        per_member: 5
        anchor: {{who: {ANA}, at: 2026-03-02}}
      - {{name: Also days, shifts: 09:00-17:00, members: [{CHLOE}]}}
      - {{name: All, shifts: 09:00-12:00, members: [{ANA}, {BEN}], everyone: true}}
      - {{shifts: 09:00-12:00, members: [{ANA}]}}
      - {{shifts: 09:00-12:00, members: [{BEN}]}}
"""
SOME_WEEKS = ("--since", "2026-03-02T12:00Z", "--until", "2026-04-12T12:00Z")


def events(ended):
    """When each event begins and ends, by its UID."""
    names = ("UID", "DTSTART", "DTEND")
    rows = [*zip(*(values(ended, name) for name in names), strict=True)]
    found = {uid: times for uid, *times in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_the_account_has_the_same_events_as_the_configuration(run, write, text):
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0

    here = events(run("oncall", *SOME_WEEKS, "--format", "ics", days=1))
    there = events(run("oncall", "--live", "--sandbox", *SOME_WEEKS, "--format", "ics", days=1))

    # What had begun when it was made begins then in the account, and keeps its name all the same.
    assert here.keys() == there.keys()


def test_the_account_alone_has_the_same_events_and_another_stack_has_others(run, write, tmp_path):
    write(LAYERS)
    assert run("apply", "--sandbox", "--yes").code == 0
    asked = ("oncall", *SOME_WEEKS, "--format", "ics")
    here = events(run(*asked, days=1))
    write(LAYERS, settings="stack: other\n")
    elsewhere = events(run(*asked, days=1))
    rmtree(tmp_path / "policies")

    assert events(run(*asked, "--live", "--sandbox", days=1)).keys() == here.keys()
    assert not elsewhere.keys() & here.keys()


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_an_event_keeps_its_name_whoever_has_the_shift(run, write, text):
    write(text)
    before = events(run("oncall", *SOME_WEEKS, "--format", "ics"))
    write(text.replace(BEN, "emma.johnson@acme.example"))

    assert events(run("oncall", *SOME_WEEKS, "--format", "ics")) == before


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_a_part_of_a_calendar_has_the_same_events_as_the_whole(run, write, text):
    write(text)
    whole = events(run("oncall", *SOME_WEEKS, "--format", "ics"))

    for at in ("2026-03-10T11:00Z", "2026-03-14T13:00Z", "2026-04-03T20:00Z"):
        if "layers" in text or at < "2026-04":
            part = events(run("oncall", "--at", at, "--format", "ics"))
            assert part.items() <= whole.items()


def test_turns_of_one_person_that_follow_each_other_are_events_of_their_own(run, write):
    write(LAYERS.replace(f"{ANA}, {BEN}", ANA))
    first, later = (events(run("oncall", "--format", "ics", days=days)) for days in (0, 7))

    assert {**first, **later}.items() >= first.items()
    assert first.keys() & later.keys()


def test_a_later_calendar_takes_the_place_of_an_earlier_one(run, write):
    write(LAYERS)
    earlier, later = (
        {int(one) for one in values(run("oncall", "--format", "ics", days=days), "SEQUENCE")}
        for days in (0, 0.001)
    )
    assert (len(earlier), len(later), max(earlier) < min(later) < 2**31) == (1, 1, True)
