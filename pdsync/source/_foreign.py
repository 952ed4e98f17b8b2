"""Values that another tool was to fill in, and quotes that are none, at their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import Plain
from pdsync.source._config import Places
from pdsync.source._sections import OWN_RULES, DocumentPart, Setting, Written
from pdsync.source.text.foreign import RULES, foreign, may_be_foreign

_FREE = frozenset({"description", "runbook", "extra"})
"""Fields in which anything may be meant."""


def foreign_values(parts: Iterable[DocumentPart], texts: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with values that were not meant for YAML; a warning for a name.

    Such a name is possible, and an account may have it.
    """
    if not any(map(may_be_foreign, texts)):
        return
    for part in parts:
        if isinstance(part, Written):
            yield from _in_value(part.body, (), part.places)
        elif isinstance(part, Setting) and part.name != OWN_RULES:
            yield from _in_value(part.value, (), part.places)


def _in_value(value: Any, path: FieldPath, places: Places) -> Iterator[Diagnostic]:
    if path and path[-1] in _FREE:
        return
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _in_value(child, (*path, name), places)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _in_value(child, (*path, index), places)
    elif isinstance(value, str) and (found := foreign(value, quoted=not isinstance(value, Plain))):
        rule, message, how = found
        # The `name` of a mapping that is a field's value is a reference.
        is_name = path[-1:] == ("name",) and not isinstance((path[-2:-1] or (0,))[0], str)
        severity = Severity.WARNING if is_name else Severity.ERROR
        is_sure = rule == RULES["quotes"] and not is_name
        fix = places.rewriting(path, value[1:-1]) if is_sure else None
        yield Diagnostic(rule, severity, message, how, places.value(path), fix=fix)
