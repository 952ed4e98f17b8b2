"""`pdsync simulate`: an incident on paper, and the proof that all services find somebody."""

import pytest
from organisation import ACME

EMPTY = ACME.replace("targets: [primary, office]", "targets: [office]").replace(
    "targets: [emma.johnson@acme.example]", "targets: [office]"
)


DIAGRAM = """\
flowchart TD
    begin(["cart<br/>Mon 2 Mar 2026 12:00 Europe/London · high urgency · policy shop, not repeated"])
    step0["assigned to ana.silva@acme.example<br/>level 1 of shop: schedule primary; schedule office (nobody)"]
    begin -->|at once| step0
    step1["escalated to emma.johnson@acme.example<br/>level 2 of shop: by name"]
    step0 -->|after 10m| step1
    step2["no level is left"]
    step1 -->|after 15m| step2
    finish(["Nobody is left to escalate to: it stays with emma.johnson@acme.example, and nobody else is notified."])
    step2 --> finish
"""  # noqa: E501 - the lines of the diagram


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_the_course_of_an_incident(run):
    ended = run("simulate", "cart", "--ack-after", "12m", "--time-zone", "Europe/London")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out
        == """\
pdsync simulate · policies/ · service cart

Mon 2 Mar 2026 12:00 Europe/London · high urgency · policy shop, not repeated

  0m   12:00   assigned to ana.silva@acme.example
               level 1 of shop: schedule primary; schedule office (nobody)
  10m  12:10   escalated to emma.johnson@acme.example
               level 2 of shop: by name
  12m  12:12   acknowledged; the escalation stops

It stays with emma.johnson@acme.example, who has acknowledged it; nobody else is
notified.

Note: not written, so taken as PagerDuty's default: incident_urgency_rule,
acknowledgement_timeout, auto_resolve_timeout, num_loops.
Note: maintenance windows are left aside: in one, a service makes no incidents.
"""
    )


def test_a_step_in_json(run):
    ended = run("simulate", "cart", "--format", "json", "--time-zone", "UTC")

    assert (ended.code, ended.json["format"], ended.json["ending"]) == (
        0,
        "pdsync.simulation/1",
        "exhausted",
    )
    assert ended.json["steps"][0] == {
        "minutes": 0,
        "at": "2026-03-02T12:00:00+00:00",
        "event": "assigned",
        "urgency": "high",
        "level": 1,
        "repeat": 0,
        "users": ["ana.silva@acme.example"],
        "round_robin": False,
        "targets": [
            {"schedule": "primary", "users": ["ana.silva@acme.example"]},
            {"schedule": "office", "users": []},
        ],
        "skipped": [],
    }


def test_a_diagram_for_documents(run):
    ended = run("simulate", "cart", "--format", "mermaid", "--time-zone", "Europe/London")

    assert ended.out == DIAGRAM


NIGHTS = """\
schedules:
  nights:
    time_zone: Europe/London
    layers:
      - {rotate: daily, members: [ana.silva@acme.example], only: "20:00-08:00"}
  office:
    time_zone: Europe/London
    layers:
      - {rotate: daily, members: [ben.okafor@acme.example], only: "Mon-Fri 09:00-17:00"}
escalation_policies:
  shop:
    num_loops: 2
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [nights]}
      - {escalation_delay_in_minutes: 15m, targets: [office]}
services:
  cart: {escalation_policy: shop}
"""


def test_levels_and_repeats_with_nobody_are_told_at_the_end(run, write):
    write(NIGHTS)

    text, json, diagram = (
        run("simulate", "cart", "--at", "2026-03-03 07:55", "--format", format_)
        for format_ in ("text", "json", "mermaid")
    )

    assert (
        """
  10m  08:05   no level is left
               level 2 has nobody: skipped
               repeats 1 to 2 have nobody on any level: skipped
"""
        in text.out
    )
    assert json.json["steps"][-1]["skipped"] == [2, 1]
    assert (
        "no level is left<br/>level 2 has nobody: skipped<br/>"
        "repeats 1 to 2 have nobody on any level: skipped" in diagram.out
    )


def test_no_incident_at_all_is_the_worst_and_an_error(run, write):
    write(EMPTY)

    ended = run("simulate", "cart")

    assert ended.code == 1
    assert "PagerDuty makes no incident at all, and nobody hears of it." in " ".join(
        ended.out.split()
    )


BY_SEVERITY = (
    ACME
    + """\
    auto_resolve_timeout: 8h
    incident_urgency_rule: {during_support_hours: severity_based, outside_support_hours: low}
    support_hours:
      {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, days_of_week: Mon-Fri}
"""
)


def test_a_severity_is_asked_for_only_where_urgency_follows_it(run, write):
    write(BY_SEVERITY)

    day, night = (
        run("simulate", "cart", "--at", f"2026-03-03T{hour}:00:00Z", "--format", "json").json
        for hour in ("12", "22")
    )

    asked = "urgency follows the severity, which is taken to be critical: add --severity"
    assert (asked in day["notes"], asked in night["notes"]) == (True, False)


