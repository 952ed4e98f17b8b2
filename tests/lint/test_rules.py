"""Every rule: its own examples, and where it is explained."""

import pytest
from lint.rules import examples, found

from pdsync.lint import all_rules


@pytest.mark.parametrize("rule", all_rules())
def test_a_rule_fires_on_its_bad_example_and_not_on_its_good_one(rule):
    bad, good = examples(rule)
    assert (rule in found(rule, bad), found(rule, good)) == (True, "")


@pytest.mark.parametrize("rule", all_rules())
def test_a_rule_says_why(rule):
    assert "\n\nWhy: " in all_rules()[rule].explanation
