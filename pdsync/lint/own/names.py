"""Names in an expression, followed through the models: unknown ones, and what is asked of things.

Does not compute; types that CEL itself checks are left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pdsync.frozen import frozen
from pdsync.kinds import did_you_mean
from pdsync.lint.own.demand import Demand
from pdsync.lint.own.sorts import ValueSort, names_of
from pdsync.lint.own.tree import (
    Constant,
    ExpressionPart,
    Fold,
    FunctionCall,
    ListOf,
    Select,
    Variable,
)
from pdsync.series import any_of


@frozen
class Fault:
    """Something wrong in an expression: where, how wide, what, and what to write."""

    at: int
    width: int
    message: str
    help: str


@frozen(eq=False)
class AskedValue:
    """A value of the configuration: its sort, and what is asked of it; or a list that is made."""

    sort: ValueSort
    demand: Demand
    made_of: tuple[AskedValue, ...] | None = None


AskedValues = tuple[AskedValue, ...]
"""What a part of an expression may be of the configuration; () for anything else."""
Variables = Mapping[str, AskedValues]

FUNCTIONS = frozenset(
    {
        *("size", "contains", "startsWith", "endsWith", "matches", "type", "dyn", "has"),
        *("int", "uint", "double", "string", "bool", "bytes", "timestamp", "duration"),
        *("all", "exists", "exists_one", "filter", "map"),
        *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"),
        *("getHours", "getMinutes", "getSeconds", "getMilliseconds"),
        *("math.greatest", "math.least", "math.ceil", "math.floor", "math.round", "math.abs"),
    }
)
"""Functions and macros that expressions may call."""
_SPACES = ("math",)
_TYPES = ("bool", "bytes", "double", "int", "list", "map", "string", "type", "uint", "null_type")
_EQUALS = frozenset({"_==_", "_!=_", "@in"})
_ASK = {"text": "is text", "number": "is a number", "true or false": "is true or false"}


@dataclass
class FollowedNames:
    """Follows the names of one expression, whose text is `source`."""

    source: str
    faults: list[Fault] = field(default_factory=list)

    def follow(self, node: ExpressionPart, scope: Variables) -> AskedValues:
        """Return what a part of the expression may be, and note what is wrong in it."""
        match node:
            case Variable():
                return self._variable(node, scope)
            case Select():
                found = self._field(node, self.follow(node.of, scope), node.field)
                return () if node.is_asked else found
            case FunctionCall():
                return self._call(node, scope)
            case ListOf():
                return self._list(node, scope)
            case Fold():
                return self._fold(node, scope)
            case _:
                return ()

    def _variable(self, node: Variable, scope: Variables) -> AskedValues:
        if node.name in scope:
            return scope[node.name]
        if node.name not in _TYPES:
            known = [one for one in scope if one.isidentifier()]
            self._unknown(node.at, node.name, f"there is no `{node.name}`", known)
        return ()

    def _field(self, node: ExpressionPart, of: AskedValues, name: str) -> AskedValues:
        found: list[AskedValue] = []
        for one in of:
            known = names_of(one.sort).get(name)
            if known is not None:
                found.append(AskedValue(known.sort, one.demand.of(name)))
        told = [one for one in of if one.sort.word != "anything"]
        if not found and told:
            self._no_field(node, told[0].sort, name)
        return tuple(found)

    def _no_field(self, node: ExpressionPart, sort: ValueSort, name: str) -> None:
        at = self._after_dot(node.at, name)
        if sort.is_structure:
            what = f"`{name}` is no name of {titled(sort)}"
            self._unknown(at, name, what, names_of(sort))
        elif sort.word == "list":
            how = f"write `.exists(one, one.{name} …)`, `.all(one, …)`, or `[0]` for the first"
            self._fault(at, name, f"`{name}` is asked of a list", how)
        else:
            how = f"leave out `.{name}`"
            self._fault(at, name, f"`{name}` is asked of what {_ASK[sort.word]}", how)

    def _call(self, node: FunctionCall, scope: Variables) -> AskedValues:
        if node.function == "_[_]":
            return self._index(node, scope)
        if isinstance(node.target, Variable) and node.target.name in _SPACES:
            self._known(node, f"{node.target.name}.{node.function}")
            given = node.arguments
        else:
            self._known(node, node.function)
            given = node.all
        values = [self.follow(one, scope) for one in given]
        if node.function in _EQUALS:
            self._compared(node, values)
        if node.function == "_?_:_":
            return _either(*values[1:])
        return _either(*map(_lists, values)) if node.function == "_+_" else ()

    def _known(self, node: FunctionCall, name: str) -> None:
        if not node.function.isidentifier() or name in FUNCTIONS:
            return
        at = self.source.rfind(node.function, 0, node.at + 1)
        message = f"there is no function `{name}`"
        self._unknown(max(at, 0), node.function, message, FUNCTIONS)

    def _index(self, node: FunctionCall, scope: Variables) -> AskedValues:
        of, at = self.follow(node.arguments[0], scope), node.arguments[1]
        self.follow(at, scope)
        if isinstance(at, Constant) and isinstance(at.value, str):
            return self._field(replace(at, at=at.at), of, at.value)
        if any(one.sort.is_structure for one in of):
            self._fault(node.at, "[", "this asks for a name that is not written", "write `.name`")
        return _items(of)

    def _list(self, node: ListOf, scope: Variables) -> AskedValues:
        items = _either(*(self.follow(one, scope) for one in node.items))
        return () if node.is_map else (_made(items),)

    def _fold(self, node: Fold, scope: Variables) -> AskedValues:
        over = self.follow(node.range, scope)
        for one in over:
            if one.sort.word not in {"list", "anything"}:
                what = _ASK.get(one.sort.word, f"is {titled(one.sort)}")
                how = "write the name of a list before it, such as `escalation_rules`"
                self._fault(node.range.at, "", f"only lists have items, and this {what}", how)
        inner = {**scope, node.variable: _items(over)}
        first = self.follow(node.first, scope)
        self.follow(node.condition, {**inner, node.result: first})
        step = self.follow(node.step, {**inner, node.result: first})
        return self.follow(node.last, {**scope, node.result: _either(first, step)})

    def _compared(self, node: FunctionCall, values: Iterable[AskedValues]) -> None:
        for one in (one for found in values for one in found):
            whole = one.sort if one.sort.is_structure else one.sort.item
            if whole is not None and whole.is_structure:
                name = "key" if whole.kinds else next(iter(names_of(whole)))
                how = f"compare a name of it, such as `.{name}`; `has(…)` says if it is there"
                self._fault(node.at, "==", f"{titled(whole)} cannot be compared as a whole", how)
                return

    def _after_dot(self, at: int, name: str) -> int:
        found = self.source.find(name, at)
        return found if found >= 0 else at

    def _unknown(self, at: int, name: str, message: str, known: Iterable[str]) -> None:
        names = tuple(known)
        near = did_you_mean(name, names)
        shown = names if len(names) <= len(_TYPES) else sorted(names)
        listed = any_of(f"`{one}`" for one in (*shown,)[:_MOST])
        more = " and others: see docs/own-rules.md" * (len(shown) > _MOST)
        self._fault(
            at, name, message, f"did you mean `{near}`?" if near else f"write {listed}{more}"
        )

    def _fault(self, at: int, name: str, message: str, how: str) -> None:
        self.faults.append(Fault(at, max(len(name), 1), message, how))


_MOST = 12


def titled(sort: ValueSort) -> str:
    """Return a structure in words: `an escalation policy`."""
    title = "person" if sort.kinds[:1] == ("user",) else " or ".join(sort.kinds)
    if sort.model is not None:
        title = "".join(f" {one.lower()}" if one.isupper() else one for one in sort.model.__name__)
    title = title.replace("_", " ").strip()
    return f"an {title}" if title[0] in "aeio" else f"a {title}"


def _items(of: AskedValues) -> AskedValues:
    found: list[AskedValue] = []
    for one in of:
        if one.made_of is not None:
            found += one.made_of
        elif one.sort.item is not None:
            found.append(AskedValue(one.sort.item, one.demand.of_items()))
    return tuple(found)


def _made(items: AskedValues) -> AskedValue:
    return AskedValue(ValueSort("list"), Demand(), items)


def _lists(values: AskedValues) -> AskedValues:
    return tuple(one for one in values if one.sort.word == "list")


def _either(*choices: AskedValues) -> AskedValues:
    """Return what is one of several, each once; lists that are made become one of all items."""
    found = dict.fromkeys(one for values in choices for one in values)
    made = [one for one in found if one.made_of is not None]
    if len(made) > 1:
        items = dict.fromkeys(item for one in made for item in one.made_of or ())
        return (*(one for one in found if one.made_of is None), _made(tuple(items)))
    return tuple(found)
