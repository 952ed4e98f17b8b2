"""Names, modules and regular expressions that are made when they are first asked for.

    with on_demand(__name__):
        from pdsync.oncall._schedule import Layer, Schedule

In the `__init__` of a package this imports nothing: it notes where the names are. Whoever writes
`from pdsync.oncall import Layer` loads the module of that name and no other. Readers, editors and
mypy see imports like any others.

`let_wait` does the same to modules that libraries import, and `regex` to what `re.compile` makes.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any, AnyStr, cast

_ONE_AT_A_TIME = RLock()
"""Of two threads in such blocks one would leave the other's `__import__` behind."""


class _Noted:
    """Place of a name that nobody has asked for: a module, and what the name is in there.

    Without a name it stands for the module itself, of which `from … import …` asks for names.
    """

    def __init__(self, module: str, name: str = "") -> None:
        self.module = module
        self.name = name

    def __getattr__(self, name: str) -> _Noted:
        return _Noted(self.module, name)


class _Package(ModuleType):
    """A package of which some names are noted."""

    __noted__: dict[str, _Noted]

    def __getattr__(self, name: str) -> Any:
        """Load a name and keep it: Python asks for what is not there yet."""
        noted = self.__noted__.get(name)
        if noted is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        try:
            found = getattr(import_module(noted.module), noted.name)
        except AttributeError as problem:  # `from … import …` would drop what it says
            raise ImportError(str(problem), name=noted.module) from problem
        setattr(self, name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        """Set a name, unless Python sets a module that it has loaded, and a noted name is the same.

        The name is what the package offers, not the module.
        """
        own = isinstance(value, ModuleType) and value.__name__ == f"{self.__name__}.{name}"
        if not (own and name in self.__noted__):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """Return all names, loaded or not."""
        return sorted({*super().__dir__(), *self.__noted__})


@contextmanager
def on_demand(package: str) -> Iterator[None]:
    """Let what a package imports in this block wait until it is asked for.

    It is for `from … import …`, and for names that the package hands on but does not use itself.
    """
    module = sys.modules[package]
    names = vars(module)
    with _ONE_AT_A_TIME:
        import_now = builtins.__import__

        def note(name: str, importing: Any = None, *others: Any, **named: Any) -> Any:
            if importing is names:
                return _Noted(name)
            return import_now(name, importing, *others, **named)  # another thread's

        builtins.__import__ = note  # type: ignore[assignment]  # called in the same way
        try:
            yield
        finally:
            builtins.__import__ = import_now
    noted = {name: value for name, value in names.items() if isinstance(value, _Noted)}
    for name in noted:
        del names[name]
    names["__noted__"] = noted
    module.__class__ = _Package


class _StandIn(ModuleType):
    """A module that is imported once something of it is used, by whoever holds this.

    It asks the module each time, so that both are always the same. Python's own `LazyLoader` loads
    a module as soon as it is imported a second time.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(_meant(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(_meant(self), name, value)

    def __dir__(self) -> list[str]:
        return dir(_meant(self))


def _meant(stand_in: ModuleType) -> ModuleType:
    """Return the module that a stand-in is for; the first to ask imports it."""
    name = stand_in.__name__
    with _ONE_AT_A_TIME:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
    return import_module(name)


def let_wait(modules: Mapping[str, Collection[str]]) -> None:
    """Let modules wait until they are used, whoever imports them; those that are loaded stay.

    Beside each are functions of it that others import by name: they wait until they are called.
    """
    for name in modules.keys() - sys.modules.keys():
        spec = find_spec(name)
        if spec is None:
            continue  # another Python's
        stand_in = module_from_spec(spec)
        for function in modules[name]:
            setattr(stand_in, function, _called_later(stand_in, function))
        stand_in.__class__ = _StandIn
        sys.modules[name] = stand_in
        package, _, own = name.rpartition(".")
        if package:
            setattr(sys.modules[package], own, stand_in)


def _called_later(stand_in: ModuleType, function: str) -> Callable[..., Any]:
    def call(*args: Any, **named: Any) -> Any:
        return getattr(_meant(stand_in), function)(*args, **named)

    return call


class _Regex:
    """A regular expression that is compiled once it is asked for more than its text."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when it is first used: most are not."""
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))
