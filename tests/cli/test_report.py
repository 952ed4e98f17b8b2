"""`pdsync report`: one page to look at, written whole or not at all."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from report_page import ACME


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_a_turn_is_one_bar_with_a_name_and_its_hours_as_title(page):
    assert page("--weeks", "2").told("primary") == [
        ("ben", "ben.okafor, until Mon 2 Mar 09:00"),
        ("ana.silva from 09:00", "Mon 2 Mar 09:00 \N{EN DASH} Mon 9 Mar 09:00"),
        ("ben.okafor from 09:00", "from Mon 9 Mar 09:00"),
    ]


def test_the_same_hours_of_one_day_after_another_are_one_bar(page):
    assert page("--weeks", "2").told("office") == [
        ("nobody 17:00\N{EN DASH}09:00", "all of these days, each day 17:00\N{EN DASH}09:00"),
        (
            "one of 2 09:00\N{EN DASH}17:00",
            "Mon 2 Mar 09:00 \N{EN DASH} Sun 15 Mar 17:00, each day 09:00\N{EN DASH}17:00",
        ),
    ]


@pytest.mark.parametrize(
    ("shown", "who", "members"),
    [
        ("names", "liam.chen@acme.example", "liam.chen, kavya.rao"),
        ("initials", "LC", "LC, KR"),
    ],
)
def test_without_a_phase_it_says_where_it_is_and_what_to_write(page, shown, who, members):
    found = page("--weeks", "1", "--people", shown)

    said = " ".join(found.text.split())
    assert (
        "Not known who is on call: schedule office: nothing says whose turn it is in layer 'Days' "
        f"(policies/checkout.yaml:14). In it are {members}." in said
    )
    assert (
        "office: not known who is on call (policies/checkout.yaml:14). pdsync dump --into policies "
        "--only schedule:office --anchors writes whose turn it is in the account; of a new "
        f"schedule, write who begins there, anchor: {{who: {who}, at: 2026-03-02 00:00}}; or ask "
        "the account with --live." in said
    )


def test_a_day_on_which_the_clocks_are_changed_says_so(page):
    said = "Sun 29 Mar: clocks go forward 1 h"

    assert said in page("--weeks", "1", "--since", "2026-03-25").text
    assert said not in page("--weeks", "1").text


def test_a_time_of_day_has_its_place_whatever_the_clocks(page):
    bars = page("--since", "2026-03-16").bars["primary"]
    places = [float(re.search(r"left:([\d.]+)%", bar.style)[1]) for bar in bars[1:]]

    # Mondays at 09:00; the clocks go forward on the second Sunday.
    assert places == [round(100 * (7 * week + 9 / 24) / 28, 2) for week in range(4)]


def test_more_than_four_weeks_are_calendars_below_each_other(page):
    found = page("--weeks", "6")
    names = [one.get("aria-label", "") for _, one in found.tags if one.get("role") == "region"]

    assert [one for one in names if one.startswith("Calendar")] == [
        "Calendar, 2 Mar \N{EN DASH} 29 Mar 2026",
        "Calendar, 30 Mar \N{EN DASH} 12 Apr 2026",
    ]
    ends = [bar.title for bar in found.bars["primary"] if "l" in bar.looks.split()]
    assert ends == [
        "ben.okafor, until Mon 2 Mar 09:00",
        "ben.okafor, Mon 23 Mar 09:00 \N{EN DASH} Mon 30 Mar 09:00",
    ]


def test_the_clocks_of_one_zone(page):
    (first, *_) = page("--weeks", "1", "--time-zone", "Asia/Tokyo").told("primary")

    assert first == ("ben.okafor", "until Mon 2 Mar 18:00")


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

    assert "shopescalation policy · Shop cart Level 1for 10mprimaryoffice" in text
    assert "Level 2for 15memma.johnson always" in text


def test_nothing_that_was_written_becomes_markup(page):
    tags = page().tags

    assert sum(tag == "script" for tag, _ in tags) == 1
    assert sum(tag == "style" for tag, _ in tags) == 1


def test_no_script_runs_but_the_one_of_the_page(run):
    html = run("report", "--out", "-").out
    (script,) = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in (
        html.replace("&#x27;", "'")
    )


def test_it_refers_to_nothing_outside(run):
    html = run("report", "--out", "-").out

    assert re.findall(r"https?:|url\(|@import|src=", html) == []


def test_initials_tell_nobodys_address(page):
    found = page("--people", "initials")

    assert "@" not in found.text.split("Skip to")[1]
    assert found.told("primary")[1] == (
        "AS from 09:00",
        "Mon 2 Mar 09:00 \N{EN DASH} Mon 9 Mar 09:00",
    )


def test_people_who_share_initials_are_told_apart_by_their_addresses(page, write):
    write(ACME.replace("ben.okafor@", "anton.sundberg@"))
    found = page("--weeks", "1", "--people", "initials")

    assert [bar.text for bar in found.bars["primary"]] == [
        "AS anton…",
        "AS ana… from 09:00",
    ]


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
