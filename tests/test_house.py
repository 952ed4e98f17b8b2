"""The floor plan holds: few modules in a folder, names that say what is inside, nothing dead."""

import ast
import re
import sys
import tomllib
from collections import Counter, defaultdict
from functools import cache

import pytest
from source_code import ROOT, modules, told

pytestmark = pytest.mark.slow  # walks every file of the project

SOURCES = modules("pdsync")
MOST_MODULES = 16
PEERS = {"pdsync/kinds", "pdsync/cli/commands", "pdsync/lint/rules", "pdsync/sandbox/resources"}
PEERS |= {"pdsync/render/findings/formats"}
"""Folders whose modules are found by being there: however many there are, each is one of a kind."""

RELATIONS = {
    *("lacking", "missing", "near", "far", "too_far", "whole", "alike", "other", "others"),
    *("before", "after", "making_way", "handing_over", "succeeding", "around", "beside"),
}
RELATIVE = re.compile(r"(What|Who|Whom|Whose|Whether|Which|How|Where|When|That|Those)(ever)?\b")
MOST_RELATIVE = 0.03


def folders():
    found = defaultdict(list)
    for source in SOURCES:
        folder, _, name = source.place.rpartition("/")
        if name != "__init__.py":
            found[folder].append(name.removesuffix(".py").lstrip("_"))
    return found


def test_no_folder_holds_more_modules_than_can_be_looked_over():
    full = {folder: len(them) for folder, them in folders().items() if len(them) > MOST_MODULES}
    too_many = [f"{folder} has {count}" for folder, count in full.items() if folder not in PEERS]
    assert not too_many, told(f"a folder is a concept; at most {MOST_MODULES} modules:", too_many)


def test_no_module_is_named_like_one_of_the_standard_library():
    taken = {name.lstrip("_") for name in sys.stdlib_module_names}
    alike = [f"{at}/{name}" for at, them in folders().items() for name in them if name in taken]
    assert not alike, told("a reader would take it for Python's own:", alike)


def test_no_module_is_named_by_a_relation():
    vague = [f"{at}/{name}" for at, them in folders().items() for name in them if name in RELATIONS]
    assert not vague, told("say what is in it, not what it is to another:", vague)


PAGERDUTYS_WORDS = {"Schedule", "Layer", "Rotation", "Event"}
"""Both a model in kinds and what the engine counts with: docs/design.md says why."""


def types(source):
    """Names of the classes of a module, and of its aliases of types."""
    yield from (node.name for node in source.nodes if isinstance(node, ast.ClassDef))
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.BinOp):
            yield from (it.id for it in node.targets if not it.id.isupper())


def test_no_two_types_have_one_name():
    found = defaultdict(list)
    for source in SOURCES:
        if source.part != "sandbox":
            for name in types(source):
                found[name].append(source.place)
    twice = {name: places for name, places in found.items() if len(places) > 1}
    for name in PAGERDUTYS_WORDS:
        parts = sorted(place.split("/")[1] for place in twice.pop(name))
        assert parts == ["kinds", "oncall"], name
    wrong = [f"{name}: {', '.join(places)}" for name, places in twice.items()]
    assert not wrong, told("one name for one idea; call these apart:", wrong)


def docstrings():
    for source in SOURCES:
        for node in source.nodes:
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = ast.get_docstring(node)
                if text:
                    yield (
                        f"{source.place}:{getattr(node, 'lineno', 1)} {text.splitlines()[0]}",
                        text,
                    )


def test_frozen_classes_are_made_by_frozen_unless_it_cannot():
    costly = [
        f"{source.place}:{node.lineno}"
        for source in SOURCES
        if not source.place.startswith("pdsync/sandbox/")  # which imports nothing of the rest
        for node in source.nodes
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "dataclass"
        if {one.arg for one in node.keywords} == {"frozen"}
    ]
    assert not costly, told("each takes 0.4 ms of every start; write `@frozen`:", costly)


