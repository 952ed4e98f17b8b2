"""What people bring from Terraform, the API and the web page: marked where it is, with the way."""

import pytest
from source.saying import expected, said

EVENT = """\
schedules:
  week:
    time_zone: Europe/London
    rotations:
      - name: Workdays
        start_time: {date_time: "2026-11-30T09:00:00", time_zone: Europe/London}
        end_time: {date_time: "2026-11-30T18:00:00", time_zone: Europe/London}
        recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO"]
        assignment_strategy:
          type: rotating_member_assignment_strategy
          shifts_per_member: 1
          members: [{type: user_member, user_id: PANA111}]
"""
LAYER = "schedules: {a: {time_zone: Etc/UTC, layers: [{%s, members: [a@b.c]}]}}\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("PANA111", "a@b.example", "a.yaml:12:50", "'a@b.example' is not a PagerDuty id"),
        ("member: 1", "member: 0", "a.yaml:11:30", "'0' is out of range"),
        ("18:00:00", "1800", "a.yaml:7:31", "'2026-11-30T1800' is not a date and time"),
    ],
)
def test_what_is_wrong_in_an_event_of_the_api_is_marked_itself(old, new, place, message):
    assert said(EVENT.replace(old, new)).startswith(f"{place} invalid-value: {message}\n")


def test_an_address_as_an_id_is_to_be_written_alone():
    text = "teams: {t: {members: [{user: {id: a@b.c}}]}}\n"
    assert "  write `a@b.c` alone, in place of the mapping\n" in said(text)


@pytest.mark.parametrize("word", ['"null"', "'~'", '"None"'])
@pytest.mark.parametrize(
    "field", ["acknowledgement_timeout", "auto_resolve_timeout", "status", "support_hours"]
)
def test_null_in_quotes_is_to_be_written_without(field, word):
    found = said(f"service: {{name: A, escalation_policy: {{name: X}}, {field}: {word}}}\n")
    assert found.endswith("\n  write null without quotes\n")


def test_none_is_not_null_where_nothing_may_be_null():
    assert "null" not in said('escalation_policies: {a: {num_loops: "x", escalation_rules: []}}\n')


def test_another_word_for_null_is_to_be_null():
    text = "service: {name: A, escalation_policy: {name: X}, auto_resolve_timeout: none}\n"
    assert said(text).endswith("\n  write null\n")


@pytest.mark.parametrize("window", ["00:00-24:00", "Mon 09:00 - Mon 09:00"])
def test_a_window_that_is_always_open_is_none(window):
    assert said(LAYER % f"name: L, rotate: daily, only: {window}").endswith(
        "\n  leave `only:` out, or write `only: null`: without windows it is always\n"
    )


def test_overrides_are_made_in_pagerduty():
    text = "schedules:\n  a:\n    time_zone: Etc/UTC\n    layers: []\n    overrides: []\n"
    assert said(text) == expected("""
        a.yaml:5:16 invalid-value: these are people's own arrangements, made in PagerDuty and no \
part of the configuration
          delete this here: `pdsync override add`, `pdsync swap` and `pdsync cover` make them, and \
plan and apply keep them
        """)


def test_custom_shifts_are_kept_and_made_elsewhere():
    text = "schedules:\n  a:\n    time_zone: Etc/UTC\n    layers: []\n    custom_shifts: []\n"
    assert said(text).endswith("\n  delete this here: plan and apply keep those of the account\n")


@pytest.mark.parametrize("name", ["override", "overrides"])
def test_a_section_of_overrides_is_told_the_commands(name):
    assert said(f"{name}: {{}}\n").endswith(
        "\n  delete this here: `pdsync override add`, `pdsync swap` and `pdsync cover` make them, "
        "and plan and apply keep them\n"
    )


@pytest.mark.parametrize("name", ["incidents", "maintenance_window", "incident"])
def test_what_is_made_as_the_day_goes_is_no_section(name):
    assert said(f"{name}: {{}}\n") == expected(f"""
        a.yaml:1:1 unknown-section: `{name}` is made in PagerDuty as the day goes, and is no part \
of the configuration
          delete this here: plan and apply keep what is there
        """)
