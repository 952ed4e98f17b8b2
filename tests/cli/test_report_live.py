"""`pdsync report --live`: what only the account knows is on the page."""

import pytest
from command_line import the_account
from report_page import DECIDED, Page


@pytest.fixture(autouse=True)
def _an_account(write, run):
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0


@pytest.fixture
def world():
    """The account that the commands use, over the wire."""
    with the_account() as world:
        yield world


@pytest.fixture
def week(page):
    """The first week, by the heads of its rows."""
    return lambda: page("--live", "--sandbox", "--weeks", "1")


def user(world, name):
    return next(one for one in world.get("/users")["users"] if one["name"] == name)


def test_people_have_their_names(week):
    assert week().told("primary") == [
        ("Ana Silva from 12:00", "from Mon 2 Mar 12:00"),
    ]


def stand_in(world, start, end, who="Emma Johnson"):
    (schedule,) = (one for one in world.get("/schedules")["schedules"] if one["name"] == "Primary")
    user_ = {"id": user(world, who)["id"], "type": "user_reference"}
    made = {"start": start, "end": end, "user": user_}
    world.send("POST", f"/schedules/{schedule['id']}/overrides", {"overrides": [made]})


def test_an_override_counts(week, world):
    stand_in(world, "2026-03-04T10:00:00Z", "2026-03-04T12:00:00Z")

    assert week().told("primary") == [
        ("Ana Silva from 12:00", "Mon 2 Mar 12:00 \N{EN DASH} Wed 4 Mar 10:00"),
        ("⇄ Emma", "Emma Johnson, by override, for Ana Silva, Wed 4 Mar 10:00\N{EN DASH}12:00"),
        ("Ana Silva from 12:00", "from Wed 4 Mar 12:00"),
    ]


def test_a_bar_says_for_whom_an_override_is_where_there_is_room(week, world):
    stand_in(world, "2026-03-04T10:00:00Z", "2026-03-07T12:00:00Z")
    assert [bar for bar, _ in week().told("primary") if "⇄" in bar] == [
        "⇄ Emma Johnson, for Ana Silva from 10:00"
    ]


def test_whoever_is_on_call_anyway_is_not_marked(week, world):
    stand_in(world, "2026-03-04T10:00:00Z", "2026-03-07T12:00:00Z", who="Ana Silva")
    assert [bar for bar, _ in week().told("primary")] == ["Ana Silva from 12:00"]


def test_several_people_of_a_shift_based_schedule_are_in_one_cell(week, world):
    given = {"schedule": {"name": "Shifts", "time_zone": "Europe/London"}}
    path = f"/v3/schedules/{world.send('POST', '/v3/schedules', given)['schedule']['id']}"
    rotation = world.send("POST", f"{path}/rotations", {})["rotation"]["id"]
    people = [user(world, name) for name in ("Ana Silva", "Grace Kim")]
    world.send("POST", f"{path}/rotations/{rotation}/events", {"event": days(people)})

    told = "Mon 2 Mar 12:00 \N{EN DASH} Sun 8 Mar 17:00, each day 09:00\N{EN DASH}17:00"
    bars = week().told("Shifts")
    assert ("Ana Silva 09:00\N{EN DASH}17:00", told) in bars
    assert ("Grace Kim 09:00\N{EN DASH}17:00", told) in bars


def test_the_turn_of_a_deleted_user_covers_nothing(page, world):
    ben = user(world, "Ben Okafor")["id"]
    world.send("DELETE", f"/users/{ben}")
    report = page("--live", "--sandbox", "--weeks", "2")
    row = next(row for row in report.tables["Schedules"] if row[0] == "primary")
    assert row[1:] == [
        "50.9 %",
        "159 h once, first from Mon 9 Mar 09:00 until Mon 16 Mar 00:00",
        "not always covered",
    ]


def days(people):
    """Working hours, everybody together."""
    start, end = (
        {"date_time": f"2026-03-02T{hour}:00:00Z", "time_zone": "Europe/London"}
        for hour in ("09", "17")
    )
    return {
        "name": "Days",
        "start_time": start,
        "end_time": end,
        "effective_since": "2026-03-02T12:00:00Z",
        "recurrence": ["RRULE:FREQ=DAILY"],
        "assignment_strategy": {
            "type": "every_member_assignment_strategy",
            "members": [{"type": "user_member", "user_id": one["id"]} for one in people],
        },
    }


def test_nothing_is_told_of_the_time_before_a_schedule_of_either_kind_was_there(week, page, world):
    given = {"schedule": {"name": "Shifts", "time_zone": "Europe/London"}}
    path = f"/v3/schedules/{world.send('POST', '/v3/schedules', given)['schedule']['id']}"
    rotation = world.send("POST", f"{path}/rotations", {})["rotation"]["id"]
    people = [user(world, "Grace Kim")]
    world.send("POST", f"{path}/rotations/{rotation}/events", {"event": days(people)})

    found = week()
    assert found.told("primary")[0] == ("Ana Silva from 12:00", "from Mon 2 Mar 12:00")
    assert found.told("Shifts")[0] == (
        "Grace Kim 09:00\N{EN DASH}17:00",
        "Mon 2 Mar 12:00 \N{EN DASH} Sun 8 Mar 17:00, each day 09:00\N{EN DASH}17:00",
    )


def test_days_that_are_over_are_those_of_the_account(run, write, world):
    write(DECIDED.replace("ben.okafor", "noah.smith"))
    assert run("apply", "--yes", "--sandbox", days=16).code == 0
    told = ("report", "--live", "--sandbox", "--since", "2026-03-09", "--out", "-")
    found = Page(run(*told, days=16).out)

    assert [bar.text for bar in found.bars["primary"][:2]] == [
        "Ana",
        "Ben Okafor from 09:00",
    ]
    assert "Days that are over are told as the account has them" in found.text


def test_a_deleted_user_is_named_wherever_they_are(page, world):
    ben = user(world, "Ben Okafor")["id"]
    world.send("DELETE", f"/users/{ben}")
    found = page("--live", "--sandbox", "--weeks", "2")

    told = f"deleted user {ben}: nobody is notified in their turns on primary"
    assert told in found.text
    load = next(row for row in found.tables["Load per person"] if ben in row[0])
    assert load[:2] == [f"deleted user {ben} nobody is notified", "159 h"]
    assert "gap" in found.bars["primary"][-1].looks.split()


def test_a_deleted_user_is_no_initials(page, world):
    ben = user(world, "Ben Okafor")["id"]
    world.send("DELETE", f"/users/{ben}")

    assert f"deleted user {ben}" in page("--live", "--sandbox", "--people", "initials").text


def test_gaps_that_are_over_are_not_worth_a_look(run):
    alone = ("report", "--live", "--sandbox", "--weeks", "1", "--out", "-")
    found = Page(run(*alone).out)
    assert "primary: nobody" not in found.text
    assert next(row[2] for row in found.tables["Schedules"] if row[0] == "primary") == ("never")

    office = next(one for one in found.text.split("office: ")[1:])
    assert office.startswith("nobody on call for 97 h, 7 times, now until Tue 3 Mar 09:00")
