"""`pdsync oncall` by team, with people as they are wanted, and a month of it."""

import re

import pytest
from command_line import the_account

TEAMS = """\
teams:
  web: {name: Web}
  api: {name: Backend}
  backoffice: {name: Idle}
schedules:
  zebra:
    time_zone: Etc/UTC
    teams: [web]
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
        only: Mon-Fri 09:00-17:00
  shared:
    time_zone: Etc/UTC
    teams: [web, api]
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [chloe.martin@acme.example]}
  alone:
    time_zone: Etc/UTC
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [emma.johnson@acme.example]}
  back:
    time_zone: Etc/UTC
    teams: [api]
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [daniel.weiss@acme.example]}
escalation_policies:
  web: {team: web, escalation_rules: [{escalation_delay_in_minutes: 5m, targets: [zebra]}]}
services:
  page: {escalation_policy: web}
"""
LIVE = ("--live", "--sandbox")
ALWAYS = "and no change for a year"


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(TEAMS)


def test_schedules_stand_under_their_teams(run):
    ended = run("oncall")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out
        == f"""\
pdsync oncall · policies/

team api · Etc/UTC · Mon 2 Mar 2026 12:00
  back   daniel.weiss@acme.example {ALWAYS}

teams api, web · Etc/UTC · Mon 2 Mar 2026 12:00
  shared   chloe.martin@acme.example {ALWAYS}

team web · Etc/UTC · Mon 2 Mar 2026 12:00
  zebra   ana.silva@acme.example until Mon 2 Mar 17:00, then nobody

no team · Etc/UTC · Mon 2 Mar 2026 12:00
  alone   emma.johnson@acme.example {ALWAYS}
"""
    )


def test_the_account_tells_the_same(run):
    run("apply", "--sandbox", "--yes")

    offline, live = run("oncall"), run("oncall", *LIVE)

    assert live.out == offline.out.replace("policies/", "pdsync-sandbox.db")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["api"], ["back", "shared"]),
        (["Backend"], ["back", "shared"]),
        (["api", "web"], ["back", "shared", "zebra"]),
        (["backoffice"], []),
    ],
)
def test_a_team_has_its_schedules(run, words, keys):
    run("apply", "--sandbox", "--yes")
    line = ["oncall", "--format", "json", *(part for one in words for part in ("--team", one))]

    for options in ([], LIVE):
        ended = run(*line, *options)
        assert (ended.code, [one["key"] for one in ended.json["schedules"]]) == (0, keys)


def test_a_services_team_is_that_of_its_policy(run):
    run("apply", "--sandbox", "--yes")

    for options in ([], LIVE):
        (service,) = run("oncall", "page", "--format", "json", *options).json["services"]
        assert [(one["key"], one["name"]) for one in service["teams"]] == [("web", "Web")]


@pytest.mark.parametrize(
    ("line", "message", "advice"),
    [
        ("--team backofice", "policies/ has no team 'backofice'", "did you mean backoffice?"),
        ("--team sales", "policies/ has no team 'sales'", "write api, backoffice or web"),
        (
            "--team zebra",
            "policies/ has no team 'zebra'",
            "'zebra' is a schedule: name a team, such as web",
        ),
        ("--team web zebra", "--team does nothing with a KEY", "leave out one of them"),
        (
            "--people names --format ics",
            "--people does nothing with --format ics",
            "leave it out; the text form shows people like this",
        ),
    ],
)
def test_a_team_that_is_not_there_is_an_error_with_what_to_write(run, line, message, advice):
    ended = run("oncall", *line.split())

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"error: {message}\n    = help: {advice}\n"


def test_people_by_initials_and_live_by_name(run):
    run("apply", "--sandbox", "--yes")
    with the_account() as world:
        user = {"type": "user", "name": "Bo Odd", "email": "ben.ortiz@acme.example"}
        world.send("POST", "/users", {"user": user})

    initials, live = (
        run("oncall", "zebra", "--people", how, *options)
        for how, options in (("initials", ()), ("names", LIVE))
    )

    assert "  zebra   AS until Mon 2 Mar 17:00, then nobody\n" in initials.out
    assert "  zebra   Ana Silva until Mon 2 Mar 17:00, then nobody\n" in live.out


def test_two_with_the_same_initials_are_told_apart(run, write):
    write(TEAMS.replace("ben.okafor", "anders.soto"))

    said = run("oncall", "zebra", "--until", "2026-03-16", "--people", "initials").out

    assert {*re.findall("AS.*", said)} == {"AS ana…", "AS anders…"}


def test_a_month_is_told_whole_with_equal_shifts_in_one_line(run):
    ended = run("oncall", "zebra", "--since", "2026-11-30", "--until", "2027-01-01")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out.replace("\N{EN DASH}", "-")
        == """\
pdsync oncall · policies/ · 30 Nov 2026 - 1 Jan 2027

team web

zebra · Etc/UTC · 25.0 % covered
  Mon 30 Nov 00:00 - 09:00                  nobody
  Mon 30 Nov to Fri 4 Dec, 09:00-17:00      ben.okafor@acme.example
  Mon-Thu 17:00-09:00, 30 Nov to 24 Dec     nobody
  Fri 17:00 - Mon 09:00, 4 Dec to 28 Dec    nobody
  Mon 7 Dec to Fri 11 Dec, 09:00-17:00      ana.silva@acme.example
  Mon 14 Dec to Fri 18 Dec, 09:00-17:00     ben.okafor@acme.example
  Mon 21 Dec to Fri 25 Dec, 09:00-17:00     ana.silva@acme.example
  Mon 28 Dec to Thu 31 Dec, 09:00-17:00     ben.okafor@acme.example
  Mon 28 Dec to Wed 30 Dec, 17:00-09:00     nobody
  Thu 31 Dec 17:00 - Fri 1 Jan 2027 00:00   nobody
"""
    )


def test_of_years_a_hundred_lines_are_told_and_the_others_counted(run):
    ended = run("oncall", "zebra", "--since", "2026-03-02", "--until", "2028-03-06")

    told = "  … and 9 more lines: a shorter range, or --format json"
    assert [one for one in ended.out.splitlines() if "more" in one] == [told]


def test_of_years_no_address_is_broken(run):
    words = ("--since", "2026-12-01", "--until", "2028-12-01")
    lines = run("oncall", "zebra", *words).out.splitlines()

    found = {line.split()[-1] for line in lines if line.startswith("  ")}
    people = (f"{one}@acme.example" for one in ("ana.silva", "ben.okafor"))
    assert found == {"nobody", "json", *people}
    assert max(map(len, lines)) <= 80
