"""`pdsync override` without a command, or with one that there is not."""


def test_the_commands_of_the_group_are_told(run):
    ended = run("override")
    assert ended.code == 1
    assert "remove" in ended.out


def test_a_command_that_is_misspelt_is_guessed(run):
    ended = run("override", "ad")
    assert (ended.code, ended.err) == (
        1,
        "error: there is no command 'ad' of `pdsync override`\n"
        "    = help: did you mean `pdsync override add`? `pdsync override -h` lists the commands\n",
    )
