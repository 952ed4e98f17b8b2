"""What waits until it is asked for is then what would have been there from the beginning."""

import ast
import pickle
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Barrier

import pytest
from source_code import Module, modules, told

from pdsync.on_demand import let_wait, on_demand, regex

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
def write_package(tmp_path, monkeypatch):
    """Write a package whose modules have these texts, and forget at the end that it was loaded."""
    written = []

    def write_package(name, modules):
        written.append(name)
        (tmp_path / name).mkdir()
        for module, text in modules.items():
            (tmp_path / name / f"{module}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    yield write_package
    for name in [one for one in sys.modules if one.partition(".")[0] in written]:
        del sys.modules[name]


@pytest.fixture
def front(write_package):
    """A package that has names on demand; none of its modules is loaded."""
    write_package("made_up_front", MODULES)
    return import_module("made_up_front")


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


WAITING = {
    "__init__": "def answer(): return 'answered'\nclass Thing: pass",
    "inner": "from made_up_waiting import Thing",
    "other": "import made_up_waiting.inner",
}


@pytest.fixture
def waiting(write_package):
    """A package that waits, as those get it who import it before anybody uses it."""
    write_package("made_up_waiting", WAITING)
    let_wait({"made_up_waiting": ("answer",)})
    return import_module("made_up_waiting")


def has_run(waiting):
    return sys.modules[waiting.__name__] is not waiting


def test_a_module_that_waits_is_not_run_by_imports(waiting):
    import made_up_waiting
    from made_up_waiting import answer

    assert (made_up_waiting, answer, has_run(waiting)) == (waiting, waiting.answer, False)


def test_a_function_imported_by_name_waits_until_it_is_called(waiting):
    from made_up_waiting import answer

    assert (answer(), has_run(waiting)) == ("answered", True)


def test_a_name_of_a_module_that_waits_is_the_modules(waiting):
    from made_up_waiting import Thing

    assert Thing is waiting.Thing is import_module("made_up_waiting").Thing
    assert type(pickle.loads(pickle.dumps(Thing()))) is Thing


def test_a_name_that_is_set_is_there_for_all(waiting, monkeypatch):
    waiting.more = 1
    monkeypatch.setattr("made_up_waiting.Thing", None)

    assert (import_module("made_up_waiting").more, waiting.Thing) == (1, None)


def test_a_module_that_waits_lists_what_it_has(waiting):
    assert {"Thing", "answer"} <= set(dir(waiting))


def test_a_module_that_waits_has_no_more_than_it_has_otherwise(waiting):
    with pytest.raises(ImportError, match="cannot import name 'nothing' from 'made_up_waiting'"):
        from made_up_waiting import nothing  # noqa: F401 - there is none


def test_a_module_inside_of_one_that_waits_can_be_imported(waiting):
    inner = import_module("made_up_waiting.other").made_up_waiting.inner

    assert inner.Thing is waiting.Thing


def test_a_module_inside_of_another_can_wait(waiting):
    let_wait({"made_up_waiting.other": ()})
    import made_up_waiting.other

    assert "made_up_waiting.inner" not in sys.modules
    assert made_up_waiting.other.made_up_waiting.inner is sys.modules["made_up_waiting.inner"]


def test_a_module_that_is_loaded_does_not_wait():
    let_wait({"ast": ("parse",)})

    assert (sys.modules["ast"], ast.parse.__module__) == (ast, "ast")


def test_a_module_that_there_is_not_is_left_out():
    let_wait({"made_up_missing": ()})

    assert "made_up_missing" not in sys.modules


def test_threads_that_use_a_module_at_once_get_the_same(waiting):
    together = Barrier(8)

    def ask():
        together.wait()
        return waiting.Thing

    with ThreadPoolExecutor(together.parties) as pool:
        asked = [pool.submit(ask) for _ in range(together.parties)]
        assert {one.result() for one in asked} == {import_module("made_up_waiting").Thing}


def test_a_regular_expression_is_what_compiling_makes_of_it():
    waits, made = (make("(?P<first>A)b", re.IGNORECASE) for make in (regex, re.compile))

    assert waits.fullmatch("aB")["first"] == "a"
    assert (waits.pattern, waits.flags) == (made.pattern, made.flags)
    assert regex(rb"\d").sub(b"", b"1a2") == b"a"


def test_a_regular_expression_is_compiled_when_it_is_used():
    wrong = regex("(")

    assert wrong.pattern == "("
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.match("a")


def names_and_values():
    """What the modules have that have regular expressions."""
    for source in modules("pdsync"):
        if "import regex" in source.text:
            yield from vars(
                import_module(source.place.removesuffix(".py").replace("/", "."))
            ).values()


def test_every_regular_expression_of_a_module_can_be_compiled():
    found = [one for one in names_and_values() if type(one) is type(regex(""))]

    assert len([one.flags for one in found]) > 100


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
