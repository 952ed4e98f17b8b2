"""What is wrong with the fields of an entry is said at its place, once, in pdsync's words."""

import pytest
from source.saying import expected, said

from pdsync.kinds import KINDS


def test_every_mistake_in_a_file_is_reported_in_one_run():
    text = """
        services:
          shop:
            escalation_polcy: oncall
            acknowledgement_timeout: 15 parsecs
            severity: hihg
            incident_urgency_rule: {type: constant, urgncy: high}
        schedules:
          night:
            time_zone: Europe/Berln
            layers:
              - rotation_turn_length_seconds: 1 week
                usrs: [ana@acme.example]
        """
    assert said(text) == expected("""
        a.yaml:4:5 unknown-field: `escalation_polcy` is not a field of a service
          did you mean `escalation_policy`?
        a.yaml:5:30 invalid-value: '15 parsecs' is not a length of time
          write a length such as 15m, 4h or 1 week, or a number of seconds; `null` is never
        a.yaml:6:15 invalid-value: 'hihg' is not possible here
          did you mean `high`?
        a.yaml:7:45 unknown-field: `urgncy` is not a field here
          did you mean `urgency`?
        a.yaml:10:16 invalid-value: 'Europe/Berln' is not a time zone
          did you mean `Europe/Berlin`?
        a.yaml:13:9 unknown-field: `usrs` is not a field here
          did you mean `users`?
        """)


def test_a_field_people_know_by_another_name_is_recognised():
    assert said("teams: {a: {users: [ana@acme.example]}}\n") == expected("""
        a.yaml:1:13 unknown-field: `users` is not a field of a team
          did you mean `members`?
        """)


def test_a_field_like_no_other_is_met_with_all():
    assert said(
        "services: {a: {auto_pause_notifications_parameters: {enabled: true, zzz: 1}}}\n"
    ) == expected("""
        a.yaml:1:69 unknown-field: `zzz` is not a field here
          the fields are: enabled, timeout
        """)


def test_a_misplaced_word_names_the_kind_with_its_article():
    text = "escalation_policies: {a: {num_lops: 1}}\n"
    assert said(text).splitlines()[0] == (
        "a.yaml:1:27 unknown-field: `num_lops` is not a field of an escalation policy"
    )


@pytest.mark.parametrize(
    ("field", "advice"),
    [
        ("hours", "did you mean `only`?"),
        ("rotation", "did you mean `rotate`?"),
        ("handover", "did you mean `handoff`?"),
        ("people", "did you mean `members`?"),
        ("uses", "did you mean `users`?"),
        (
            "owner",
            "the fields are: name, rotate, handoff, members, only, anchor, from, until, "
            "rotation_virtual_start",
        ),
    ],
)
def test_other_words_for_fields_of_a_layer_are_met_with_ours(field, advice):
    layer = f"{{rotate: daily, members: [ana@acme.example], {field}: x}}"
    assert said(f"schedules: {{a: {{layers: [{layer}]}}}}\n").splitlines() == [
        f"a.yaml:1:71 unknown-field: `{field}` is not a field here",
        f"  {advice}",
    ]


def test_other_words_for_fields_of_an_anchor_are_not_also_missing_fields():
    anchor = "{user: ana@acme.example, date: 2026-01-05}"
    layer = f"{{rotate: daily, members: [ana@acme.example], anchor: {anchor}}}"
    assert said(f"schedules: {{a: {{tz: UTC, layers: [{layer}]}}}}\n") == expected("""
        a.yaml:1:17 unknown-field: `tz` is not a field of a schedule
          did you mean `time_zone`?
        a.yaml:1:89 unknown-field: `user` is not a field here
          did you mean `who`?
        a.yaml:1:113 unknown-field: `date` is not a field here
          did you mean `at`?
        """)


def test_a_typo_is_not_also_a_missing_field():
    rule = "{escalation_delay_in_minuts: 5, targets: [ana@acme.example]}"
    assert said(f"escalation_policies: {{a: {{escalation_rules: [{rule}]}}}}\n") == expected("""
        a.yaml:1:47 unknown-field: `escalation_delay_in_minuts` is not a field here
          did you mean `escalation_delay_in_minutes`?
        """)


def test_each_missing_field_is_named():
    text = "escalation_policies:\n  a:\n    escalation_rules: [{}]\n"
    assert said(text) == expected("""
        a.yaml:3:24 missing-field: `escalation_delay_in_minutes` is missing
          write `escalation_delay_in_minutes:` here
        a.yaml:3:24 missing-field: `targets` is missing
          write `targets:` here
        """)


def test_a_mapping_where_text_belongs():
    assert said("teams: {a: {description: {b: c}}}\n") == expected("""
        a.yaml:1:26 invalid-value: this takes text
          write one line of text, or a block after `|`
        """)


def test_a_list_where_fields_belong():
    assert said("services: {a: {support_hours: [1]}}\n") == expected("""
        a.yaml:1:31 invalid-value: expected a mapping, found a list
          write `field: value`
        """)


def test_extra_may_not_name_what_is_modelled():
    assert said("teams: {a: {extra: {description: x}}}\n") == expected("""
        a.yaml:1:34 invalid-value: `description` is a field of its own
          write it beside `extra`
        """)


def test_a_mistake_below_an_anchor_is_said_once_where_it_stands():
    text = "x-a: &a {severity: hihg}\nservices: {b: {<<: *a}, c: {<<: *a}}\n"
    assert said(text) == expected("""
        a.yaml:1:20 invalid-value: 'hihg' is not possible here
          did you mean `high`?
        """)


@pytest.mark.parametrize("kind", KINDS)
def test_no_model_has_a_field_that_only_a_library_could_explain(kind):
    found = set(types_in(KINDS[kind].model.__pydantic_core_schema__))
    # A function of ours reads the value first, or the part has nothing to refuse.
    assert found <= EXPLAINED


EXPLAINED = {
    *("function-plain", "function-before", "function-after", "function-wrap"),
    *("model", "model-fields", "model-field", "default", "nullable", "any"),
    *("tuple", "int", "no-info", "with-info"),
}


def types_in(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        for part in schema.values():
            yield from types_in(part)
    if isinstance(schema, list):
        for part in schema:
            yield from types_in(part)


def test_a_number_of_more_digits_than_anybody_writes_is_refused_in_our_words():
    assert said(f"escalation_policies: {{a: {{num_loops: {'9' * 5000}}}}}\n") == expected(f"""
        a.yaml:1:38 invalid-value: '{"9" * 60}…' is out of range
          write a number from 0 to 9
        """)


def test_a_mistake_in_members_written_as_a_mapping_stands_at_its_line():
    text = """
        teams:
          core:
            members:
              ana@acme.example: boss
              ben: manager
        """
    assert said(text.lstrip("\n")) == expected("""
        a.yaml:4:25 invalid-value: 'boss' is not possible here
          write one of: observer, responder, manager
        a.yaml:5:12 invalid-value: 'ben' is not an e-mail address; people are written by e-mail
          write the e-mail of a PagerDuty user, such as ana@acme.example, or {id: P…}
        """)
