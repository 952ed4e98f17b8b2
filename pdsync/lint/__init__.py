"""Offline checks of a configuration. Reads nothing, sends nothing, prints nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import MappingProxyType

from pdsync.diagnostics import Diagnostic, Place
from pdsync.lint import rules
from pdsync.lint._explained import explained
from pdsync.lint._rule import Finding, LintContext, Rule
from pdsync.source import Config
from pdsync.zones import Database


def lint(
    config: Config, now: datetime, databases: tuple[Database, ...] = ()
) -> tuple[Diagnostic, ...]:
    """Everything that can be said about a configuration with no network, in order of place.

    `now` is the present instant: what is over is not complained about. `databases` are those of
    time zones, that which is used first.
    """
    context = LintContext(now, databases)
    found = [one for rule in all_rules().values() for one in rule.findings(config, context)]
    return tuple(sorted((*config.problems, *found), key=_order))


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name."""
    names = sorted(info.name for info in iter_modules(rules.__path__))
    return MappingProxyType({rule.name: rule for rule in map(_rule, names)})


def _rule(name: str) -> Rule:
    module = import_module(f"{rules.__name__}.{name}")
    text = cleandoc(module.__doc__ or "")
    habit = getattr(module, "HABIT", False)
    return Rule(name.replace("_", "-"), module.SEVERITY, text, module.check, habit)


def _order(finding: Diagnostic) -> tuple[str, int, int]:
    place = finding.place or Place("", 0, 0)
    return place.file, place.line, place.column


__all__ = ["Finding", "LintContext", "Rule", "all_rules", "explained", "lint"]
