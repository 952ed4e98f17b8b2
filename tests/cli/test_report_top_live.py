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

    live = ("--live", "--sandbox", "--weeks", "1")
    assert (
        page(*live)
        .duty[1][1]
        .startswith(
            "Emma Johnson override until Wed 4 Mar 10:00 until Mon 2 Mar 22:00, "
            "then Emma Johnson Liam Chen"
        )
    )
    found = worth_a_look(*live)
    assert found[found.index("Overrides that end soon:") + 1] == (
        "primary: Emma Johnson until Wed 4 Mar 10:00, then Ana Silva"
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
        "primary: Emma Johnson until Wed 4 Mar 10:00, then Ana Silva"
    )


def test_a_promise_in_the_yaml_counts_for_the_account_too(account, write, worth_a_look):
    hours = "[{start_time_of_day: 09:00, duration_seconds: 8h}]\n"
    expected = f"{hours}    expect: {{coverage: 09:00-17:00}}\n"
    write(DECIDED.replace(hours, expected))

    assert "Nobody on call:" not in worth_a_look("--live", "--sandbox")
