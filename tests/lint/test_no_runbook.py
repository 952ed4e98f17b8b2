"""Services without a runbook."""

import pytest
from lint.rules import NOW, found

from pdsync.lint import LintContext, all_rules
from pdsync.lint.rules.no_runbook import OPTIONS
from pdsync.source import load_texts

RULE = "no-runbook"


def service(body):
    return f"services:\n  web: {{escalation_policy: {{name: Web}}, {body}}}\n"


def test_a_service_of_high_severity():
    assert found(RULE, service("severity: high")) == (
        "a.yaml:2:3 no-runbook: `web` is of severity high and has no runbook\n"
        "  write `runbook:`; `pdsync init --runbook web` makes a page to fill in\n"
    )


@pytest.mark.parametrize("urgency", ["high", "severity_based"])
def test_one_of_no_severity_that_is_urgent(urgency):
    said = found(RULE, service(f"incident_urgency_rule: {urgency}"))
    assert "`web` may wake people and has no runbook" in said


@pytest.mark.parametrize(
    "body",
    [
        "severity: medium, incident_urgency_rule: high",
        "severity: low",
        "severity: critical, status: disabled",
        "severity: critical, runbook: https://wiki.acme.example/web",
        "incident_urgency_rule: low",
        "description: nobody says how bad it is",
    ],
)
def test_nothing_is_said_of_what_wakes_nobody_or_is_not_known(body):
    assert found(RULE, service(body)) == ""


def test_the_severities_can_be_set():
    text = service("severity: medium") + "  shop: {severity: critical}\n"
    options = OPTIONS.model_validate({"severities": ["medium"]})
    config = load_texts({"a.yaml": text})
    said = all_rules()[RULE].findings(config, LintContext(NOW, settings=options))
    assert [one.message for one in said] == ["`web` is of severity medium and has no runbook"]
