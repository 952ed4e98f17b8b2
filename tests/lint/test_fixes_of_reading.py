"""Fixes of what cannot be read: where one answer is sure, and where it would be a guess."""

import pytest
from lint.test_fixes import configuration, made

from pdsync.diagnostics import Severity

TEXT = """\
# Ours.
schedules:  # all of them
  support:
    time_zone: Europe/London
    description: For a|ll.
    layers:
      - rotate: weekly
        handoff: Mon 09:00  # early
        members: [ana@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
escalation_policies:
  web:
    num_loops: 2
    on_call_handoff_notifications: always
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [support]}]
services:
  shop: {escalation_policy: web, acknowledgement_timeout: 30m}
"""
MARK = "[managed by pdsync: acme/support]"
SURE = [
    ("unknown-field", "time_zone:", "timeZone:"),
    ("unknown-field", "time_zone:", "time-zone:"),
    ("unknown-field", "handoff:", "handof:"),
    ("unknown-field", "acknowledgement_timeout:", "acknowledgment_timeout:"),
    ("unknown-field", "    num_loops", "    type: escalation_policy\n    num_loops"),
    (
        "unknown-field",
        "    num_loops",
        "    id: PABC123\n    self: https://acme.example  # theirs\n    num_loops",
    ),
    ("unknown-section", "schedules:", "schedule:"),
    ("unknown-section", "services:", "servises:"),
    ("unknown-section", "escalation_policies:", "escalation-policies:"),
    ("invalid-value", "always", "Always"),
    ("invalid-value", "always", "alwasy"),
    ("invalid-value", "Europe/London", "europe/london"),
    ("invalid-value", "web, ack", "web, response_play: null, ack"),
    ("curly-quotes", "Mon 09:00", "\u201cMon 09:00\u201d"),
]
GUESSES = [
    ("unknown-field", "time_zone: Europe/London", "zone: Europe/London"),
    ("unknown-field", "num_loops:", "repeat:"),
    ("unknown-field", "acknowledgement_timeout:", "ack_timeout:"),
    ("unknown-reference", "targets: [support]", "targets: [suport]"),
    ("invalid-value", "always", "forever"),
    ("invalid-value", "Europe/London", "Europe/Londn"),
]


def left(done):
    """What is left that is no habit."""
    return [one for one in done.left.told if one.severity is not Severity.INFO]


def without_ids(text):
    return text.replace("    id: PABC123\n", "")


@pytest.mark.parametrize(("rule", "right", "wrong"), SURE)
def test_what_is_sure_is_put_right_and_all_else_stays(rule, right, wrong):
    done = made(TEXT.replace(right, wrong, 1))
    assert {one.rule for one in done.mended} == {rule}
    assert without_ids(done.after.texts["a.yaml"]) == TEXT
    assert left(done) == []


@pytest.mark.parametrize(("rule", "right", "wrong"), SURE)
def test_who_is_on_call_is_who_would_have_been_if_it_had_been_written_right(rule, right, wrong):
    after = made(TEXT.replace(right, wrong, 1)).after
    right = configuration(TEXT)
    assert [one.resource for one in after.of("schedule")] == [
        one.resource for one in right.of("schedule")
    ]


@pytest.mark.parametrize(("rule", "right", "wrong"), GUESSES)
def test_what_would_be_a_guess_is_told_and_left(rule, right, wrong):
    done = made(TEXT.replace(right, wrong, 1))
    assert rule in {one.rule for one in done.left.told}
    assert done.files == {}


def test_the_mark_in_a_text_of_several_lines_goes_and_the_lines_stay():
    text = TEXT.replace(" For a|ll.", f" |\n      For\n      all.\n\n      {MARK}")
    assert made(text).after.texts["a.yaml"] == TEXT.replace(
        " For a|ll.", " |\n      For\n      all."
    )


@pytest.mark.parametrize("marks", [MARK, f"{MARK} {MARK}"])
def test_the_mark_in_a_text_in_quotes_goes_and_the_quotes_stay(marks):
    text = TEXT.replace("For a|ll.", f"'For all. {marks}'")
    assert made(text).after.texts["a.yaml"] == TEXT.replace("For a|ll.", "'For all.'")


def test_a_field_that_is_written_already_is_not_written_again():
    text = TEXT.replace("    num_loops: 2", "    num_loops: 2\n    num-loops: 3")
    (finding,) = left(made(text))
    assert finding.fix.why_not == "there is a `num_loops` already"


def test_a_name_whose_value_is_not_possible_there_stays():
    text = TEXT.replace("time_zone: Europe/London", "timezone: Mars")
    done = made(text)
    assert done.files == {}
    assert [one.fix.why_not for one in left(done)] == [
        "the edited file could not be read back: 'Mars' is not a time zone (a.yaml:4:16)"
    ]


def test_what_a_rule_says_of_a_file_that_can_be_read_now_is_no_reason_to_refuse():
    text = TEXT.replace("[ana@acme.example]", "[ana@acme.example, ben@acme.example]")
    text = text.replace("2026-01-05", "2026-01-07").replace("time_zone:", "timeZone:")
    assert [one.rule for one in made(text).mended] == ["unknown-field", "odd-anchor"]


def test_a_true_of_yaml_1_1_becomes_true():
    text = TEXT.replace("2\n", "2\n    protected: yes\n")
    assert made(text).after.texts["a.yaml"] == TEXT.replace("2\n", "2\n    protected: true\n")


@pytest.mark.parametrize("value", ["web,b", "web, b", "web, ? b"])
def test_a_name_without_a_colon_in_brackets_stays_as_it_is(value):
    text = TEXT.replace("policy: web, ack", f"policy: {value}, self: x, html_url: y, ack")
    done = made(text)
    assert done.after.texts["a.yaml"] == text.replace(", self: x, html_url: y", "")


ROTA = """\
teams:
  web:
    members: {}
schedules:
  rota:
    time_zone: Europe/London
    teams: [web]
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
"""


@pytest.mark.parametrize(
    ("members", "mended"),
    [
        ("[ana@acme.example]", "[ana@acme.example, ben@acme.example]"),
        (
            "\n      ana@acme.example: responder  # lead",
            "\n      ana@acme.example: responder  # lead\n      ben@acme.example: manager",
        ),
        (
            "\n      - {user: ana@acme.example, role: observer}",
            "\n      - {user: ana@acme.example, role: observer}\n      - ben@acme.example",
        ),
        ("{ana@acme.example: manager}", "{ana@acme.example: manager, ben@acme.example: manager}"),
        ("[]", "[ana@acme.example, ben@acme.example]"),
    ],
)
def test_who_is_missing_in_a_team_is_added_as_its_members_are_written(members, mended):
    text = ROTA.replace(" {}", " " + members if members[0] != "\n" else members)
    done = made(text)
    assert done.after.texts["a.yaml"] == text.replace(members, mended, 1)
    assert [one.rule for one in left(done)] == []


@pytest.mark.parametrize("members", ["{}", "&few [ana@acme.example]\n    x-few: *few"])
def test_members_that_cannot_be_added_to_stay_as_they_are(members):
    text = ROTA.replace("{}", members)
    assert made(text).after.texts["a.yaml"] == text
