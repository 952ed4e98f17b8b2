"""The top of a report of an account: overrides, and promises that only the YAML has."""

import pytest
from command_line import the_account
from report_page import DECIDED


@pytest.fixture
def account(write, run):
    """The account of a small organisation, over the wire."""
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0
    with the_account() as world:
        yield world


def overridden(account, start, end, who="emma.johnson"):
    """Put somebody in the place of whoever is on call by the primary schedule."""
    (found,) = account.get("/users", query=who)["users"]
    schedules = account.get("/schedules")["schedules"]
    (primary,) = (one["id"] for one in schedules if one["name"] == "Primary")
    user = {"id": found["id"], "type": "user_reference"}
    override = {"start": start, "end": end, "user": user}
    account.send("POST", f"/schedules/{primary}/overrides", {"overrides": [override]})


def test_an_override_is_named_now_and_worth_a_look_before_it_ends(account, page, worth_a_look):
    overridden(account, "2026-03-02T11:00:00Z", "2026-03-04T10:00:00Z")

    # The policy's two schedules are in two zones, of which the first by name is Sydney's.
    live = ("--live", "--sandbox", "--weeks", "1")
    assert (
        page(*live)
        .duty[1][1]
        .startswith(
            "Emma Johnson by override, for Ana Silva until Wed 4 Mar 21:00 until Tue 3 Mar 09:00, "
            "then Emma Johnson Liam Chen"
        )
    )
    found = worth_a_look(*live)
    assert found[found.index("Overrides that end soon:") + 1] == (
        "primary: Emma Johnson, by override, for Ana Silva, until Wed 4 Mar 10:00, then Ana Silva"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-03T11:00:00Z", "2026-03-04T10:00:00Z"),
        ("2026-03-02T11:00:00Z", "2026-03-20T10:00:00Z"),
    ],
    ids=["not begun", "not soon over"],
)
def test_another_override_is_not_worth_a_look(account, worth_a_look, start, end):
    overridden(account, start, end)

    assert "Overrides that end soon:" not in worth_a_look("--live", "--sandbox")


def test_overrides_that_follow_each_other_end_once(account, worth_a_look):
    overridden(account, "2026-03-02T11:00:00Z", "2026-03-03T10:00:00Z")
    overridden(account, "2026-03-03T10:00:00Z", "2026-03-04T10:00:00Z")

    found = worth_a_look("--live", "--sandbox")
    assert found[found.index("Overrides that end soon:") + 1] == (
        "primary: Emma Johnson, by override, for Ana Silva, until Wed 4 Mar 10:00, then Ana Silva"
    )


def test_a_promise_in_the_yaml_counts_for_the_account_too(account, write, worth_a_look):
    hours = "[{start_time_of_day: 09:00, duration_seconds: 8h}]\n"
    expected = f"{hours}    expect: {{coverage: 09:00-17:00}}\n"
    write(DECIDED.replace(hours, expected))

    assert "Nobody on call:" not in worth_a_look("--live", "--sandbox")


def test_an_override_of_a_shift_based_schedule_is_named_with_all_who_are_on_call(account, page):
    given = {"schedule": {"name": "Shifts", "time_zone": "Europe/London"}}
    path = f"/v3/schedules/{account.send('POST', '/v3/schedules', given)['schedule']['id']}"
    rotation = account.send("POST", f"{path}/rotations", {})["rotation"]["id"]
    people = [
        account.get("/users", query=who)["users"][0]["id"]
        for who in ("ana.silva", "grace.kim", "noah.smith")
    ]
    ana, grace, noah = ({"type": "user_member", "user_id": one} for one in people)
    start, end = (
        {"date_time": f"2026-03-02T{hour}:00:00Z", "time_zone": "Europe/London"}
        for hour in ("09", "17")
    )
    event = {
        "name": "Days",
        "start_time": start,
        "end_time": end,
        "effective_since": "2026-03-02T12:00:00Z",
        "recurrence": ["RRULE:FREQ=DAILY"],
        "assignment_strategy": {
            "type": "every_member_assignment_strategy",
            "members": [ana, grace],
        },
    }
    account.send("POST", f"{path}/rotations/{rotation}/events", {"event": event})
    override = {
        "type": "override_shift",
        "rotation_id": rotation,
        "start_time": "2026-03-02T12:00:00Z",
        "end_time": "2026-03-02T15:00:00Z",
        "overridden_member": ana,
        "overriding_member": noah,
    }
    account.send("POST", f"{path}/overrides", {"overrides": [override]})

    row = next(row for row in page("--live", "--sandbox").duty if row[0].startswith("Shifts"))
    assert row[1] == (
        "Grace Kim Noah Smith by override, for Ana Silva until Mon 2 Mar 15:00, "
        "then Ana Silva Grace Kim no policy uses it"
    )
