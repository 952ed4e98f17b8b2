"""Finds the modules of `resources` and what each of them adds; holds no state of its own."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.resource_type import Resource
from pdsync.sandbox.serving.wire import Response

Handler = Callable[[Call], Response]


@dataclass(frozen=True)
class Route:
    """A method and a path, with `{name}` for its variable parts, and who answers."""

    method: str
    path: str
    handler: Handler


@cache
def _modules() -> tuple[ModuleType, ...]:
    package = importlib.import_module("pdsync.sandbox.resources")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}") for name in names)


@cache
def resources() -> dict[str, Resource]:
    """Every kind that can be stored, by its name."""
    found = (getattr(module, "RESOURCE", None) for module in _modules())
    return {spec.kind: spec for spec in found if spec is not None}


@cache
def _by_shape() -> dict[tuple[str, int], list[tuple[list[str], Handler]]]:
    shapes: dict[tuple[str, int], list[tuple[list[str], Handler]]] = {}
    for route in _routes():
        parts = route.path.strip("/").split("/")
        shapes.setdefault((route.method, len(parts)), []).append((parts, route.handler))
    for routes in shapes.values():
        # `/users/me` before `/users/{id}`
        routes.sort(key=lambda known: [part.startswith("{") for part in known[0]])
    return shapes


def _routes() -> Iterator[Route]:
    for module in _modules():
        yield from module.ROUTES


def find(method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
    """The handler of a request and the ids in its path; None when nothing is served there."""
    parts = path.strip("/").split("/")
    for wanted, handler in _by_shape().get((method, len(parts)), ()):
        ids = _matched(wanted, parts)
        if ids is not None:
            return handler, ids
    return None


def _matched(wanted: list[str], parts: list[str]) -> dict[str, str] | None:
    ids: dict[str, str] = {}
    for pattern, part in zip(wanted, parts, strict=True):
        if pattern.startswith("{"):
            ids[pattern[1:-1]] = part
        elif pattern != part:
            return None
    return ids
