"""The design's directions hold: who may import whom, and who may touch the world outside."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from source_code import Module, modules, told

pytestmark = pytest.mark.slow  # walks every file of the project

# What each part of pdsync may import of the others: downwards only, never sideways.
BOTTOM = {"errors", "changes", "diagnostics", "frozen", "json_types", "marker", "on_demand"}
BOTTOM |= {"package_text", "stamps", "zones", "intervals", "series", "units", "wall_times"}
BELOW = {
    "frozen": set(),
    "credentials": {"frozen", "on_demand"},
    "errors": set(),
    "changes": {"frozen", "json_types"},
    "diagnostics": {"changes", "frozen"},
    "disk": set(),
    "zones": {"frozen", "on_demand", "package_text", "units"},
    "intervals": set(),
    "series": set(),
    "units": set(),
    "json_types": set(),
    "marker": {"frozen", "on_demand"},
    "on_demand": set(),
    "package_text": set(),
    "stamps": set(),
    "wall_times": {"units"},
    "oncall": {"frozen", "on_demand", "zones", "intervals", "series", "units", "wall_times"},
    "kinds": BOTTOM | {"oncall"},
    "source": BOTTOM | {"disk", "kinds", "oncall"},
    "promises": BOTTOM | {"kinds", "oncall"},
    "roster": BOTTOM | {"kinds", "oncall", "source"},
    "reconcile": BOTTOM | {"kinds", "oncall", "source", "promises", "roster"},
    "dump": BOTTOM | {"kinds", "source", "reconcile"},
    "terraform": BOTTOM | {"kinds", "reconcile", "dump"},
    "lint": BOTTOM | {"credentials", "kinds", "oncall", "source", "promises", "roster"},
    "render": BOTTOM
    | {"credentials", "kinds", "oncall", "roster", "reconcile", "dump", "terraform"},
    "scaffold": BOTTOM | {"source", "lint", "render"},
    "network": {"errors", "frozen", "on_demand"},
    "api": BOTTOM | {"kinds", "network", "reconcile"},
    "forge": {"errors", "frozen", "json_types", "marker", "network", "on_demand"},
    "sandbox": set(),
    "cli": BOTTOM
    | {"kinds", "oncall", "source", "roster", "reconcile", "dump", "lint", "render"}
    | {"api", "credentials", "disk", "forge", "network"}
    | {"sandbox", "scaffold", "terraform"},
    "__main__": {"cli", "on_demand"},
    "__init__": set(),
}

# Which files may know a library. One owner keeps it replaceable, and start-up short.
OWNERS = {
    "yaml": ("pdsync/source/",),
    # The sandbox's __init__ names the type of what _transport makes, and imports it for that alone.
    "httpx": (
        *("pdsync/api/", "pdsync/forge/", "pdsync/network/"),
        *("pdsync/sandbox/serving/transport.py", "pdsync/sandbox/__init__.py"),
    ),
    "click": ("pdsync/cli/",),
    "cel_expr_python": ("pdsync/lint/own/cel.py",),
    "trustme": ("pdsync/sandbox/serving/tls.py",),
    "markdown_it": ("pdsync/lint/pages/",),
    "deepdiff": ("pdsync/reconcile/plan/diff.py",),
}

# Only the command line may do these. Naming a clock is allowed elsewhere (`clock=time.monotonic`
# as a default, which a test replaces); reading it there and then is not.
OUTSIDE_WORLD = {"os.environ", "os.getenv", "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr"}
OUTSIDE_CALLS = {
    *("print", "input", "exit", "quit", "sys.exit", "os._exit", "SystemExit"),
    *("time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.sleep"),
    *("time.localtime", "datetime.date.today", "datetime.datetime.today"),
    *("datetime.datetime.now", "datetime.datetime.utcnow"),
}

SOURCES = modules("pdsync")

# Folders that others import from, beside the part that they are in: who needs one loads not all.
FRONTS = {
    ".".join(source.path.parent.parts)
    for source in SOURCES
    if source.path.match("pdsync/*/*/__init__.py") and "__all__" in source.text
}


def module(path, text):
    return Module(Path(path), text)


def imports_pointing_up(module):
    """Imports of a part that is not below this one."""
    for found in module.imports:
        package, _, part = f"{found.module}.{found.name}".partition(".")
        part = part.split(".")[0]
        if package != "pdsync" or part in {module.part, *BELOW.get(module.part, ())}:
            continue
        if part == "__version__" and module.part != "sandbox":
            continue
        allowed = ", ".join(sorted(BELOW.get(module.part, ()))) or "nothing of pdsync"
        yield f"{module.place}:{found.line} imports {part}; {module.part} may import {allowed}"


def imports_of_inner_modules(module):
    """Imports that reach into another part instead of asking its package."""
    for found in module.imports:
        package, part, *inner = [*found.module.split("."), ""]
        if package != "pdsync" or part in {"", module.part} or found.module in FRONTS:
            continue
        if any(inner) or (found.name or "").startswith("_"):
            yield (
                f"{module.place}:{found.line} reaches into pdsync.{part}; "
                f"write `from pdsync.{part} import …`, and export there what is missing"
            )


def imports_of_anothers_library(module):
    """Imports of a library that belongs to other files."""
    for found in module.imports:
        library = found.module.split(".")[0]
        owners = OWNERS.get(library, ("pdsync/",))
        if not module.place.startswith(owners):
            yield f"{module.place}:{found.line} imports {library}; only {', '.join(owners)} may"


def touches_of_the_outside(module):
    """Prints, exits, and reads of the environment or the clock."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and module.full_name(node.func) in OUTSIDE_CALLS:
            yield f"{module.place}:{node.lineno} calls {ast.unparse(node.func)}; only cli may"
        if isinstance(node, ast.Name | ast.Attribute) and module.full_name(node) in OUTSIDE_WORLD:
            yield f"{module.place}:{node.lineno} uses {ast.unparse(node)}; only cli may"


