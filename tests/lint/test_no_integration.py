"""Services whose last integration goes."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("no-integration")


@pytest.mark.parametrize(
    "text", [BAD, "services:\n  checkout:\n    severity: low\n    integrations: {}\n"]
)
def test_a_service_without_an_integration_that_stays(text):
    assert found("no-integration", text) == (
        "a.yaml:4:5 no-integration: no integration of `checkout` is left: no alert can open an "
        "incident by it\n"
        "  write the one that sends its alerts now\n"
    )


def test_nothing_is_said_where_integrations_are_not_written():
    assert found("no-integration", "services: {checkout: {severity: low}}\n") == ""
