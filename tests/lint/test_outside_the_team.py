"""People who are called for a team that they are not in."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("outside-the-team")[0]


def test_it_says_who_and_for_which_team():
    assert found("outside-the-team", BAD) == expected("""
        a.yaml:7:79 outside-the-team: ben@acme.example is called for `web` by this schedule, and \
is no member
          write `teams:` on the schedule, and list them among the members
          a.yaml:2:3: team `web`
        """)


def test_all_of_them_are_told_at_once():
    text = BAD.replace("[ana@acme.example, ben@acme.example]", "[ben@x.example, cy@x.example]")
    assert "ben@x.example and cy@x.example are called for `web` by this schedule, and are no " in (
        found("outside-the-team", text)
    )


def test_a_schedule_that_says_nothing_of_teams_is_of_none_that_has_them():
    assert found("outside-the-team", BAD.replace("    teams: []\n", "")) != ""


SILENT = {
    "the schedule is of a team": BAD.replace("teams: []", "teams: [{name: Nights}]"),
    "members are not written": BAD.replace("{members: {ana@acme.example: manager}}", "{}"),
    "the policy's team is not written": BAD.replace("    team: web\n", ""),
    "the team is the account's": BAD.replace("team: web\n", "team: {name: Elsewhere}\n"),
    "nobody calls it": BAD.replace("[nights]", "[ana@acme.example]"),
    "a member by id": BAD.replace("{ana@acme.example: manager}", "[{user: {id: PABC123}}]"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("outside-the-team", text) == ""
