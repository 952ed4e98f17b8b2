"""Sections, keys and fields that stand where others belong: one error, and where they go."""

import pytest
from source.saying import expected, said


def test_all_fields_that_are_not_indented_are_one_error():
    text = """\
        services:
          checkout:
          escalation_policy: {name: X}
          description: Where people pay.
          status:
            escalation_policy: {name: X}
        """
    assert said(text) == expected("""
        a.yaml:3:3 misplaced-field: `escalation_policy` and `description` are fields of a service, \
and no key of one
          indent `escalation_policy` and `description` below `checkout:`
        """)


def test_a_resource_that_stands_too_far_in_is_recognised():
    text = "services:\n  a:\n    escalation_policy: {name: X}\n    b:\n      status: active\n"
    assert said(text) == expected("""
        a.yaml:4:5 unknown-field: `b` is not a field of a service
          if it is a service of its own, indent `b:` less, like other keys
        """)


def test_a_section_that_is_indented_is_recognised():
    text = "teams:\n  core: {}\n  services:\n    api: {escalation_policy: {name: X}}\n"
    assert said(text) == expected("""
        a.yaml:3:3 unknown-section: the section `services` stands inside of `teams`
          write `services:` at the beginning of its line, and what is below it less far in
        """)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("schedule", "{time_zone: Etc/UTC}"),
        ("service", "{escalation_policy: {name: X}}"),
        ("team", ""),
    ],
)
def test_keys_below_the_name_of_one_are_one_error(kind, fields):
    text = f"{kind}:\n  search: {fields}\n  payments: {fields}\n"
    assert said(text) == expected(f"""
        a.yaml:1:1 unknown-section: `{kind}:` declares one {kind} by its `name`, and this has keys
          did you mean `{kind}s:`?
        """)


@pytest.mark.parametrize("name", ["shedules", "schedule", "Schedules", "pagerduty_schedules"])
def test_what_refers_to_a_misspelt_section_is_not_wrong_as_well(name):
    text = f"""\
        {name}:
          search:
            time_zone: Etc/UTC
            layers: [{{rotate: daily, handoff: 09:00, members: [a@b.c]}}]
        escalation_policies:
          search:
            escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [search]}}]
        """
    (line,) = [one for one in said(text).splitlines() if not one.startswith(" ")]
    assert line.startswith("a.yaml:1:1 unknown-section: ")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("policies", "did you mean `escalation_policies`?"),
        ("policy", "did you mean `escalation_policies`?"),
        ("Shedules", "did you mean `schedules`?"),
        ("pagerduty_service", "did you mean `services`?"),
        ("stak", "did you mean `stack`?"),
        (
            "escalation_rules",
            "it is a field of an escalation policy: indent it below the key of the one it belongs "
            "to",
        ),
        ("layers", "it is a field of a schedule: indent it below the key of the one it belongs to"),
        (
            "offset",
            "delete it: an answer of PagerDuty's API says by it which part of a list it holds",
        ),
        ("widgets", "the sections are: teams, schedules, escalation_policies, services"),
    ],
)
def test_what_is_no_section_says_what_to_write(name, how):
    assert said(f"{name}: []\n") == expected(f"""
        a.yaml:1:1 unknown-section: `{name}` is not a section
          {how}
        """)