def test_regular_expressions_wait_until_they_are_used():
    early = [
        f"{source.place}:{node.lineno}"
        for source in SOURCES
        if not source.place.startswith("pdsync/sandbox/")  # which imports nothing of the rest
        for statement in source.tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile"
    ]
    assert not early, told("a command uses few of them; write `regex(…)`:", early)


MODELS = {"BaseModel", "Model", "Item", "Resource", "RuleSettings"}


def test_fields_of_models_are_types_and_not_text():
    postponed = [
        f"{source.place}:{node.lineno} {node.name}"
        for source in SOURCES
        if any(one.module == "__future__" for one in source.imports)
        for node in source.nodes
        if isinstance(node, ast.ClassDef) and MODELS & {getattr(b, "id", None) for b in node.bases}
    ]
    rule = "pydantic compiles text again for every heir; no `from __future__` beside a model:"
    assert not postponed, told(rule, postponed)


def test_docstrings_open_with_what_a_thing_does_or_is():
    found = list(docstrings())
    relative = [place for place, text in found if RELATIVE.match(text)]
    rule = "a verb for a function, a noun for a thing; not a relative clause:"
    assert len(relative) <= MOST_RELATIVE * len(found), told(rule, relative)


def test_every_dependency_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[^\w-]", one)[0].lower() for one in project["dependencies"]}
    imported = {it.module.split(".")[0].lower() for one in SOURCES for it in one.imports}
    imported |= {"pyyaml"} if "yaml" in imported else set()
    imported |= {"markdown-it-py"} if "markdown_it" in imported else set()
    assert sorted(named - imported - {"tzdata"}) == []  # read as files by pdsync.zones


@cache
def uses():
    """How often each name is used below pdsync/, but for where it is handed on."""
    found = Counter()
    for source in SOURCES:
        for node in source.nodes:
            if isinstance(node, ast.Name):
                found[node.id] += 1
            elif isinstance(node, ast.Attribute):
                found[node.attr] += 1
            elif isinstance(node, ast.ImportFrom) and not source.place.endswith("__init__.py"):
                found.update(alias.name for alias in node.names if alias.asname)
    return found


def public(body, *, only=(ast.FunctionDef, ast.ClassDef)):
    return [it for it in body if isinstance(it, only) and not it.name.startswith("_")]


def defined(source):
    """Its functions and types, and the methods of those types that override nothing."""
    for node in public(source.tree.body):
        yield node
        if isinstance(node, ast.ClassDef) and not node.bases:
            yield from public(node.body, only=(ast.FunctionDef,))


@pytest.mark.parametrize("part", sorted({one.part for one in SOURCES} - {"sandbox"}))
def test_nothing_is_reached_by_tests_alone(part):
    """The sandbox is left out: tests, of pdsync's users too, are whom it is for."""
    used = uses()
    mine = [source for source in SOURCES if source.part == part]
    dead = [f"{one.place}:{it.lineno} {it.name}" for one in mine for it in defined(one)]
    dead = [line for line in dead if not used[line.split()[-1]]]
    assert not dead, told("nothing of pdsync uses it: delete it, and its tests:", dead)


def used_outside(part):
    """What the other parts take of a part's package, and the pages and benchmarks."""
    inside, package = f"pdsync/{part}/", f"pdsync.{part.replace('/', '.')}"
    for source in (*SOURCES, *modules("docs", "benchmarks")):
        if source.place.startswith(inside):
            continue
        yield from (one.name for one in source.imports if one.module == package)
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == part:
                yield node.attr


def exported(source):
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from ast.literal_eval(node.value)


FRONTS = {
    source.path.parent.relative_to("pdsync").as_posix(): source
    for source in SOURCES
    if source.path.name == "__init__.py" and "with on_demand(" in source.text
}


@pytest.mark.parametrize("part", FRONTS)
def test_functions_and_constants_are_exported_for_other_parts(part):
    """Types are left out: whoever gets one need not name it."""
    named = {name for name in exported(FRONTS[part]) if name.islower() or name.isupper()}
    assert sorted(named - set(used_outside(part))) == []
