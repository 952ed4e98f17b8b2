"""Every name in brackets is explained: those of rules of lint, and all others."""

import ast
import re
from pathlib import Path

import pytest

import pdsync
from pdsync.lint import all_rules, explained

PACKAGE = Path(pdsync.__file__).parent
ASKS_GIT = PACKAGE / "source" / "revision"  # in words of git's, such as `rev-parse`
NAMED = ("source", "reconcile", "cli")
NAME = re.compile(r"[a-z]+(-[a-z]+)+")


def names_in_code():
    """Every word with dashes in the folders whose code makes diagnostics; no other has any."""
    for folder in NAMED:
        modules = (one for one in (PACKAGE / folder).rglob("*.py") if one.parent != ASKS_GIT)
        for module in modules:
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
                    yield node.value


def test_every_name_that_the_code_gives_a_problem_is_explained():
    names = {*names_in_code()}
    assert len(names) > 50
    assert names - {*explained(), *all_rules()} == set()


def test_nothing_is_explained_that_nothing_says():
    code = "".join(one.read_text(encoding="utf-8") for one in PACKAGE.rglob("*.py"))
    assert [name for name in explained() if f'"{name}"' not in code] == []


def test_a_name_is_explained_once():
    assert {*explained()} & {*all_rules()} == set()


@pytest.mark.parametrize("name", ["broken-yaml", "other-stack", "undecided"])
def test_a_name_is_explained_on_the_command_line(run, name):
    ended = run("lint", "--explain", name)
    head, empty, *text = ended.out.splitlines()
    assert (ended.code, head, empty) == (0, name, "")
    assert " ".join(text).split() == explained()[name].split()
    assert max(map(len, text)) <= 80
