"""The rules of lint by name, found in `rules/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from pdsync.lint import rules
from pdsync.lint._rule import Rule, RuleSettings


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name."""
    names = sorted(info.name for info in iter_modules(rules.__path__))
    return MappingProxyType({rule.name: rule for rule in map(_rule, names)})


def _rule(name: str) -> Rule:
    module = import_module(f"{rules.__name__}.{name}")
    return Rule(
        name=name.replace("_", "-"),
        severity=module.SEVERITY,
        explanation=(module.__doc__ or "").strip(),
        check=module.check,
        subject=module.SUBJECT,
        habit=getattr(module, "HABIT", False),
        settings=getattr(module, "OPTIONS", RuleSettings),
        pages=getattr(module, "PAGES", False),
        live=getattr(module, "LIVE", False),
        yields_to=getattr(module, "YIELDS_TO", ()),
    )
