"""Every rule: its own examples, and where it is explained."""

import pytest
from lint.rules import NOW, examples, found

from pdsync.lint import all_rules, lint
from pdsync.source import load_texts


@pytest.mark.parametrize("rule", [one.name for one in all_rules().values() if not one.pages])
def test_a_rule_fires_on_its_bad_example_and_not_on_its_good_one(rule):
    bad, good = examples(rule)
    assert (rule in found(rule, bad), found(rule, good)) == (True, "")


@pytest.mark.parametrize("rule", all_rules())
def test_a_rule_says_why(rule):
    assert "\n\nWhy: " in all_rules()[rule].explanation


@pytest.mark.parametrize("rule", [one.name for one in all_rules().values() if one.pages])
def test_a_rule_about_runbooks_fires_on_its_bad_example_and_not_on_its_good_one(rule, found_in):
    def said(example):
        is_yaml = example.startswith("services:")
        files = {"policies/a.yaml": example} if is_yaml else {}
        return found_in(rule, "# Checkout\n" if is_yaml else example, files)

    bad, good = examples(rule)
    assert (rule in said(bad), said(good)) == (True, "")


@pytest.mark.parametrize("rule", [one.name for one in all_rules().values() if not one.pages])
def test_a_rule_finds_the_same_at_any_part_of_a_second(rule):
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": examples(rule)[0]})
    whole, later = (
        lint(config, NOW.replace(microsecond=one), profile="strict") for one in (0, 345678)
    )
    assert whole == later
