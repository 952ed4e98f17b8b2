"""Names of a package wait until they are asked for, and are then what imports would give."""

import ast
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Barrier

import pytest
from source_code import Module, modules, told

from pdsync.on_demand import on_demand

FRONT = """
from pdsync.on_demand import on_demand

with on_demand(__name__):
    from made_up_front.broken import anything
    from made_up_front.greeting import Greeting, greet as say
    from made_up_front.parting import missing, parting
"""
MODULES = {
    "__init__": FRONT,
    "broken": "None.anything",
    "greeting": "class Greeting: pass\ndef greet(): pass",
    "parting": "def parting(): pass",
}


@pytest.fixture
def front(tmp_path, monkeypatch):
    """A package that has names on demand; none of its modules is loaded."""
    folder = tmp_path / "made_up_front"
    folder.mkdir()
    for name, text in MODULES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("made_up_front")
    for name in [name for name in sys.modules if name.startswith("made_up_front")]:
        del sys.modules[name]


def loaded():
    return {name for name in sys.modules if name.startswith("made_up_front.")}


def test_a_package_loads_no_module_of_its_own(front):
    assert loaded() == set()


def test_a_name_loads_its_module_and_no_other(front):
    from made_up_front import Greeting

    assert (Greeting.__module__, loaded()) == ("made_up_front.greeting", {"made_up_front.greeting"})


def test_a_name_is_the_same_whenever_it_is_asked_for(front):
    assert front.Greeting is front.Greeting is import_module("made_up_front.greeting").Greeting


def test_a_name_can_be_given_another(front):
    assert front.say is import_module("made_up_front.greeting").greet


def test_a_name_is_not_its_module_of_that_name(front):
    module = import_module("made_up_front.parting")

    assert front.parting is module.parting


def test_all_names_are_listed_before_they_are_loaded(front):
    names = {name for name in dir(front) if not name.startswith("_")}

    assert (names, loaded()) == (
        {"Greeting", "anything", "missing", "on_demand", "parting", "say"},
        set(),
    )


def test_a_name_that_there_is_not_is_no_attribute(front):
    with pytest.raises(AttributeError, match="'made_up_front' has no attribute 'greet'"):
        front.greet  # noqa: B018 - asking is the point


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "module 'made_up_front.parting' has no attribute 'missing'"),
        ("anything", "'NoneType' object has no attribute 'anything'"),
    ],
)
def test_what_is_wrong_with_a_module_is_told(front, name, words):
    with pytest.raises(ImportError, match=f"^{words}$"):
        exec(f"from made_up_front import {name}")


def test_threads_that_ask_at_once_get_the_same(front):
    together = Barrier(8)

    def ask():
        together.wait()
        return front.Greeting

    with ThreadPoolExecutor(together.parties) as pool:
        asked = [pool.submit(ask) for _ in range(together.parties)]
        assert {one.result() for one in asked} == {front.Greeting}


def test_what_others_import_meanwhile_is_imported(front):
    with on_demand("made_up_front"):
        from made_up_front.greeting import Greeting

    assert (Greeting.__name__, loaded()) == ("Greeting", {"made_up_front.greeting"})


def test_a_name_that_is_replaced_is_put_back(front, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("made_up_front.Greeting", None)
        replaced = front.Greeting

    assert (replaced, front.Greeting.__name__) == (None, "Greeting")


def used_by_itself(source):
    """Names on demand that a package uses where it runs; annotations only name them."""
    blocks = [node for node in source.tree.body if isinstance(node, ast.With)]
    noted = {it.asname or it.name for one in blocks for it in _names(one)}
    noted -= {node.arg for node in source.nodes if isinstance(node, ast.arg)}
    named = {id(it) for node in source.nodes for one in _annotations(node) for it in ast.walk(one)}
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id in noted and id(node) not in named:
            yield f"{source.place}:{node.lineno} uses {node.id}, which may not be loaded yet"


def _names(block):
    return [
        alias for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]


def _annotations(node):
    found = (getattr(node, name, None) for name in ("annotation", "returns"))
    return [one for one in found if one is not None]


def test_packages_do_not_use_what_they_have_on_demand():
    fronts = [source for source in modules("pdsync") if "with on_demand(" in source.text]
    breaches = [breach for source in fronts for breach in used_by_itself(source)]
    assert not breaches, told("import outside of the block what the package uses:", breaches)


def test_a_use_is_found():
    text = "with on_demand(__name__):\n    from a.b import c, d\n\ndef f(x: c):\n    return d"
    found = used_by_itself(Module(Path("a/__init__.py"), text))
    assert list(found) == ["a/__init__.py:5 uses d, which may not be loaded yet"]
