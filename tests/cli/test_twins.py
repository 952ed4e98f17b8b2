"""Two live schedules where the YAML means one, as whoever runs a plan or an apply sees it."""

from pathlib import Path

import pytest

from pdsync.api import Client, Connection
from pdsync.sandbox import Account, Habits, Sandbox, transport

ROTA = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers: [{name: L, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}]
teams: {web: {name: Web}}
"""


def copied():
    """Another run has made the schedule as well."""
    sandbox = Sandbox(Account.open("account.db"), Habits(rate_limit=0))
    client = Client(Connection("https://api.pagerduty.com", "t", "s"), transport=transport(sandbox))
    (one,) = client.get("/schedules")["schedules"]
    body = {name: one[name] for name in ("name", "description", "time_zone")}
    return one["id"], client.send(
        "POST", "/schedules", {"schedule": {"type": "schedule", **body}}, repeatable=False
    ).body["schedule"]["id"]


@pytest.fixture
def ids(run, write):
    write(ROTA)
    run("apply", "--yes", "--sandbox-file", "account.db")
    ids = copied()
    write(ROTA.replace("name: Web", "name: Site"))
    return ids


def test_a_plan_with_two_of_one_exits_with_1_and_shows_the_rest(run, ids):
    ended = run("plan", "--sandbox-file", "account.db")
    assert ended.code == 1
    assert ended.out.splitlines()[0].startswith(
        "policies/checkout.yaml:2:3: error[ambiguous-mark]: 2 live schedules carry the mark of "
        f"`primary`: 'Primary' ({ids[0]}, https://acme.pagerduty.com/schedules/{ids[0]}) and "
    )
    assert ended.out.splitlines()[-1] == (
        "Plan: 1 to update, 1 blocked · 1 call, 1 s at PagerDuty's rate limit"
    )


def test_an_apply_with_two_of_one_does_the_rest_and_exits_with_1(run, ids):
    ended = run("apply", "--yes", "--sandbox-file", "account.db")
    assert ended.code == 1
    assert ended.out.splitlines()[-2:] == [
        "Not complete: 1 updated, 1 blocked.",
        "Put right what is said above, then run it again: what is done stays done.",
    ]


def test_the_machine_form_has_both_and_the_way_out(run, ids):
    (twins,) = run("plan", "--sandbox-file", "account.db", "--format", "json").json["twins"]
    assert {name: twins[name] for name in ("kind", "key", "by", "of", "keep", "place")} == {
        "kind": "schedule",
        "key": "primary",
        "by": "mark",
        "of": [
            {"id": one, "name": "Primary", "url": f"https://acme.pagerduty.com/schedules/{one}"}
            for one in ids
        ],
        "keep": min(ids),
        "place": {"file": "policies/checkout.yaml", "line": 2, "column": 3},
    }


def test_a_saved_plan_with_two_of_one_is_carried_out(run, ids):
    assert run("plan", "--sandbox-file", "account.db", "--out", "plan.json").code == 1
    ended = run("apply", "--yes", "plan.json", "--sandbox-file", "account.db")
    assert (ended.code, ended.out.splitlines()[-2]) == (1, "Not complete: 1 updated, 1 blocked.")


def test_a_saved_plan_is_stale_when_the_second_came_up_since(run, write):
    write(ROTA)
    run("apply", "--yes", "--sandbox-file", "account.db")
    write(ROTA.replace("name: Web", "name: Site"))
    run("plan", "--sandbox-file", "account.db", "--out", "plan.json")
    copied()
    ended = run("apply", "--yes", "plan.json", "--sandbox-file", "account.db")
    assert (ended.code, "plan.json is out of date" in ended.err) == (3, True)
    assert Path("plan.json").is_file()
