"""The example organisation is one to learn from: it lints clean, applies, and keeps its word."""

from pathlib import Path

import pytest
from source_code import ROOT

from pdsync.cli import main
from pdsync.source import load

POLICIES = ROOT / "policies"


@pytest.fixture(scope="module")
def organisation():
    return load(POLICIES)


def services(organisation, *severities):
    return [
        one.resource for one in organisation.of("service") if one.resource.severity in severities
    ]


def first_targets(organisation, service):
    policy = organisation.find("escalation_policy", service.escalation_policy.key)
    return {target.key for target in policy.resource.escalation_rules[0].targets}


def test_it_has_no_problems(organisation):
    assert organisation.problems == ()


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    """The file of an account to which it was applied."""
    file = tmp_path_factory.mktemp("account") / "acme.db"
    assert main(["apply", "--yes", "--config", str(POLICIES), "--sandbox-file", str(file)]) == 0
    return file


def test_after_an_apply_there_is_nothing_to_do(account, capsys):
    where = ["--config", str(POLICIES), "--sandbox-file", str(account)]
    assert main(["plan", "--detailed-exitcode", *where]) == 0


def test_a_dump_writes_its_schedules_in_its_own_words(account, organisation, tmp_path, capsys):
    out = str(tmp_path / "dumped")
    assert main(["dump", "--stack", "acme", "--out", out, "--sandbox-file", str(account)]) == 0
    assert layers(load(Path(out))) == layers(organisation)


def layers(config):
    return {one.key: one.resource.layers for one in config.of("schedule")}


def test_every_service_has_a_severity(organisation):
    named = services(organisation, "critical", "high", "medium", "low")
    assert len(named) == len(list(organisation.of("service")))


def test_what_is_critical_pages_the_incident_commander_and_the_communications_lead(organisation):
    needed = {"incident-commander", "communications-lead"}
    quiet = [
        service.name
        for service in services(organisation, "critical")
        if not needed <= first_targets(organisation, service)
    ]
    assert quiet == []


def test_what_is_medium_or_low_wakes_nobody(organisation):
    loud = [
        service.name
        for service in services(organisation, "medium", "low")
        if service.incident_urgency_rule.urgency != "low"
    ]
    assert loud == []


def test_what_is_critical_has_a_runbook(organisation):
    assert [one.name for one in services(organisation, "critical") if not one.runbook] == []
