"""Settings of lint: which rules speak, where, how loud, and what is wrong with the settings."""

from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator
from source.saying import expected, told

from pdsync.lint import lint, settings_schema
from pdsync.source import json_schema, load_texts

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TWICE = """schedules:
  KEY:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ana@acme.example, ben@acme.example]
"""
UNEDITABLE = """schedules:
  a:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example, ben@acme.example]
        per_member: 3
        anchor: {who: ana@acme.example, at: 2026-03-02}
    expect: {coverage: Mon-Fri 09:00-17:00}
"""
PEOPLE = """teams:
  a:
    members:
      - ana@acme.example
      - ben@acme.example
      - cleo@acme.example
      - dan@acme.example
      - eve@far.example
"""


def found(settings, profile=None, **files):
    """Rules that speak, with severity and file."""
    texts = {f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    config = load_texts({"pdsync.yaml": f"lint: {settings}\n", **texts})
    return [
        f"{one.place.file} {one.severity} {one.rule}" for one in lint(config, NOW, profile=profile)
    ]


def said(settings):
    return told(lint(load_texts({"pdsync.yaml": settings, "a.yaml": "teams: {a: {}}\n"}), NOW))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("", "warning"),
        ("severity: error", "error"),
        ("enabled: false", None),
        ("enabled: false, severity: error", None),
    ],
)
def test_a_rule_is_as_it_is_set(settings, says):
    rules = f"{{rules: {{member-twice-in-a-row: {{{settings}}}}}}}"
    told_of = [f"a.yaml {says} member-twice-in-a-row"] if says else []
    assert found(rules, a=TWICE.replace("KEY", "a")) == told_of


@pytest.mark.parametrize(
    ("settings", "profile", "says"),
    [
        ("{}", None, None),
        ("{profile: default}", None, None),
        ("{profile: strict}", None, "info"),
        ("{}", "strict", "info"),
        ("{profile: strict}", "default", None),
        ("{profile: strict, rules: {uneditable-rotation: {enabled: false}}}", None, None),
        ("{rules: {uneditable-rotation: {enabled: true}}}", None, "info"),
        ("{rules: {uneditable-rotation: {severity: warning}}}", None, "warning"),
    ],
)
def test_a_habit_is_told_of_where_it_is_turned_on(settings, profile, says):
    told_of = [f"a.yaml {says} uneditable-rotation"] if says else []
    assert found(settings, profile, a=UNEDITABLE) == told_of


def test_a_path_has_settings_of_its_own_and_the_last_one_counts():
    settings = """
  rules: {member-twice-in-a-row: {severity: error}}
  paths:
    teams/**: {rules: {member-twice-in-a-row: {severity: info}}}
    teams/*.yaml: {rules: {member-twice-in-a-row: {enabled: false}}}
"""
    files = {
        name: TWICE.replace("KEY", name)
        for name in ("a", "teams__b", "teams__far__c", "other__teams__d")
    }
    assert found(settings, **files) == [
        "a.yaml error member-twice-in-a-row",
        "other/teams/d.yaml error member-twice-in-a-row",
        "teams/far/c.yaml info member-twice-in-a-row",
    ]


def test_a_path_begins_in_the_directory_of_the_configuration():
    settings = "lint: {paths: {old/: {rules: {member-twice-in-a-row: {enabled: false}}}}}\n"
    texts = {"policies/pdsync.yaml": settings, "policies/old/a.yaml": TWICE.replace("KEY", "a")}
    assert lint(load_texts(texts, directory="policies"), NOW) == ()


def test_an_option_decides_what_a_rule_looks_at():
    options = ["{}", "{rules: {other-domain: {domains: [far.example]}}}"]
    assert [found(one, a=PEOPLE) for one in options] == [["a.yaml warning other-domain"], []]


def test_an_option_of_a_path_is_for_the_findings_in_its_files():
    settings = "{paths: {b.yaml: {rules: {other-domain: {domains: [far.example]}}}}}"
    other = "teams: {b: {members: [eve@far.example]}}\n"
    assert found(settings, a=PEOPLE, b=other) == ["a.yaml warning other-domain"]


def test_what_is_wrong_with_rules_is_told_at_its_place():
    text = """lint:
  rules:
    slivr: {enabled: false}
    unknown-field: {enabled: false}
    sliver: {severty: info}
    other-domain: {domains: [a@b], enabled: maybe}
    odd-hour:
"""
    assert said(text) == expected("""
        pdsync.yaml:3:5 unknown-rule: there is no rule `slivr` of lint
          did you mean `sliver`?
        pdsync.yaml:4:5 unknown-rule: `unknown-field` is no rule of lint: it is always told
          leave it out
        pdsync.yaml:5:14 unknown-field: `severty` is not a field of a rule of lint
          did you mean `severity`?
        pdsync.yaml:6:30 invalid-value: 'a@b' is no domain
          write what stands behind the @, such as acme.example
        pdsync.yaml:6:45 invalid-value: 'maybe' is neither true nor false
          write true or false
        pdsync.yaml:7:14 invalid-value: expected a mapping, found nothing
          write `field: value`
        """)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (
            "{profile: strikt}",
            """
        pdsync.yaml:1:17 invalid-value: 'strikt' is not possible here
          did you mean `strict`?
        """,
        ),
        (
            "{rule: {}}",
            """
        pdsync.yaml:1:8 unknown-field: `rule` is not a field here
          did you mean `rules`?
        """,
        ),
        (
            "[]",
            """
        pdsync.yaml:1:7 invalid-value: expected a mapping, found a list
          write `field: value`
        """,
        ),
        (
            "{paths: {gone/**: {rules: {slivr: {}}}, a.yaml: {ruls: {}}}}",
            """
        pdsync.yaml:1:16 unused-path: `gone/**` means no file of this configuration
          write a path below its directory, such as `legacy/**` or `teams/*.yaml`
        pdsync.yaml:1:34 unknown-rule: there is no rule `slivr` of lint
          did you mean `sliver`?
        pdsync.yaml:1:56 unknown-field: `ruls` is not a field of a path
          did you mean `rules`?
        """,
        ),
    ],
)
def test_what_is_wrong_with_settings_is_told_at_its_place(settings, says):
    assert said(f"lint: {settings}\n") == expected(says)


def test_what_is_wrong_with_settings_of_lint_stops_no_plan():
    assert load_texts({"pdsync.yaml": "lint: {rules: {slivr: {}}}\n"}).problems == ()


def test_the_schema_has_every_rule_with_its_options():
    check = Draft202012Validator(json_schema(settings_schema()))
    rules = {
        "other-domain": {"domains": ["b.example"], "severity": "error", "enabled": True},
        "a-rule-of-our-own": {"severity": "error"},
    }
    good = {"lint": {"profile": "strict", "rules": rules, "paths": {"a/**": {"rules": rules}}}}
    bad = {
        "lint": {"profile": "no", "rules": {"own": {"enabled": 5}, "other-domain": {"domains": 5}}}
    }
    paths = sorted(one.json_path for one in check.iter_errors(bad))
    assert ([*check.iter_errors(good)], paths) == (
        [],
        ["$.lint.profile", "$.lint.rules.own.enabled", "$.lint.rules['other-domain'].domains"],
    )
