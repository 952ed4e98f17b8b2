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
