"""Fields that PagerDuty does not listen to."""

import pytest
from lint.rules import examples, found
from source.saying import expected

EXTRA = {
    "services:\n  s: {escalation_policy: {name: P}, extra: {%s: 1}}\n": "addons",
    "schedules:\n  s: {time_zone: Europe/London, extra: {%s: 1}}\n": "http_cal_url",
    "teams:\n  t: {extra: {%s: 1}}\n": "self",
}


def test_it_says_which_and_what_to_do():
    assert found("ignored-field", examples("ignored-field")[0]) == expected("""
        a.yaml:4:13 ignored-field: PagerDuty makes `html_url` by itself, and takes none
          delete it
        """)


@pytest.mark.parametrize(("text", "field"), EXTRA.items())
def test_what_a_kind_has_of_pagerduty_is_told_of_that_kind(text, field):
    assert f"makes `{field}` by itself" in found("ignored-field", text % field)


@pytest.mark.parametrize("text", EXTRA)
def test_nothing_is_said_of_a_field_that_is_new(text):
    assert found("ignored-field", text % "brand_new") == ""


LEVEL = """escalation_policies:
  p:
    escalation_rules:
      - escalation_delay_in_minutes: 5m
        targets: [%s]
        escalation_rule_assignment_strategy: round_robin
"""


def test_a_round_robin_of_one_is_told():
    assert found("ignored-field", LEVEL % "a@x.example") == expected("""
        a.yaml:6:46 ignored-field: level 1 has one target: `round_robin` has nobody to choose from
          add targets, or delete it
        """)


def test_a_round_robin_of_two_is_none_of_it():
    assert found("ignored-field", LEVEL % "a@x.example, b@x.example") == ""
