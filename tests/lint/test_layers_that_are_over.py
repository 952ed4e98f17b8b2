"""Layers and rotations that are over: nobody in them is on call, whatever a rule looks for."""

import pytest
from lint.rules import found

OF_SCHEDULE = """
teams: {web: {members: {ana@acme.example: manager}}}
schedules:
  rota:
    time_zone: Europe/London
    teams: []
    PARTS:
      - {rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}
      - {rotate: weekly, handoff: Mon 09:00, members: [ben@acme.example], until: "UNTIL"}
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 5m, targets: [rota]}]
"""


@pytest.mark.parametrize("parts", ["layers", "rotations"])
@pytest.mark.parametrize("rule", ["person-in-no-team", "outside-the-team"])
@pytest.mark.parametrize(("until", "is_told"), [("2027-01-01", True), ("2026-02-01", False)])
def test_whose_part_is_over_is_not_on_call(rule, parts, until, is_told):
    text = OF_SCHEDULE.replace("PARTS", parts).replace("UNTIL", until)
    assert ("ben@acme.example" in found(rule, text)) is is_told


@pytest.mark.parametrize(("until", "is_told"), [("2027-01-01", True), ("2026-02-01", False)])
def test_whoever_cannot_be_reached_is_told_while_their_layer_lasts(until, is_told):
    text = OF_SCHEDULE.replace("PARTS", "layers").replace("UNTIL", until)
    swapped = text.replace("ana@", "x@").replace("ben@", "ana@").replace("x@", "ben@")
    assert (found("unreachable", swapped) != "") is is_told


@pytest.mark.parametrize(("until", "is_told"), [("2027-01-01", False), ("2026-02-01", True)])
def test_one_is_the_only_person_once_the_layer_of_the_other_is_over(until, is_told):
    text = OF_SCHEDULE.replace("PARTS", "layers").replace("UNTIL", until)
    assert ("ana@acme.example is the only person" in found("one-level", text)) is is_told
