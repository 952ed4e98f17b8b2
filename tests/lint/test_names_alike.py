"""Names that differ in capitals only."""

from lint.rules import examples, found
from source.saying import expected


def test_it_names_both():
    assert found("names-alike", examples("names-alike")[0]) == expected("""
        a.yaml:3:19 names-alike: the schedule 'WEB' differs in capitals only from 'Web': people \
take one for the other
          give one of them another name
          a.yaml:2:15: the other one
        """)


def integrations(name, other, service="web"):
    return (
        "services:\n  web:\n    escalation_policy: {name: P}\n    integrations:\n"
        f"      a: {{name: {name}, type: events_api_v2_inbound_integration}}\n"
        + ("" if service == "web" else f"  {service}:\n    escalation_policy: {{name: P}}\n")
        + ("" if service == "web" else "    integrations:\n")
        + f"      b: {{name: {other}, type: events_api_v2_inbound_integration}}\n"
    )


def test_integrations_of_one_service():
    assert found("names-alike", integrations("Prometheus", "prometheus")).startswith(
        "a.yaml:6:17 names-alike: the integration 'prometheus' differs in capitals only"
    )


def test_integrations_of_two_services_are_apart():
    assert found("names-alike", integrations("Prometheus", "prometheus", service="shop")) == ""


KEYS = "schedules:\n  Web: {name: Primary}\n  web: {name: Secondary}\n"


def test_keys_of_things_with_other_names():
    assert found("names-alike", KEYS) == expected("""
        a.yaml:3:3 names-alike: the key `web` differs in capitals only from `Web`, which is the \
schedule 'Primary': whoever writes one may mean the other
          write another key, and `was: web` below it, so that it stays the same schedule
          a.yaml:2:3: the other one
        """)


def test_keys_and_names_alike_are_one_finding():
    text = KEYS.replace("Primary", "Web Primary").replace("Secondary", "web primary")
    assert found("names-alike", text).count("differs in capitals only") == 1


def test_keys_of_two_kinds_are_apart():
    policy = "escalation_policies:\n  web: {escalation_rules: [%s]}\n"
    level = "{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}"
    assert found("names-alike", f"schedules:\n  Web: {{name: Web}}\n{policy % level}") == ""
