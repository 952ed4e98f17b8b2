"""People on call whom no team lists."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("person-in-no-team")


def test_it_names_the_first_place_of_each():
    assert found("person-in-no-team", BAD) == (
        "a.yaml:5:69 person-in-no-team: ben@acme.example is on call and a member of no team\n"
        "  add them to `members` of the team that they work for\n"
    )


SILENT = {
    "members of another team are the account's": BAD.replace("teams:\n", "teams:\n  shop: {}\n"),
    "no team here": BAD[BAD.index("escalation_policies") :],
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said_where_it_is_not_known(text):
    assert found("person-in-no-team", text) == ""
