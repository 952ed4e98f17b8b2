"""Names of a package that are loaded when they are first asked for.

    with on_demand(__name__):
        from pdsync.oncall._schedule import Layer, Schedule

In the `__init__` of a package this imports nothing: it notes where the names are. Whoever writes
`from pdsync.oncall import Layer` loads the module of that name and no other. Readers, editors and
mypy see imports like any others.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any

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
