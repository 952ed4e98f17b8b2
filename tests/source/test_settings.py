"""pdsync.yaml holds the settings, and no other file does."""

import pytest
from source.saying import expected, said

from pdsync.source import Safety, Settings, load_texts
from pdsync.source._versions import is_met


def settings_of(text):
    config = load_texts({"pdsync.yaml": text})
    assert config.problems == ()
    return config.settings


def test_without_settings_there_is_no_stack_and_no_mark():
    settings = load_texts({}).settings
    assert (settings, settings.marks) == (
        Settings(None, None, "mark", None, Safety("allow", 5, 30)),
        False,
    )


def test_every_setting_is_read():
    text = """
stack: acme
stack_was: old-acme
ownership: none
account: acme-eu
safety: {adopt: refuse, max_deletes: 0, max_delete_percent: 100}
lint: {}
"""
    assert settings_of(text) == Settings(
        "acme", "old-acme", "none", "acme-eu", Safety("refuse", 0, 100)
    )


def test_a_stack_marks_unless_ownership_is_none():
    assert [settings_of(f"stack: acme\nownership: {word}").marks for word in ("mark", "none")] == [
        True,
        False,
    ]


def test_a_stack_may_look_like_a_number():
    assert settings_of("stack: 1000").stack == "1000"


def test_settings_and_entries_may_share_a_file():
    config = load_texts({"pdsync.yaml": "stack: acme\nteams: {a: {}}\n"})
    assert (config.settings.stack, [entry.key for entry in config.entries]) == ("acme", ["a"])


def test_settings_elsewhere_are_refused():
    files = {"sub/pdsync.yaml": "stack: acme\n", "teams.yaml": "safety: {}\n"}
    assert said(files) == expected("""
        sub/pdsync.yaml:1:1 misplaced-setting: `stack` is a setting
          move it to `pdsync.yaml` at the top of the configuration directory
        teams.yaml:1:1 misplaced-setting: `safety` is a setting
          move it to `pdsync.yaml` at the top of the configuration directory
        """)


def test_the_settings_file_is_at_the_top_of_the_named_directory():
    config = load_texts({"policies/pdsync.yaml": "stack: acme\n"}, directory="policies")
    assert (config.settings.stack, config.problems) == ("acme", ())


def test_every_bad_setting_is_explained():
    text = """
        stack: No
        stack_was: Acme Corp
        ownership: marks
        account: acme.pagerduty.com
        safety: {adopt: maybe, max_deletes: -1, max_delete_percent: 101, max_delets: 1}
        stak: acme
        """
    assert said({"pdsync.yaml": text}) == expected("""
        pdsync.yaml:2:8 invalid-value: this cannot be the name of a stack
          write 3 to 40 lowercase letters, digits or dashes
        pdsync.yaml:3:12 invalid-value: this cannot be the name of a stack
          write 3 to 40 lowercase letters, digits or dashes
        pdsync.yaml:4:12 invalid-value: 'marks' is not possible here
          did you mean `mark`?
        pdsync.yaml:5:10 invalid-value: this is not an account's subdomain
          write what stands before `.pagerduty.com` in its address, in lowercase
        pdsync.yaml:6:17 invalid-value: 'maybe' is not possible here
          write one of: allow, refuse
        pdsync.yaml:6:37 invalid-value: '-1' is out of range
          write a number of 0 or more
        pdsync.yaml:6:61 invalid-value: '101' is out of range
          write a number from 0 to 100
        pdsync.yaml:6:66 unknown-field: `max_delets` is not a field here
          did you mean `max_deletes`?
        pdsync.yaml:7:1 unknown-section: `stak` is not a section
          did you mean `stack`?
        """)


def test_a_setting_with_no_value_is_half_written():
    assert said({"pdsync.yaml": "stack:\nsafety:\n"}) == expected("""
        pdsync.yaml:1:7 invalid-value: this cannot be the name of a stack
          write 3 to 40 lowercase letters, digits or dashes
        pdsync.yaml:2:8 invalid-value: expected a mapping, found nothing
          write `field: value`
        """)


def test_a_setting_twice_is_shown_at_both_places():
    assert said({"pdsync.yaml": "stack: acme\n---\nstack: umbrella\n"}) == expected("""
        pdsync.yaml:3:1 duplicate-key: `stack` is set twice
          keep one of the two
          pdsync.yaml:1:1: first set here
        """)


def test_a_stack_was_not_what_it_is():
    assert said({"pdsync.yaml": "stack: acme\nstack_was: acme\n"}) == expected("""
        pdsync.yaml:2:12 invalid-value: `stack_was` is the present name of the stack
          remove it
        """)


def test_another_version_than_is_required_is_all_that_is_said(monkeypatch):
    monkeypatch.setattr("pdsync.source._settings.__version__", "0.3.1")
    files = {"pdsync.yaml": 'requires: ">=99.2, <100"\nstak: acme\n', "a.yaml": "teems: {}\n"}
    assert said(files) == expected("""
        pdsync.yaml:1:11 other-version: this configuration is for pdsync >=99.2, <100, and this \
is pdsync 0.3.1
          install one of those versions; or write another `requires:`, if this one will do
        """)


def test_a_version_that_is_required_is_no_problem():
    assert said({"pdsync.yaml": 'requires: ">=0.1"\n'}) == ""


def test_requires_takes_comparisons_alone():
    texts = ("0.2", '"0.2.1"', '"~=0.2"', "[0.2]", "latest", '">=0.2 <1"')
    found = [said({"pdsync.yaml": f"requires: {text}\n"}).splitlines() for text in texts]
    none = "pdsync.yaml:1:11 invalid-value: this does not say which versions of pdsync will do"
    bare = "pdsync.yaml:1:11 invalid-value: this does not say how versions compare with it"
    write = '  write `requires: ">=0.1"`, in quotes; a comma joins two, as in ">=0.2, <1"'
    assert found == [
        [bare, '  write `requires: ">=0.2"`, or "==0.2" for this one alone'],
        [bare, '  write `requires: ">=0.2.1"`, or "==0.2.1" for this one alone'],
        *[[none, write]] * 4,
    ]


@pytest.mark.parametrize(
    ("requires", "met"),
    [
        (">=0.10", True),
        (">=0.10.1", False),
        ("<0.10", False),
        ("== 0.10.0", True),
        ("!=0.10", False),
        (">0.9,<=0.10", True),
        (">=0.9.9, <0.10.0", False),
    ],
)
def test_versions_compare_number_by_number(requires, met):
    assert is_met(requires, "0.10.0.dev1") is met
