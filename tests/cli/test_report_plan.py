"""`pdsync report --plan`: the account before and after a saved plan."""

import pytest
from report_page import ACME, DECIDED, Page

pytestmark = pytest.mark.slow  # draws whole reports


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


@pytest.fixture
def changed(run, write, page):
    """The page of a plan by which Noah takes Ben's turns."""
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0
    write(DECIDED.replace("ben.okafor", "noah.smith"))
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    return lambda *options: page("--sandbox", "--plan", "plan.json", *options)


def test_a_plan_is_shown_as_before_and_after(changed):
    bars = changed("--weeks", "2").bars
    range_ = "from Mon 9 Mar 09:00"

    assert [(bar.text, bar.title) for bar in bars["primary before the plan"][1:]] == [
        ("Ben Okafor from 09:00", f"changed by the plan, {range_}")
    ]
    assert [(bar.text, bar.title) for bar in bars["primary after the plan"][1:]] == [
        ("Noah Smith from 09:00", f"changed by the plan, {range_}")
    ]
    marked = [bar.text for row in bars.values() for bar in row if "turned" in bar.looks.split()]
    assert marked == ["Ben Okafor from 09:00", "Noah Smith from 09:00"]


def test_days_in_which_a_plan_changes_nothing_are_shown_once(changed):
    assert set(changed("--weeks", "1").bars) == {"office", "primary"}


def test_every_change_of_a_plan_is_listed(changed):
    tables = changed().tables

    assert tables["primary: before and after"][:2] == [
        ["When", "Before", "After"],
        ["Mon 9 Mar 09:00 \N{EN DASH} Mon 16 Mar 09:00", "Ben Okafor", "Noah Smith"],
    ]
    assert "shop, level 1: before and after" in tables


def test_the_same_change_on_days_and_weeks_in_a_row_is_one_row(run, write, page):
    text = (
        "schedules:\n  day:\n    time_zone: Europe/London\n    layers:\n"
        "      - {rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example], "
        "only: Mon-Fri 09:00-17:00}\n"
    )
    write(text)
    run("apply", "--yes", "--sandbox")
    write(text.replace("ana.silva", "noah.smith"))
    run("plan", "--sandbox", "--out", "plan.json")
    shown = page("--sandbox", "--plan", "plan.json").tables["day: before and after"]
    assert [when.replace("\N{EN DASH}", "-") for when, *_ in shown] == [
        "When",
        "Mon 2 Mar 12:00 - 17:00",
        "Tue 3 Mar to Fri 6 Mar, 09:00-17:00",
        "Mon-Fri 09:00-17:00, 9 Mar to 27 Mar",
        "Mon 30 Mar 09:00 - 13:00",
    ]


def test_people_of_a_plan_with_ids_are_the_same(changed, run):
    shown = changed().tables
    assert run("plan", "--sandbox", "--show-ids", "--out", "plan.json").code == 0

    assert changed().tables == shown


def test_a_plan_that_touches_nobody_says_so(run, page):
    assert run("plan", "--sandbox", "--out", "plan.json", "--only", "team").code == 0

    assert (
        "The plan changes nothing of who is on call."
        in page("--sandbox", "--plan", "plan.json").text
    )


def test_a_plan_that_is_damaged_is_refused(changed, run, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(file.read_text("utf-8").replace('"changes":[', '"changes":[1,'), "utf-8")

    ended = run("report", "--sandbox", "--plan", "plan.json", "--out", "-")

    assert (ended.code, ended.err) == (
        1,
        "error: plan.json is not a saved plan: what it says of who is on call is damaged\n"
        "    = help: make it again with `pdsync plan --out FILE`\n",
    )


def test_the_calendar_of_a_plan_is_that_of_the_account(run, write, page):
    """The YAML alone would begin a changed rotation anew; PagerDuty does not."""
    two = DECIDED.replace("rotation_virtual_start: 2026-01-05 09:00", "handoff: Mon 09:00")
    write(two.replace("ben.okafor", "noah.smith@acme.example, ben.okafor"))
    assert run("apply", "--yes", "--sandbox").code == 0
    write(two)
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    held = page("--live", "--sandbox", "--weeks", "1")
    planned = page("--sandbox", "--plan", "plan.json", "--weeks", "1")

    assert [planned.told(head) for head in planned.bars] == [held.told(head) for head in held.bars]


def test_an_account_that_has_moved_on_since_the_plan_is_told(changed, run, write):
    write(DECIDED.replace("ben.okafor", "emma.johnson"))
    assert run("apply", "--yes", "--sandbox").code == 0

    assert "primary changed since the plan was made; run `pdsync plan` again." in (changed().text)


def test_a_plan_for_another_account_is_refused(changed, run):
    ended = run("report", "--sandbox-file", "b.db", "--plan", "plan.json", "--out", "-")

    assert (ended.code, ended.err) == (
        1,
        "error: plan.json is a plan for the account 'pdsync-sandbox.db', and this is 'b.db'\n"
        "    = help: name the same account as for `pdsync plan`, or make the plan again\n",
    )


def test_a_plan_that_has_expired_says_so_and_promises_nothing(changed, run):
    changed()
    ended = run("report", "--sandbox", "--plan", "plan.json", "--out", "-", days=9)
    text = Page(ended.out).text

    assert (
        "The plan expired on Mon 9 Mar 09:00 (Etc/UTC): pdsync apply refuses it. It is shown as it "
        "was when it was made; what would be so now, a new one tells: pdsync plan --out FILE."
    ) in text
    assert "When it was made: Ana Silva before and after." in text
    assert "As soon as it is applied" not in text
