"""Every file keeps the habits of the house: short, introduced, finished, and of no one machine."""

import ast
import re

import pytest
from source_code import ROOT, modules, plug_ins, text_files, told

pytestmark = pytest.mark.slow  # walks every file of the project

PYTHON = modules("pdsync", "tests", "demo", "benchmarks")
MOST_LINES = 300
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")  # in brackets, so as not to find itself
ONE_MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home|Users)/")
SILENCED = re.compile(r"#\s*(?:noqa\b:?[\s,A-Z0-9]*|type:\s*ignore(?:\[[^\]]*\])?)(?P<reason>.*)")


def lines_with(pattern):
    for path in text_files():
        text = (ROOT / path).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.as_posix()}:{number} {line.strip()}"


def test_no_file_is_longer_than_it_can_be_read():
    lengths = {source.place: len(source.text.splitlines()) for source in PYTHON}
    long = [f"{place} has {lines} lines" for place, lines in lengths.items() if lines > MOST_LINES]
    assert not long, told(f"more than one idea? At most {MOST_LINES} lines:", long)


def test_every_module_but_a_test_says_what_it_is_for():
    introduced = modules("pdsync", "demo", "benchmarks")
    silent = [source.place for source in introduced if not ast.get_docstring(source.tree)]
    assert not silent, told("a docstring says what the module is for and must not do:", silent)


def test_nothing_is_marked_as_unfinished():
    marked = list(lines_with(UNFINISHED))
    assert not marked, told("finish it, or file an issue:", marked)


def test_no_path_of_one_machine_is_written_down():
    paths = list(lines_with(ONE_MACHINE))
    assert not paths, told("nobody else has these paths:", paths)


OUTLIVES_BUGS = "pdsync/reconcile/apply/context.py"
"""An apply that is under way must report what it did, whatever went wrong in one change."""


def test_no_handler_catches_everything_but_that_of_an_apply():
    caught = [
        source.place
        for source in PYTHON
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert caught == [OUTLIVES_BUGS], told("catch what you can answer for; let bugs crash:", caught)


def catches_everything(handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) == "Exception" for kind in kinds)


def test_a_silenced_check_says_why():
    silent = [
        f"{source.place}:{number}"
        for source in PYTHON
        for number, line in enumerate(source.text.splitlines(), start=1)
        if (found := SILENCED.search(line)) and not re.search(r"[a-z]", found["reason"])
    ]
    assert not silent, told("say on the line why the check is wrong here:", silent)


@pytest.mark.parametrize("kind", plug_ins("kinds"))
def test_every_kind_has_a_test(kind):
    assert (ROOT / "tests" / "kinds" / f"test_{kind}.py").is_file()


@pytest.mark.parametrize("kind", plug_ins("kinds"))
@pytest.mark.skipif(not (ROOT / "docs" / "kinds").is_dir(), reason="there are no pages yet")
def test_every_kind_has_a_page(kind):
    assert (ROOT / "docs" / "kinds" / f"{kind}.md").is_file()


@pytest.mark.parametrize("rule", plug_ins("lint/rules"))
def test_every_rule_has_a_test(rule):
    assert (ROOT / "tests" / "lint" / f"test_{rule}.py").is_file()
