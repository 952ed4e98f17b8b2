"""Findings of lint in each of its formats, which are the modules in `formats/`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from pdsync.on_demand import on_demand
from pdsync.render.findings import formats

with on_demand(__name__):
    from pdsync.render.findings.fingerprints import fingerprints
    from pdsync.render.findings.linted import Linted
    from pdsync.render.findings.tested import tested_json

_FIRST = ("text", "json")


def finding_formats() -> tuple[str, ...]:
    """Return the name of every format, those for people and scripts first."""
    names = {info.name.removeprefix("as_") for info in iter_modules(formats.__path__)}
    return (*_FIRST, *sorted(names - {*_FIRST}))


def findings_in(format_: str, linted: Linted) -> str:
    """Write what a run of lint found in a format; empty where there is nothing to say."""
    text: str = import_module(f"{formats.__name__}.as_{format_}").written(linted)
    return text


__all__ = ["Linted", "finding_formats", "findings_in", "fingerprints", "tested_json"]
