"""What a person is told of a gap that a killed run left open in a rotation."""

import json
from contextlib import suppress

import pytest

from pdsync.api import Client

ROTATION = """\
schedules:
  support:
    time_zone: Etc/UTC
    rotations:
      - {shifts: 00:00-24:00, members: [ana.silva@acme.example, ben.okafor@acme.example]}
escalation_policies:
  p:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [support]}]
services:
  checkout: {escalation_policy: p}
"""
GAP = (
    "a gap is open from 2026-03-02 12:30 (Etc/UTC) in schedule `support`: rotation '00:00-24:00' "
    "ends then in the account, and nothing follows it"
)
HELP = "run `pdsync apply`: what closes it is sent first"


class Killed(BaseException):
    """The process ends in mid-air."""


@pytest.fixture
def killed(run, write, monkeypatch):
    """An apply in a file that was killed when it had told the event that runs to end."""
    write(ROTATION)
    run("apply", "--sandbox-file", "a.db", "--yes")
    write(ROTATION.replace("ana.silva", "chloe.martin"))
    send = Client.send

    def kills(self, method, *args, **options):
        answer = send(self, method, *args, **options)
        if method == "PUT":
            raise Killed
        return answer

    with monkeypatch.context() as patched, suppress(Killed):
        patched.setattr(Client, "send", kills)
        run("apply", "--sandbox-file", "a.db", "--yes")


@pytest.mark.usefixtures("killed")
def test_a_plan_warns_of_it(run):
    row = json.loads(run("plan", "--sandbox-file", "a.db", "--format", "json").out)
    assert [
        (one["message"], one["help"]) for one in row["diagnostics"] if one["rule"] == "open-gap"
    ] == [(GAP, HELP)]


@pytest.mark.usefixtures("killed")
def test_oncall_of_the_account_warns_of_it(run):
    ended = run("oncall", "--live", "--sandbox-file", "a.db")
    assert (ended.code, ended.err) == (
        0,
        f"policies/checkout.yaml:2:3: warning[open-gap]: {GAP}\n"
        f"      support:\n      ^^^^^^^\n    = help: {HELP}\n",
    )


@pytest.mark.usefixtures("killed")
def test_so_does_its_json(run):
    row = json.loads(run("oncall", "--live", "--sandbox-file", "a.db", "--format", "json").out)
    assert [
        (one["rule"], one["severity"], one["message"], one["help"], one["place"])
        for one in row["diagnostics"]
    ] == [
        (
            "open-gap",
            "warning",
            GAP,
            HELP,
            {"file": "policies/checkout.yaml", "line": 2, "column": 3},
        )
    ]


@pytest.mark.usefixtures("killed")
def test_a_report_of_the_account_warns_of_it(run):
    ended = run("report", "--live", "--sandbox-file", "a.db", "--out", "r.html")
    assert f"warning[open-gap]: {GAP}" in ended.err


@pytest.mark.usefixtures("killed")
@pytest.mark.parametrize("asked", [["checkout"], ["--all"]])
def test_an_incident_of_the_account_warns_of_it(run, asked):
    ended = run("simulate", "--live", "--sandbox-file", "a.db", *asked)
    assert ended.err.startswith(f"policies/checkout.yaml:2:3: warning[open-gap]: {GAP}\n")


@pytest.mark.usefixtures("killed")
def test_an_incident_that_finds_somebody_before_the_gap_is_as_good_as_ever(run):
    asked = ("simulate", "--live", "checkout", "--at", "2026-03-02T12:05Z", "--ack-after", "5m")
    ended = run(*asked, "--sandbox-file", "a.db", "--format", "json")
    row = json.loads(ended.out)
    assert (ended.code, row["ending"], [one["message"] for one in row["diagnostics"]]) == (
        0,
        "acknowledged",
        [GAP],
    )


@pytest.mark.usefixtures("killed")
def test_an_incident_on_paper_knows_nothing_of_it(run):
    assert "open-gap" not in run("simulate", "checkout").err


@pytest.mark.usefixtures("killed")
def test_nothing_is_said_of_it_once_it_is_closed(run):
    run("apply", "--sandbox-file", "a.db", "--yes")
    ended = run("oncall", "--live", "--sandbox-file", "a.db")
    assert ended.err == ""
