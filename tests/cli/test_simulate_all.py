"""`pdsync simulate --all` tells the exceptions and what is thin, the most serious first."""

import pytest

ROTA = """\
schedules:
  days:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
        only: Mon-Fri 09:00-17:00
  always:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [chloe.martin@acme.example, ben.okafor@acme.example]
        anchor: {who: ben.okafor@acme.example, at: 2026-03-02}
escalation_policies:
  bare:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [days]}
  lead:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [days]}
      - {escalation_delay_in_minutes: 10m, targets: [emma.johnson@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [always]}
  good:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [always]}
      - {escalation_delay_in_minutes: 10m, targets: [emma.johnson@acme.example]}
services:
  till: {escalation_policy: lead}
  cart: {escalation_policy: lead}
  shop: {escalation_policy: good}
  mail: {escalation_policy: bare}
  old: {escalation_policy: bare, status: disabled}
  slow:
    escalation_policy: good
    auto_pause_notifications_parameters: {enabled: true, timeout: 15m}
"""


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ROTA)


def test_the_exceptions_are_told_once_with_their_services(run):
    ended = run("simulate", "--all", "--within", "10m")

    assert ended.code == 1
    assert (
        ended.out.replace("\N{EN DASH}", "-")
        == """\
pdsync simulate --all · policies/ · 2 Mar 2026 - 30 Mar 2026, within 10m

policy bare: nobody Mon 2 Mar 17:00 - Tue 3 Mar 09:00 Europe/London, and 19 more
times (128 h a week): no incident at all
  1 service: mail

notifications may pause for 15m, which is longer than 10m
  1 service: slow

policy bare: one person is alone 40 h a week: no level has anybody else
  1 service: mail

policy lead: level 1 is empty 128 h a week: level 2 is woken
(emma.johnson@acme.example)
  2 services: cart, till

somebody at once, at every minute
  1 service: shop

disabled: no incidents
  1 service: old

6 services: 3 proved, 2 not, 1 disabled
"""
    )


def test_the_same_in_json(run):
    row = run("simulate", "--all", "--within", "10m", "--format", "json").json

    assert [(one["kind"], one["services"]) for one in row["findings"]] == [
        ("nobody", ["mail"]),
        ("pause", ["slow"]),
        ("alone", ["mail"]),
        ("empty", ["cart", "till"]),
        ("proved", ["shop"]),
        ("disabled", ["old"]),
    ]
    assert row["findings"][3] == {
        "kind": "empty",
        "escalation_policy": "lead",
        "level": 1,
        "targets": ["days"],
        "others": [{"level": 2, "targets": ["emma.johnson@acme.example"]}],
        "hours_per_week": 127.8,
        "times": 20,
        "first": {"start": "2026-03-02T17:00:00+00:00", "end": "2026-03-03T09:00:00+00:00"},
        "time_zone": "Europe/London",
        "always": False,
        "services": ["cart", "till"],
    }


def test_a_level_that_is_empty_once_is_told_with_the_time(run):
    said = " ".join(run("simulate", "cart", "--all", "--horizon", "1 day").out.split())

    times = "Mon 2 Mar 17:00 \N{EN DASH} Tue 3 Mar 09:00 Europe/London"
    assert f"level 1 is empty {times}: level 2 is woken (emma.johnson@acme.example)" in said


def test_a_level_that_nothing_follows_is_said_to_be_the_last(run, write):
    head, _, tail = ROTA.partition("  good:\n")
    two = "      - {escalation_delay_in_minutes: 10m, targets: [days]}\nservices:\n"
    write(f"{head}  good:\n{tail}".replace("services:\n", two))

    said = " ".join(run("simulate", "shop", "--all").out.split())

    assert "policy good: level 3 is empty 128 h a week: no level after it has anybody" in said


def test_one_person_on_all_levels_is_named(run, write):
    write(ROTA.replace("targets: [days]", "targets: [emma.johnson@acme.example]"))

    said = " ".join(run("simulate", "mail", "--all").out.split())

    alone = "policy bare: emma.johnson@acme.example is alone all the time"
    assert f"{alone}: no level has anybody else 1 service: mail" in said


def test_clocks_stand_below_each_other_however_long_an_incident_takes(run, write):
    write(ROTA + "    auto_resolve_timeout: 2d\n    acknowledgement_timeout: 1d\n")

    ended = run("simulate", "slow", "--ack-after", "7h 56m", "--at", "2026-03-02T12:00Z")

    assert [
        line[:30] for line in ended.out.splitlines() if line.startswith("  ") if line[2] != " "
    ] == [
        "  0m         12:00            ",
        "  10m        12:10            ",
        "  20m        12:20            ",
        "  7h 56m     19:56            ",
        "  1d 7h 56m  Tue 3 Mar 19:56  ",
        "  2d         Wed 4 Mar 12:00  ",
    ]