def circle_of_imports(found):
    """Modules that import each other, also for types alone or inside of functions."""
    names = {one.place.removesuffix(".py").replace("/", "."): one for one in found}
    wanted = {name: {_imported(one, names) for one in it.imports} for name, it in names.items()}
    try:
        TopologicalSorter({name: them - {None} for name, them in wanted.items()}).prepare()
    except CycleError as circle:
        return " < ".join(circle.args[1])
    return None


def _imported(found, names):
    """The module that an import means; packages themselves count for nothing."""
    return next((it for it in (f"{found.module}.{found.name}", found.module) if it in names), None)


@pytest.mark.parametrize("part", sorted(BELOW))
def test_no_modules_of_one_part_import_each_other(part):
    assert circle_of_imports([source for source in SOURCES if source.part == part]) is None


def test_a_circle_is_found_where_it_is_for_types_alone():
    one = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pdsync.lint._b import B"
    other = "def f():\n    from pdsync.lint import _a"
    found = [module("pdsync/lint/_a.py", one), module("pdsync/lint/_b.py", other)]
    assert circle_of_imports(found) == "pdsync.lint._a < pdsync.lint._b < pdsync.lint._a"


@pytest.mark.parametrize(
    "check", [imports_pointing_up, imports_of_inner_modules, imports_of_anothers_library]
)
def test_imports_follow_the_design(check):
    breaches = [breach for source in SOURCES for breach in check(source)]
    assert not breaches, told("see docs/design.md for who may do what:", breaches)


def test_only_the_command_line_touches_the_outside_world():
    inside = [source for source in SOURCES if source.part not in {"cli", "__main__"}]
    breaches = [breach for source in inside for breach in touches_of_the_outside(source)]
    assert not breaches, told("see docs/design.md for who may do what:", breaches)


def test_every_part_of_the_package_has_its_place_in_the_design():
    assert {source.part for source in SOURCES} <= set(BELOW)


@pytest.mark.parametrize(
    ("path", "text", "check", "breach"),
    [
        (
            "pdsync/kinds/team.py",
            "from pdsync.reconcile import plan",
            imports_pointing_up,
            (
                "pdsync/kinds/team.py:1 imports reconcile; "
                "kinds may import changes, diagnostics, errors, frozen, intervals, json_types, "
                "marker, on_demand, oncall, package_text, series, stamps, units, wall_times, zones"
            ),
        ),
        (
            "pdsync/sandbox/_made_up.py",
            "from .. import errors",
            imports_pointing_up,
            "pdsync/sandbox/_made_up.py:1 imports errors; sandbox may import nothing of pdsync",
        ),
        (
            "pdsync/lint/rules/gap.py",
            "def check():\n    from pdsync.source import _yaml",
            imports_of_inner_modules,
            (
                "pdsync/lint/rules/gap.py:2 reaches into pdsync.source; "
                "write `from pdsync.source import …`, and export there what is missing"
            ),
        ),
        (
            "pdsync/api/_fetch.py",
            "import pdsync.kinds.team",
            imports_of_inner_modules,
            (
                "pdsync/api/_fetch.py:1 reaches into pdsync.kinds; "
                "write `from pdsync.kinds import …`, and export there what is missing"
            ),
        ),
        (
            "pdsync/lint/rules/gap.py",
            "import deepdiff.diff",
            imports_of_anothers_library,
            "pdsync/lint/rules/gap.py:1 imports deepdiff; only pdsync/reconcile/plan/diff.py may",
        ),
        (
            "pdsync/api/_retry.py",
            "import datetime as dt\ndt.datetime.now()",
            touches_of_the_outside,
            "pdsync/api/_retry.py:2 calls dt.datetime.now; only cli may",
        ),
        (
            "pdsync/api/_client.py",
            "from os import environ\nenviron['PAGERDUTY_TOKEN']",
            touches_of_the_outside,
            "pdsync/api/_client.py:2 uses environ; only cli may",
        ),
    ],
)
def test_a_breach_is_found_and_explained(path, text, check, breach):
    assert list(check(module(path, text))) == [breach]


@pytest.mark.parametrize(
    ("path", "text", "check"),
    [
        ("pdsync/api/_fetch.py", "from pdsync.reconcile import Snapshot", imports_pointing_up),
        ("pdsync/api/_client.py", "from pdsync import __version__", imports_pointing_up),
        ("pdsync/source/_load.py", "from ._yaml import read", imports_of_inner_modules),
        ("pdsync/sandbox/serving/transport.py", "import httpx", imports_of_anothers_library),
        ("pdsync/api/_client.py", "import time\ndef f(s=time.sleep): ...", touches_of_the_outside),
    ],
)
def test_what_the_design_allows_is_no_breach(path, text, check):
    assert list(check(module(path, text))) == []
