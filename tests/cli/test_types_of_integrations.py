"""The type of an integration in a plan: the word of the YAML, not that of the wire."""

import pytest
from command_line import CHECKOUT


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("email", "email"),
        ("generic_email_inbound_integration", "email"),
        ("events_api_v2", "events_api_v2"),
        ("nagios_inbound_integration", "nagios"),
    ],
)
def test_it_is_the_shortest_that_can_be_written(run, write, written, told):
    address = ", integration_email: a@acme.pagerduty.com" if "email" in written else ""
    write(CHECKOUT + f"    integrations: {{in: {{name: In, type: {written}{address}}}}}\n")

    lines = run("plan", "--sandbox").out.splitlines()

    assert [line.split() for line in lines if line.startswith("      type ")] == [["type", told]]
