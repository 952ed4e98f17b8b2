"""Policies with one level or one person."""

import pytest
from lint.rules import found, schedule

A, B = "a@x.example", "b@x.example"


def policy(*levels, before=""):
    rules = "".join(
        f"      - {{escalation_delay_in_minutes: 5m, targets: [{one}]}}\n" for one in levels
    )
    return f"{before}escalation_policies:\n  web:\n    escalation_rules:\n{rules}"


def turns(*members):
    return schedule(f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(members)}]")


def test_one_level_of_several_people():
    assert found("one-level", policy(f"{A}, {B}")) == (
        "a.yaml:3:5 one-level: `web` has one level: when whoever is on it does not answer, nobody "
        "else hears\n  add a level with other people\n"
    )


def test_one_person_on_all_levels_also_by_a_schedule():
    assert found("one-level", policy("a", A, before=turns(A))) == (
        f"a.yaml:8:5 one-level: {A} is the only person on all levels of `web`: when they do not "
        "hear, nobody does\n  add a level with somebody else\n"
    )


SILENT = {
    "two levels": policy(A, B),
    "two people by a schedule": policy("a", A, before=turns(A, B)),
    "services that never escalate": policy(A)
    + "services: {s: {escalation_policy: web, incident_urgency_rule: low}}\n",
    "members that the account knows": policy("a", A, before=schedule("rotate: weekly")),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said_of_more(text):
    assert found("one-level", text) == ""


def test_one_service_that_escalates_is_enough():
    services = "services:\n  s: {escalation_policy: web, incident_urgency_rule: low}\n"
    text = policy(A) + services + "  t: {escalation_policy: {name: Web}}\n"
    assert "one-level" in found("one-level", text.replace("  web:\n", "  web:\n    name: web\n"))
