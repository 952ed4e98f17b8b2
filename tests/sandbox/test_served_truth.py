"""Real schedules of real accounts: the sandbox puts the same people on call."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from recorded_schedules import LAYERED, seed_of

from pdsync.sandbox import Account, Habits, Sandbox, transport


@pytest.fixture
def read(shared):
    """Plants a recorded schedule in a new account; gives a reader of its final schedule."""
    accounts = []

    def planted(schedule):
        account = Account.open(":memory:", seed=seed_of(schedule))
        client = httpx.Client(
            transport=transport(Sandbox(account, Habits(rate_limit=0))),
            base_url="https://api.pagerduty.com",
            headers={"Authorization": "Token token=x"},
        )
        accounts.extend((client, account))

        def final(**params):
            answer = client.get("/schedules/PSCHED1", params=params).json()["schedule"]
            return answer["final_schedule"]

        return final

    yield planted
    for opened in accounts:
        opened.close()


def turns(entries):
    """(start, end, user) as instants; entries of one person that touch are one."""
    joined = []
    for entry in entries:
        start, end = (datetime.fromisoformat(entry[name]) for name in ("start", "end"))
        user = entry["user"] if isinstance(entry["user"], str) else entry["user"]["id"]
        if joined and joined[-1][1:] == (start, user):
            start = joined.pop()[0]
        joined.append((start, end, user))
    return joined


@pytest.mark.parametrize("name", LAYERED)
def test_a_recorded_schedule_puts_the_same_people_on_call(shared, read, name):
    text = (shared / "cases" / "schedules" / f"{name}.json").read_text("utf-8")
    case = json.loads(text)
    final = read(case["schedule"])
    for expected in case["expected"]:
        check(final, expected, ZoneInfo(case["schedule"]["time_zone"]))


def check(final, expected, zone):
    if expected["kind"] == "oncall":
        at = datetime.fromisoformat(expected["at"])
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        until = at + timedelta(seconds=1)
        shown = final(since=at.isoformat(), until=until.isoformat())["rendered_schedule_entries"]
        assert [entry["user"]["id"] for entry in shown] == [expected["user"]]
        return
    ways = {name: expected[name] for name in ("since", "until")}
    whole = "true" if expected.get("overflow") else "false"
    shown = final(**ways, overflow=whole)
    assert turns(shown["rendered_schedule_entries"]) == turns(expected["entries"])
    if "coverage" in expected:
        assert shown["rendered_coverage_percentage"] == pytest.approx(expected["coverage"], abs=0.1)
