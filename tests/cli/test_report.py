"""`pdsync report`: one page to look at, written whole or not at all."""

import re

import pytest
from report_page import ACME


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_a_week_has_a_row_per_schedule_and_a_column_per_day(page):
    (week, *_) = page("--weeks", "1").tables.values()

    assert week[0][:3] == ["Schedule", "Mon 2 Mar", "Tue 3 Mar"]
    assert week[1] == [
        "primary Europe/London",
        "until 09:00 ben.okafor from 09:00 ana.silva",
        *["ana.silva"] * 6,
    ]


def test_without_a_phase_it_shows_when_somebody_is_on_call_and_what_to_write(page):
    found = page("--weeks", "1")
    (week, *_) = found.tables.values()

    assert week[2][1] == "until 09:00 nobody 09:00\N{EN DASH}17:00 one of 2 from 17:00 nobody"
    assert (
        "Not known who is on call: schedule office: nothing says whose turn it is in layer 'Days'; "
        "write an anchor: there, or ask the account with --live." in found.text
    )
    assert "In it are liam.chen, kavya.rao." in found.text


def test_a_day_on_which_the_clocks_are_changed_says_so(page):
    (week, *_) = page("--weeks", "1", "--since", "2026-03-25").tables.values()

    assert week[1][7] == "ben.okafor clocks go forward 1 h"


def test_a_month_of_each_schedule(page):
    month = page("--weeks", "2").tables["primary, 2 Mar \N{EN DASH} 15 Mar 2026"]

    assert month[0] == ["Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert month[2][:3] == ["11", "9 until 09:00 ana.silva from 09:00 ben.okafor", "10 ben.okafor"]


def test_the_clocks_of_one_zone(page):
    (week, *_) = page("--weeks", "1", "--time-zone", "Asia/Tokyo").tables.values()

    assert week[1][1] == "until 18:00 ben.okafor from 18:00 ana.silva"


def test_coverage(page):
    covered = page("--weeks", "1").tables["Schedules"]

    assert covered[1:] == [
        ["primary", "100 %", "never", "always covered"],
        [
            "office",
            "33.3 %",
            "112 h 8 times, first from Mon 2 Mar 00:00 until Mon 2 Mar 09:00",
            "112 h a week with nobody",
        ],
    ]


def test_a_policy_is_covered_whosever_turn_it_is(page):
    covered = page("--weeks", "1").tables["Escalation policies"]

    assert covered[1] == ["shop", "level 1: 100 % level 2: 100 %", "never"]


def test_load(page):
    carried = page("--weeks", "1").tables["Load per person"]

    assert carried == [
        ["Person", "On call", "Nights", "Weekends"],
        ["ana.silva ana.silva@acme.example", "159 h", "6 · 50 h", "1 · 48 h"],
        ["ben.okafor ben.okafor@acme.example", "9 h", "1 · 6 h", "0 · 0 h"],
    ]


def test_the_path_from_a_service_to_people(page):
    text = page("--weeks", "1").text

    assert "shopescalation policy · ShopcartLevel 1for 10mprimaryoffice" in text
    assert "Level 2for 15memma.johnson always" in text


def test_nothing_that_was_written_becomes_markup(page):
    tags = page().tags

    assert "script" not in {tag for tag, _ in tags}
    assert sum(tag == "style" for tag, _ in tags) == 1


def test_it_refers_to_nothing_outside(run):
    html = run("report", "--out", "-").out

    assert re.findall(r"https?:|url\(|@import|src=", html) == []


def test_initials_tell_nobodys_address(page):
    found = page("--people", "initials")

    assert "@" not in found.text.split("Skip to")[1]
    (week, *_) = found.tables.values()
    assert week[1][2] == "AS"


def test_it_is_written_whole(run, tmp_path):
    ended = run("report", "--out", "report.html")

    said = "Wrote report.html: 2 schedules, 4 weeks from 2026-03-02.\n"
    assert (ended.code, ended.out, ended.err) == (0, said, "")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    ("options", "says", "advice"),
    [
        (["--since", "soon"], "--since cannot be 'soon'", "write a day such as 2026-12-24"),
        (["--weeks", "0"], "--weeks cannot be '0'", "it is a whole number, 1 to 53"),
        (
            ["--since", "0001-01-01"],
            "--since: '0001-01-01' is too far away",
            "write a day of 1971 to 2199",
        ),
    ],
)
def test_a_mistake_is_explained(run, options, says, advice):
    ended = run("report", "--out", "-", *options)

    assert (ended.code, ended.err) == (1, f"error: {says}\n    = help: {advice}\n")


def test_where_to_write_must_be_said(run):
    ended = run("report")

    assert (ended.code, ended.err) == (
        1,
        "error: --out is missing\n"
        "    = help: add --out report.html, or --out - to print the page\n",
    )


def test_a_place_that_is_not_there_is_said(run):
    ended = run("report", "--out", "nowhere/report.html")

    assert (ended.code, ended.err) == (
        1,
        "error: --out nowhere/report.html: there is no directory nowhere\n"
        "    = help: make it first, or name a file that is to be here: --out report.html\n",
    )


@pytest.mark.parametrize(
    ("place", "file"),
    [
        (".", "report.html"),
        ("policies", "policies/report.html"),
        ("policies/", "policies/report.html"),
        ("site/", "site/report.html"),
    ],
)
def test_a_directory_is_no_place_for_a_page(run, tmp_path, place, file):
    before = sorted(tmp_path.rglob("*"))
    ended = run("report", "--out", place)

    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        f"error: --out {place}: this is a directory\n    = help: name a file in it: --out {file}\n",
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
def test_a_month_of_sixty_schedules_is_a_file_of_reasonable_size(run, write):
    write("schedules:\n" + "".join(around_the_clock(number) for number in range(60)))

    assert len(run("report", "--out", "-").out.encode()) < 3_000_000


def around_the_clock(number):
    """Three people a day, another three the next day."""
    layers = "".join(
        f"""
      - rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 day
        users: [person{number}.{part}@acme.example, person{number}.other{part}@acme.example]
        restrictions: [{{start_time_of_day: "{8 * part:02}:00", duration_seconds: 8h}}]"""
        for part in range(3)
    )
    return f"""
  team-{number}:
    name: Team {number}
    time_zone: America/New_York
    layers:{layers}
"""