def test_a_severity_that_changes_nothing_is_said_to(run, write):
    write(BY_SEVERITY)

    ended = run(
        *("simulate", "cart", "--severity", "error", "--at", "2026-03-03T22:00:00Z"),
        *("--format", "json"),
    )

    assert ended.json["notes"][0] == "--severity changes nothing: urgency is low whatever it is"


def test_an_answer_after_the_end_is_said_to_come_too_late(run, write):
    write(BY_SEVERITY)

    ended = run("simulate", "cart", "--severity", "error", "--ack-after", "9h", "--format", "json")

    assert ended.json["ending"] == "resolved"
    assert ended.json["notes"][0] == (
        "--ack-after comes too late: the service resolves its incidents after 8h"
    )


def test_all_services_are_proved_for_every_minute(run):
    ended = run("simulate", "--all", "--within", "30m")

    assert ended.code == 0
    assert "\nsomebody at once, at every minute\n  1 service: cart\n" in ended.out
    assert ended.last_line == "1 service: 1 proved, 0 not"


def test_a_disabled_service_is_not_counted_as_proved(run, write):
    write(ACME.replace("    name: Cart\n", "    name: Cart\n    status: disabled\n"))

    assert run("simulate", "--all").last_line == "1 service: 0 proved, 0 not, 1 disabled"
    (service,) = run("simulate", "--all", "--format", "json").json["services"]
    assert (service["disabled"], service["proved"]) == (True, None)


def test_without_services_nothing_is_proved(run, write):
    write(ACME[: ACME.index("services:")])

    ended = run("simulate", "--all")

    assert (ended.code, ended.last_line) == (1, "There are no services.")


def test_a_service_without_a_policy_says_so(run, write):
    write(ACME.replace("    escalation_policy: shop\n", ""))

    ended = run("simulate", "cart")

    assert (
        ended.err
        == """\
policies/checkout.yaml:28:3: error[undecided]: service cart: it names no `escalation_policy:`
      cart:
      ^^^^
    = help: write one, or ask the account with --live

1 error
"""
    )
    proof = run("simulate", "--all")
    assert "\nnot known: service cart\n  1 service: cart\n" in proof.out
    assert "service cart: it names no `escalation_policy:`\n" in proof.err
    assert proof.err.startswith("policies/checkout.yaml:28:3: error[undecided]: service cart")


def test_a_policy_that_is_only_in_the_account_is_pointed_at_where_it_is_named(run, write):
    write(ACME.replace("escalation_policy: shop", "escalation_policy: {name: Other}"))

    ended = run("simulate", "cart")

    assert ended.err.startswith(
        "policies/checkout.yaml:30:24: error[undecided]: escalation policy Other: "
        "it is not in this configuration\n"
    )
    assert "    = help: ask the account with --live\n" in ended.err


def test_a_policy_without_rules_is_not_taken_for_one_with_nobody(run, write):
    rules = ACME[ACME.index("    escalation_rules:") : ACME.index("services:")]
    write(ACME.replace(rules, ""))

    ended = run("simulate", "cart")

    assert ended.err.startswith(
        "policies/checkout.yaml:20:3: error[undecided]: escalation policy shop: "
        "it has no `escalation_rules:`\n"
    )


def test_the_first_minute_with_nobody_is_named(run, write):
    write(EMPTY)

    ended = run("simulate", "--all", "--horizon", "1 week", "--format", "json")

    (service,) = ended.json["services"]
    assert (ended.code, service["proved"], len(service["gaps"])) == (1, False, 8)
    assert service["gaps"][0] == {
        "start": "2026-03-02T23:00:00+11:00",
        "end": "2026-03-03T09:00:00+11:00",
    }


def test_a_pause_that_is_longer_than_asked_is_no_proof(run, write):
    pause = "    auto_pause_notifications_parameters: {enabled: true, timeout: 15m}\n"
    write(ACME + pause)

    assert run("simulate", "--all", "--within", "15m").code == 0
    assert run("simulate", "--all", "--within", "14m").code == 1


def test_the_proof_needs_no_phase(run, write):
    two = EMPTY.replace("[liam.chen@acme.example]", "[liam.chen@acme.example, x@acme.example]")
    write(two.replace("        rotation_virtual_start: 2026-01-05 09:00\n", ""))
    without = run("simulate", "--all", "--format", "json").json
    write(two)
    known = run("simulate", "--all", "--format", "json").json

    assert known["services"] == without["services"]
    assert [one["kind"] for one in without["findings"]] == ["nobody"]


def test_a_schedule_without_a_phase_is_named_with_what_to_write(run, write):
    write(ACME.replace("        rotation_virtual_start: 2026-01-05 09:00\n", ""))

    ended = run("simulate", "cart")

    assert (ended.code, ended.out) == (1, "")
    assert "schedule primary: " in ended.err
    assert "write who begins there, `anchor: {who: ana" in ended.err
