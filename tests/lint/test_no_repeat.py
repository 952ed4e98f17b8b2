"""Policies of critical services that never begin again."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("no-repeat")[0]


def test_it_says_of_which_service():
    assert found("no-repeat", BAD) == expected("""
        a.yaml:3:16 no-repeat: `checkout` is critical, and `web` gives up when its last level has \
waited once
          write how often it begins again, such as `num_loops: 3`
          a.yaml:6:3: service `checkout`
        """)


SILENT = {
    "not written": BAD.replace("    num_loops: 0\n", ""),
    "not critical": BAD.replace("critical", "high"),
    "a service that never escalates": BAD.replace(
        "critical", "critical, incident_urgency_rule: low"
    ),
    "a policy of the account's": BAD.replace("policy: web", "policy: {name: Elsewhere}"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("no-repeat", text) == ""
