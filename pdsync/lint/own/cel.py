"""CEL itself: compiles expressions and computes them. Says what is wrong in words of ours.

The one module that knows the library, which returns errors as values: no result is believed whose
type was not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.lint.own.amounts import Amounts, amounts
from pdsync.lint.own.growth import too_much
from pdsync.lint.own.names import Fault
from pdsync.lint.own.tree import ExpressionPart, tree_of
from pdsync.on_demand import regex

LONGEST = 2000
"""Characters that an expression may have."""
_MOST_SHOWN = 200
_DEEPEST = 4
_WRONG = regex(r"ERROR: <input>:(\d+):(\d+): (.*?)(?=\n \||\Z)", re.DOTALL)
_TOKEN = regex(r"(?:input|at:?|missing '.*' at) '(.+?)'(?: expecting| \[|$)", re.DOTALL)
_APPLIED = regex(r"no matching overload for '(.+?)' applied to '\((.*)\)'")
_MISSING = regex(r'Key not found in map : "(.*)"')
_WORDS = {"and": "&&", "or": "||", "not": "!", "=": "==", "=>": ">=", "<>": "!=", "is": "=="}
_SORTS = {
    "string": "text",
    "int": "a whole number",
    "uint": "a number with u",
    "double": "a number with a point",
    "bool": "true or false",
    "null": "null",
    "timestamp": "an instant",
    "duration": "a length of time",
    "dyn": "what the configuration says",
}
_CONVERT = (
    "both sides must be of one sort: write 2.0 beside a number with a point, int(…), string(…)"
)
_LOOK = "docs/own-rules.md shows what can be written"


class NotInstalled(PdsyncError):
    """The library of the extra `rules` is not there."""


@frozen
class Failure:
    """Reason why nothing could be computed: `missing` is the name that was not there, if one."""

    message: str
    help: str
    missing: str | None = None


@frozen(eq=False)
class Expression:
    """Expression that can be computed; with its tree, which says what it asks for."""

    source: str
    tree: ExpressionPart
    variable: str
    amounts: Amounts

    def checked(self) -> Fault | None:
        """Return what CEL finds wrong in it beyond names; None where it finds nothing."""
        try:
            _compiled(self.source, self.variable)
        except RuntimeError as trouble:
            return _fault(self.source, str(trouble))
        return None

    @property
    def can_be_true(self) -> bool:
        """True if it is true or false, or what only the configuration decides."""
        cel, _ = _library()
        found = _compiled(self.source, self.variable).return_type()
        return bool(found in (cel.Type.BOOL, cel.Type.DYN))

    def of(self, data: Mapping[str, Any]) -> Any:
        """Return the value for some data as plain data, or why there is none.

        Of lists and mappings only as much as anybody would read.
        """
        if (excess := self.amounts.too_much(data)) is not None:
            return Failure(*excess)
        compiled = _compiled(self.source, self.variable)
        try:
            found = compiled.eval(data={self.variable: data})
        except RuntimeError as trouble:
            return _failure(str(trouble))
        cel, _ = _library()
        if found.type() == cel.Type.ERROR or found.type() == cel.Type.UNKNOWN:
            return _failure(str(found.value()))
        return _plain(found)


def parsed(source: str, variable: str) -> Expression | Fault:
    """Read an expression without looking at its names; raises NotInstalled without the library."""
    if len(source) > LONGEST:
        how = "split it into several rules"
        return Fault(0, 1, f"an expression has {LONGEST:,} characters at most", how)
    if not source.strip():
        return Fault(0, 1, "there is no expression", _LOOK)
    try:
        tree = tree_of(_environment(variable).compile(source, disable_check=True).serialize())
    except RuntimeError as trouble:
        return _fault(source, str(trouble))
    return too_much(tree) or Expression(source, tree, variable, amounts(tree))


def _plain(found: Any, deep: int = 0) -> Any:
    value = found.value()
    if not isinstance(value, list | dict):
        return value
    if deep == _DEEPEST:
        return None
    if isinstance(value, list):
        return [_plain(one, deep + 1) for one in value[:_MOST_SHOWN]]
    few = islice(value.items(), _MOST_SHOWN)
    return {name: _plain(one, deep + 1) for name, one in few}


@cache
def _library() -> Any:
    try:
        from cel_expr_python import cel
        from cel_expr_python.ext import ext_math
    except ImportError:
        raise NotInstalled("the library that computes `rules:` is not installed") from None
    return cel, (ext_math.ExtMath(),)


@cache
def _environment(variable: str) -> Any:
    cel, extensions = _library()
    return cel.NewEnv(variables={variable: cel.Type.DYN}, extensions=[*extensions])


@cache
def _compiled(source: str, variable: str) -> Any:
    return _environment(variable).compile(source)


def _fault(source: str, said: str) -> Fault:
    found = _WRONG.search(said)
    if found is None:
        if "recursion" in said:
            return Fault(0, 1, "this is nested too deep", "split it into several rules")
        return Fault(0, 1, "this cannot be understood", _LOOK)
    line, column, words = int(found[1]), int(found[2]), found[3]
    at = sum(len(one) for one in source.splitlines(keepends=True)[: line - 1]) + column - 1
    message, how, width = _said(words)
    return Fault(min(max(at, 0), max(len(source.rstrip()) - 1, 0)), width, message, how)


def _said(words: str) -> tuple[str, str, int]:
    """Return what CEL said in words of ours, what to write, and how wide it is."""
    if found := _APPLIED.search(words):
        sorts = [_SORTS.get(one.strip(), one.strip()) for one in found[2].split(",")]
        name = found[1].strip("_").replace("_", " … ")
        return f"`{name}` cannot be done with {' and '.join(sorts)}", _CONVERT, max(len(name), 1)
    for mark, message, how in _FAULTS:
        if mark.search(words):
            return message, how, 1
    token = _TOKEN.search(words)
    written = token[1].strip() if token else ""
    if written in _WORDS:
        return f"`{written}` has no meaning here", f"write {_WORDS[written]}", len(written)
    return "this cannot stand here", _LOOK, max(len(written), 1)


_FAULTS = tuple(
    (regex(mark), message, how)
    for mark, message, how in (
        (r"missing '\)'", "a `)` is missing", "write `)`"),
        (r"missing '\]'", "a `]` is missing", "write `]`"),
        ("<EOF>'(?! at)(?!$)", "something is missing at the end", _LOOK),
        ("reserved", "this word has no meaning here", "write `IF ? THIS : THAT` for if and else"),
        ("field selection", "`has()` asks for a name", "write one such as `has(service.runbook)`"),
        ("simple identifier", "a name for each item belongs here", "write `.exists(one, …)`"),
        ("int literal", "this number is too large", "write one that nobody has to count"),
        (
            """error at: '['"]""",
            "this text does not end, or has a backslash that means nothing",
            "end it by a quote; write two backslashes for one",
        ),
    )
)


def _failure(said: str) -> Failure:
    if found := _MISSING.search(said):
        how = f"ask `has(….{found[1]})` before it, with `&&` between"
        return Failure(f"`{found[1]}` is not known", how, found[1])
    for mark, message, how in _FAILURES:
        if mark in said:
            return Failure(message, how)
    return Failure("it cannot be computed", _LOOK)


_FAILURES = (
    ("budget", "it takes too many steps", "look at fewer items: `filter` before `exists`"),
    ("Index error", "there is no item of that number", "ask `size(…)` before it"),
    ("divide by zero", "it divides by zero", "ask for what you divide by before it"),
    ("modulus by zero", "it divides by zero", "ask for what you divide by before it"),
    ("regular expression", "its pattern is no regular expression", "see RE2's syntax"),
    ("overload", "it compares or calls what does not fit together", _CONVERT),
    ("onversion", "a text is none of what it is converted to", "compare the text itself"),
    ("onvert", "a text is none of what it is converted to", "compare the text itself"),
)
