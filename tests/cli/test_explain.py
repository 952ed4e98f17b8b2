"""`pdsync lint --explain`: what a rule finds, and why."""


def test_a_rule_is_explained_on_the_command_line(run):
    ended = run("lint", "--explain", "sliver")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "sliver (warning)")
    assert "Why: such a turn uses up a member like any other." in ended.out


def test_a_rule_that_is_none_is_an_error_that_names_those_there_are(run):
    ended = run("lint", "--explain", "anything")
    assert ended.code == 1
    assert "there is no rule 'anything'" in ended.err
    assert "the rules are: broken-promise, far-rotation, fixed-clocks, hidden-layer" in ended.err


def test_a_rule_that_is_nearly_one_is_guessed(run):
    ended = run("lint", "--explain", "slivers")
    assert ended.err.endswith("= help: did you mean sliver?\n")
