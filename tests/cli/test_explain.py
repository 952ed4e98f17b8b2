"""`pdsync lint --explain`: what a rule finds, and why."""

import pytest

from pdsync.lint import all_rules


def test_a_rule_is_explained_on_the_command_line(run):
    ended = run("lint", "--explain", "sliver")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "sliver (warning)")
    assert "Why: such a turn uses up a member like any other." in ended.out


@pytest.mark.parametrize("rule", all_rules())
def test_an_explanation_is_as_wide_as_the_terminal_and_its_yaml_as_it_is(run, rule):
    ended = run("lint", "--explain", rule)
    prose, *blocks = ended.out.split("```yaml\n")
    assert max(map(len, prose.splitlines())) <= 80
    assert all(one.split("```")[0] in all_rules()[rule].explanation for one in blocks)


def test_a_rule_that_is_none_is_an_error_that_names_those_there_are(run):
    ended = run("lint", "--explain", "anything")
    assert ended.code == 1
    assert "there is no rule 'anything'" in ended.err
    assert "the rules are: broken-promise, " in ended.err


def test_a_rule_that_is_nearly_one_is_guessed(run):
    ended = run("lint", "--explain", "slivers")
    assert ended.err.endswith("= help: did you mean sliver?\n")
