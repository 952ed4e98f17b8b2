"""The promises by name, found by being modules here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds.schedule import promises
from pdsync.kinds.schedule.promises._question import Question
from pdsync.kinds.schedule.promises._subject import PromiseSubject


@frozen
class Promise:
    """One promise: which kinds make it, what its field takes and means, and what it asks."""

    name: str
    kinds: frozenset[str]
    takes: Any
    description: str
    ask: Callable[[Any, PromiseSubject], Question]


@cache
def all_promises() -> Mapping[str, Promise]:
    """Every promise by name."""
    names = sorted(info.name for info in iter_modules(promises.__path__))
    found = (_promise(name) for name in names if not name.startswith("_"))
    return MappingProxyType({one.name: one for one in found})


def _promise(name: str) -> Promise:
    module = import_module(f"{promises.__name__}.{name}")
    return Promise(name, frozenset(module.KINDS), module.TAKES, module.DESCRIPTION, module.ask)
