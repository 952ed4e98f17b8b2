"""Plans show the minutes of an escalation path under what changes them, for people."""

import pytest

BEFORE = """\
schedules:
  platform:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 07:00, members: [ben.okafor@acme.example]}
  security:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 07:00, members: [daniel.weiss@acme.example]}
escalation_policies:
  standard:
    num_loops: 2
    escalation_rules:
      - {escalation_delay_in_minutes: 5, targets: [emma.johnson@acme.example]}
      - {escalation_delay_in_minutes: 25, targets: [platform, security]}
services:
  api: {escalation_policy: standard, severity: critical}
  cart: {escalation_policy: standard}
  docs: {escalation_policy: standard, acknowledgement_timeout: 30m}
  mail: {escalation_policy: standard}
  pay: {escalation_policy: standard}
  web: {escalation_policy: standard}
"""
EDITS = [
    ("num_loops: 2", "num_loops: 0"),
    ("minutes: 5,", "minutes: 30,"),
    ("minutes: 25,", "minutes: 10,"),
    ("timeout: 30m", "timeout: 1h"),
    ("  pay: {", "  pay: {incident_urgency_rule: low, "),
]
AFTER = BEFORE
for old, new in EDITS:
    AFTER = AFTER.replace(old, new)

TEXT = """\
  ~ service docs                                       policies/checkout.yaml:19
      acknowledgement_timeout   30m → 1h
      path   level 2 (platform, security): after 5m → after 30m
             given up after 1h 30m → 40m · repeats twice → never
             acknowledged, notifies again after 30m → 1h

  ~ service pay                                        policies/checkout.yaml:21
      incident_urgency_rule   urgency   high → low
      path   wakes nobody: low urgency does not escalate

  ~ escalation policy standard                         policies/checkout.yaml:11
      ! risk   critical service `api` gets slower and loses its repeats: level 2
               (platform, security) is reached after 30m, not after 5m; given up
               after 40m, not after 1h 30m, with no repeats
      num_loops          2 → 0
      escalation_rules   level 1  emma.johnson@acme.example
                                  escalation_delay_in_minutes   5m → 30m
                         level 2  platform, security
                                  escalation_delay_in_minutes   25m → 10m
      path   4 services (api, cart, mail, web)
             level 2 (platform, security): after 5m → after 30m
             given up after 1h 30m → 40m · repeats twice → never
"""


@pytest.fixture
def plan(run, write):
    """Return a plan as it is printed for one edit after another."""
    write(BEFORE)
    run("apply", "--sandbox", "--yes")
    write(AFTER)

    def plan(*options, **terminal):
        return run("plan", "--sandbox", *options, **terminal)

    return plan


def test_text_has_the_path_before_and_after_below_the_fields(plan):
    blocks = plan().out.split("\n\n")
    assert sorted(blocks[1:4]) == sorted(TEXT.rstrip("\n").split("\n\n"))


def test_a_terminal_has_the_same_with_the_risk_in_yellow(plan):
    coloured = plan(terminal=True).out
    assert "\x1b[33mcritical service `api` gets slower" in coloured.replace("! risk   ", "")


def test_markdown_names_the_risk_first_and_has_the_path_in_the_change(plan):
    out = plan("--format", "markdown").out
    risk, path = "gets slower and loses its repeats", "path   4 services (api, cart, mail, web)\n"
    assert out.count(risk) == out.count(path) == 1
    assert out.index("### Look at these") < out.index(risk) < out.index(path)


def test_a_plan_that_was_saved_is_the_same_afterwards(plan, run):
    plan("--out", "plan.json")
    ended = run("apply", "--sandbox", "--yes", "plan.json")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "Applied: 3 updated.")


def test_an_incident_that_resolves_itself_before_is_not_told_as_never_given_up(run, write):
    write(BEFORE.replace("  api: {", "  api: {auto_resolve_timeout: 2h, "))
    run("apply", "--sandbox", "--yes")
    write(BEFORE.replace("  api: {", "  api: {auto_resolve_timeout: 1h, "))
    assert (
        "path   given up after 1h 30m → resolves itself before it is given up"
        in run("plan", "--sandbox").out
    )
