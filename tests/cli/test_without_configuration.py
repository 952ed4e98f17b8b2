"""Where there is no configuration: what reads one is an error, and the account can be asked."""

import pytest
from command_line import CHECKOUT

from pdsync.cli import _pdsync
from pdsync.cli.arguments.groups import Commands, each_command
from pdsync.cli.arguments.words import Argument

COMMANDS = {name: _pdsync.get_command(None, name) for name in _pdsync.list_commands(None)}
PARAMS = {name: {one.name: one for one in command.params} for name, command in COMMANDS.items()}
NEED_NONE = {"init", "swap", "cover"}
"""Commands that write a directory, or that ask the account where there is none."""
READ_ELSEWHERE = {"undo"}
"""Commands that read a revision of git before the directory: it says there is no repository."""
READERS = [
    name
    for name, params in PARAMS.items()
    if "directory" in params and name not in NEED_NONE | READ_ELSEWHERE
]
"""The commands that take --config, as click knows them, but for those."""
OF_FILES = ("lint", "remove-user", "upgrade")
ASKING = [name for name in READERS if "live" in PARAMS[name] and name not in OF_FILES]
"""Those of them that answer from the account alone, too: to check or edit files takes some."""
OF_THE_ACCOUNT = {"service": "Checkout API", "person": "Ana Silva"}
"""Arguments of commands by what click calls them."""
NAMED = ["--config", "policies"]
EACH = {name: one for name, one in each_command(_pdsync) if not isinstance(one, Commands)}
"""Every command that does something, those of groups with the name of the group."""


def line(name, *, live=False):
    """Words by which a command begins: of each argument that is no file one, and an output."""
    params = PARAMS[name]
    words = [
        OF_THE_ACCOUNT.get(one.name, "primary")
        for one in params.values()
        if isinstance(one, Argument) and not one.takes_file and one.nargs == 1
    ]
    words += ["--out", "-"] if "out" in params else []
    if live:
        words.append("--live")
    if "sandbox" in params and (live or "live" not in params):
        words.append("--sandbox")
    return [name, *words]


@pytest.mark.parametrize(
    "words",
    [*map(line, READERS), *([*line(one, live=True), *NAMED] for one in ASKING)],
    ids=" ".join,
)
def test_a_directory_without_yaml_is_an_error_of_every_command_that_reads_one(run, tmp_path, words):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "readme.md").touch()

    ended = run(*words)

    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        "error: there is no YAML in policies/\n    = help: a configuration is files that end in "
        ".yaml or .yml; name the directory that holds them: --config DIR\n",
    )


@pytest.mark.parametrize("name", READERS)
def test_a_directory_that_is_not_there_is_one_too(run, name):
    ended = run(*line(name))

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("error: there is no directory policies\n")


@pytest.mark.parametrize("name", ASKING)
def test_an_account_is_asked_without_a_directory_unless_one_is_named(run, write, tmp_path, name):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    for file in (tmp_path / "policies").iterdir():
        file.unlink()
    (tmp_path / "policies").rmdir()
    words = line(name, live=True)

    asked, named = run(*words), run(*words, "--config", "x")

    assert (asked.code, asked.err) == (0, "")
    assert (named.code, named.err.splitlines()[0]) == (1, "error: there is no directory x")


def test_the_schema_needs_no_directory(run):
    ended = run("schema")

    assert (ended.code, ended.err) == (0, "")
    assert ended.json["title"]


@pytest.mark.parametrize(("name", "command"), EACH.items())
def test_every_command_takes_no_color(run, name, command):
    (found,) = [one for one in command.params if "--no-color" in one.opts]

    assert (found.is_flag, found.group) == (True, "Output")
    assert "--no-color" in run(*name.split(), "-h").out
