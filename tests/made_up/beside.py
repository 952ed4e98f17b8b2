"""Puts the made-up kinds beside those of pdsync, and their tables beside those of the sandbox."""

import sys
from contextlib import contextmanager

from source_code import ROOT

from pdsync import kinds
from pdsync.sandbox import resources
from pdsync.sandbox.collections import registry

MADE_UP = ROOT / "tests" / "made_up"
NAMES = (
    *("pdsync.kinds.cache_variable", "pdsync.kinds.membership", "pdsync.kinds.orchestration"),
    "pdsync.sandbox.resources.cache_variable",
    "pdsync.sandbox.resources.orchestration_path",
)


@contextmanager
def made_up_kinds(monkeypatch):
    """Discover the modules of `made_up` as if they stood in pdsync."""
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(MADE_UP / "kinds")])
    paths = [*resources.__path__, str(MADE_UP / "sandbox")]
    monkeypatch.setattr(resources, "__path__", paths)
    before = dict(kinds.KINDS)
    forget()
    put_in_place_of_all(kinds._discovered())
    yield
    put_in_place_of_all(before)
    forget()


def put_in_place_of_all(found):
    kinds._FOUND.clear()
    kinds._FOUND.update(found)


def forget():
    for found in (registry._modules, registry.resources, registry._by_shape):
        found.cache_clear()
    for nested in (kinds.above, kinds.below):
        nested.cache_clear()
    for name in NAMES:
        sys.modules.pop(name, None)
