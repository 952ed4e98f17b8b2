"""`pdsync report`: one page to look at, written whole or not at all."""

import re
from html.parser import HTMLParser

import pytest

ACME = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example, ben.okafor@acme.example]
  office:
    name: <script>alert(1)</script></style>
    time_zone: Australia/Sydney
    layers:
      - name: Days
        rotation_turn_length_seconds: 1 week
        users: [liam.chen@acme.example, kavya.rao@acme.example]
        restrictions: [{start_time_of_day: 09:00, duration_seconds: 8h}]
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary, office]
      - escalation_delay_in_minutes: 15m
        targets: [emma.johnson@acme.example]
services:
  cart:
    name: Cart
    escalation_policy: shop
"""


class Page(HTMLParser):
    """What a page holds: its tables by caption, each a list of rows of texts; all its text."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.text, self.tags, self._cell = {}, "", [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        if tag in {"caption", "td", "th"}:
            self._cell = ""
        elif tag in {"p", "small", "span", "li", "b"} and self._cell:
            self._cell += " "

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self._cell] = self._rows
        elif tag in {"td", "th"}:
            self._rows[-1].append(" ".join(self._cell.split()))

    def handle_data(self, data):
        self.text += data
        if self._cell is not None:
            self._cell += data


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


@pytest.fixture
def page(run):
    def page(*options):
        ended = run("report", "--out", "-", *options)
        assert (ended.code, ended.err) == (0, "")
        return Page(ended.out)

    return page


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
        "write an `anchor:` there, or ask the account with --live." in found.text
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


def test_load(page):
    carried = page("--weeks", "1").tables["Load per person"]

    assert carried == [
        ["Person", "On call", "Nights", "Weekends"],
        ["ana.silva ana.silva@acme.example", "159 h", "7 · 50 h", "1 · 48 h"],
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

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    ("options", "says", "advice"),
    [
        (["--since", "soon"], "--since cannot be 'soon'", "write a day such as 2026-12-24"),
        (["--weeks", "0"], "--weeks cannot be '0'", "it is a whole number, 1 to 53"),
    ],
)
def test_a_mistake_is_explained(run, options, says, advice):
    ended = run("report", "--out", "-", *options)

    assert (ended.code, ended.err) == (1, f"error: {says}\n    = help: {advice}\n")


def test_a_place_that_is_not_there_is_said(run):
    ended = run("report", "--out", "nowhere/report.html")

    assert (ended.code, ended.err) == (
        1,
        "error: --out nowhere/report.html: No such file or directory\n",
    )


DECIDED = ACME.replace(
    "[liam.chen@acme.example, kavya.rao@acme.example]", "[liam.chen@acme.example]"
)


@pytest.fixture
def changed(run, write, page):
    """The page of a plan by which Noah takes Ben's turns."""
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0
    write(DECIDED.replace("ben.okafor", "noah.smith"))
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    return lambda *options: page("--sandbox", "--plan", "plan.json", *options)


def test_a_plan_is_shown_as_before_and_after(changed):
    tables = changed("--since", "2026-03-09", "--weeks", "1").tables
    week = tables["Week 11 · 9 Mar \N{EN DASH} 15 Mar 2026"]

    assert [row[:3] for row in week if "plan" in row[0]] == [
        [
            "primary before the plan Europe/London",
            "until 09:00 Ana Silva from 09:00 Ben Okafor",
            "Ben Okafor",
        ],
        [
            "primary after the plan Europe/London",
            "until 09:00 Ana Silva from 09:00 Noah Smith changed",
            "Noah Smith changed",
        ],
    ]


def test_a_week_in_which_a_plan_changes_nothing_is_shown_once(changed):
    (week,) = (one for title, one in changed().tables.items() if title.startswith("Week 10"))

    assert [row[0] for row in week[1:]] == ["office Australia/Sydney", "primary Europe/London"]


def test_every_change_of_a_plan_is_listed(changed):
    tables = changed().tables

    assert tables["primary: before and after"][:2] == [
        ["From", "Until", "Before", "After"],
        ["Mon 9 Mar 09:00", "Mon 16 Mar 09:00", "Ben Okafor", "Noah Smith"],
    ]
    assert "shop, level 1: before and after" in tables


def test_a_plan_that_touches_nobody_says_so(run, page):
    assert run("plan", "--sandbox", "--out", "plan.json", "--only", "team").code == 0

    assert (
        "The plan changes nothing of who is on call."
        in page("--sandbox", "--plan", "plan.json").text
    )


def test_a_plan_that_is_damaged_is_refused(changed, run, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(file.read_text("utf-8").replace('"changes": [', '"changes": [1, '), "utf-8")

    ended = run("report", "--sandbox", "--plan", "plan.json", "--out", "-")

    assert (ended.code, ended.err) == (
        1,
        "error: plan.json is not a saved plan: what it says of who is on call is damaged\n"
        "    = help: make it again with `pdsync plan --out FILE`\n",
    )


def test_live_people_have_their_names(run, write, page):
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0

    (week, *_) = page("--live", "--sandbox", "--weeks", "1").tables.values()

    assert week[2][:3] == [
        "primary Europe/London",
        "until 09:00 Ben Okafor from 09:00 Ana Silva",
        "Ana Silva",
    ]


def test_the_calendar_of_a_plan_is_that_of_the_account(run, write, page):
    """The YAML alone would begin a changed rotation anew; PagerDuty does not."""
    three = DECIDED.replace("ben.okafor", "noah.smith@acme.example, ben.okafor")
    write(three)
    assert run("apply", "--yes", "--sandbox").code == 0
    write(DECIDED)
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    held = page("--live", "--sandbox", "--weeks", "1").tables
    planned = page("--sandbox", "--plan", "plan.json", "--weeks", "1").tables

    title = "Week 10 · 2 Mar \N{EN DASH} 8 Mar 2026"
    assert planned[title] == held[title]


def test_an_account_that_has_moved_on_since_the_plan_is_told(changed, run, write):
    write(DECIDED.replace("ben.okafor", "emma.johnson"))
    assert run("apply", "--yes", "--sandbox").code == 0

    assert "primary is not what it was when the plan was made: make the plan again." in (
        changed().text
    )


def test_a_plan_for_another_account_is_refused(changed, run):
    ended = run("report", "--sandbox-file", "b.db", "--plan", "plan.json", "--out", "-")

    assert (ended.code, ended.err) == (
        1,
        "error: plan.json is a plan for the account 'pdsync-sandbox.db', and this is 'b.db'\n"
        "    = help: name the same account as for `pdsync plan`, or make the plan again\n",
    )
