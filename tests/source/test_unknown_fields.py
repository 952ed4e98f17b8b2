"""Fields that there are not: what was meant, said once for all that go together."""

import pytest
from source.saying import expected, said

SERVICE = "service: {name: A, escalation_policy: {name: X}, %s}\n"
POLICY = "escalation_policy: {name: A, %s}\n"
RULE = POLICY % "escalation_rules: [{%s}]"


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        (SERVICE % "ack_timeout: 30m", "ack_timeout", "`acknowledgement_timeout`"),
        (SERVICE % "urgency: high", "urgency", "`incident_urgency_rule`"),
        (
            SERVICE % "timeout: 4h",
            "timeout",
            "`auto_resolve_timeout` or `acknowledgement_timeout`",
        ),
        (SERVICE % "policy: x", "policy", "`escalation_policy`"),
        (POLICY % "repeat: 2", "repeat", "`num_loops`"),
        (POLICY % "rules: []", "rules", "`escalation_rules`"),
        (
            RULE % "targets: [a@b.c], delay: 5",
            "delay",
            "`escalation_delay_in_minutes`",
        ),
    ],
)
def test_a_shorter_name_is_enough_to_be_understood(text, name, meant):
    _, says = said(text).split(": ", maxsplit=1)
    what = "here" if name == "delay" else "of "
    assert says.startswith(f"`{name}` is not a field {what}")
    assert says.endswith(f"\n  did you mean {meant}?\n")


def test_what_answers_have_is_one_error_for_all():
    text = SERVICE % "type: service, summary: A, self: x, html_url: x, created_at: x"
    assert said(text) == expected("""
        a.yaml:1:50 unknown-field: `type`, `summary`, `self`, `html_url` and `created_at` cannot \
be written: PagerDuty's answers have them
          delete them
        """)


def test_what_is_made_as_the_day_goes_is_no_field():
    assert said(SERVICE % "maintenance_windows: []") == expected("""
        a.yaml:1:50 unknown-field: `maintenance_windows` is made in PagerDuty as the day goes, and \
is no part of the configuration
          delete this here: plan and apply keep what is there
        """)


@pytest.mark.parametrize(
    ("written", "place", "whole"),
    [
        ("name: Search, API", "1:22", "Search, API"),
        ("name: A,B,C", "1:16", "A,B,C"),
    ],
)
def test_a_comma_ends_a_text_in_braces(written, place, whole):
    assert said(f"team: {{{written}}}\n") == expected(f"""
        a.yaml:{place} unknown-field: a comma ends the text before it, in {{ }} and [ ]
          write "{whole}", in quotes
        """)


def test_a_rule_with_commas_in_braces_is_to_be_quoted():
    text = """\
        schedules:
          s:
            time_zone: Europe/London
            rotations:
              - shifts: {start: 2026-11-30 09:00, length: 8h, rrule: FREQ=WEEKLY;BYDAY=MO,TU,WE}
                members: [ana@acme.example]
        """
    assert said(text) == expected("""
        a.yaml:5:83 unknown-field: a comma ends the text before it, in { } and [ ]
          write "FREQ=WEEKLY;BYDAY=MO,TU,WE", in quotes
        """)


OBJECT = "id: PABC123, type: %s_reference, summary: S, self: x, html_url: x"


@pytest.mark.parametrize(
    ("text", "place", "how"),
    [
        (
            f"service: {{name: A, escalation_policy: {{{OBJECT % 'escalation_policy'}}}}}\n",
            "1:39",
            "{id: PABC123}",
        ),
        (
            RULE % f"escalation_delay_in_minutes: 5, targets: [{{{OBJECT % 'schedule'}}}]",
            "1:92",
            "{schedule: {id: PABC123}}",
        ),
        (
            f"team: {{name: A, members: [{{user: {{{OBJECT % 'user'}}}}}]}}\n",
            "1:34",
            "{id: PABC123}",
        ),
    ],
)
def test_an_object_of_an_answer_is_to_be_its_id(text, place, how):
    assert said(text) == expected(f"""
        a.yaml:{place} invalid-value: a reference is an id alone, without what PagerDuty's answers \
add: `summary`, `self`, `html_url`
          write {how}, or a key where this configuration has it
        """)


@pytest.mark.parametrize(
    "written", ["PABC123", "https://acme.pagerduty.com/escalation_policies/PABC123"]
)
def test_an_id_or_the_address_of_a_page_is_to_be_written_as_an_id(written):
    text = f"service: {{name: A, escalation_policy: '{written}'}}\n"
    assert said(text) == expected(f"""
        a.yaml:1:39 unknown-reference: there is no escalation policy `{written}` in this \
configuration
          write {{id: PABC123}} for one that is only in the account
        """)


def test_a_month_is_no_length():
    assert said(SERVICE % "auto_resolve_timeout: 1 month") == expected("""
        a.yaml:1:72 invalid-value: '1 month' is no fixed length: months and years differ
          write days or weeks, such as 30d or 4 weeks
        """)


def test_an_id_alone_is_a_member_of_a_team():
    assert said("team: {name: A, members: [{id: PABC123}, {id: PDEF456, type: user}]}\n") == ""


def test_an_id_in_place_of_an_address_is_to_be_written_as_one():
    assert said("team: {name: A, members: [PABC123]}\n") == expected("""
        a.yaml:1:27 invalid-value: 'PABC123' is not an e-mail address; people are written by e-mail
          write the e-mail of a PagerDuty user, such as ana@acme.example, or {id: PABC123}
        """)
