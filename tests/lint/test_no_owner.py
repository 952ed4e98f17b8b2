"""Policies of no team."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("no-owner")


def test_the_services_of_such_a_policy_have_no_owner():
    assert found("no-owner", BAD + "  shop: {escalation_policy: web}\n") == (
        "a.yaml:3:11 no-owner: no team owns `web`, and so none owns `checkout`, nor one more\n"
        "  write the key of the team that answers for them\n"
        "  a.yaml:6:3: service `checkout`\n"
    )


@pytest.mark.parametrize(
    ("was", "is_"), [("    team: null\n", ""), ("escalation_policy: web", "severity: low")]
)
def test_nothing_is_said_of_a_team_that_is_not_written_or_where_nothing_is_owned(was, is_):
    assert found("no-owner", BAD.replace(was, is_)) == ""
