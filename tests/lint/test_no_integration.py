"""Services whose last integration goes."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("no-integration")


def test_a_service_without_an_integration_that_stays():
    assert found("no-integration", BAD) == (
        "a.yaml:4:5 no-integration: no integration of `checkout` is left: no alert can open an "
        "incident by it\n"
        "  write the one that sends its alerts now\n"
    )


@pytest.mark.parametrize("more", ["", ", integrations: {}"])
def test_nothing_is_said_where_no_integration_is_written(more):
    assert found("no-integration", f"services: {{checkout: {{severity: low{more}}}}}\n") == ""
