"""Growth of values in an expression: what could fill the memory, or compare for hours, is refused.

CEL counts the turns of macros, and not how large a turn makes a value: lists share their items, so
that a list of lists of lists costs nothing until it is compared or shown, item by item.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeGuard

from pdsync.lint.own.names import Fault
from pdsync.lint.own.tree import (
    Constant,
    ExpressionPart,
    Fold,
    FunctionCall,
    ListOf,
    Variable,
    inside,
)

MOST_TIMES = 64
"""How many times a value may become as large by `+` and by being written again in a list."""
MOST_TIMES_IN_TURNS = 4
"""The same where a macro does it in each of its turns."""
MOST_MAPS = 1
"""How many `map` may stand in what another macro does in each turn."""
_HOW = "split it into several rules"


def too_much(tree: ExpressionPart) -> Fault | None:
    """Say where an expression could make more than a machine holds; None where it cannot."""
    repeated = [one for fold in _folds(tree) for one in inside(fold.step)]
    turns = {id(one) for one in repeated}
    makers = _makers(tree)
    maps = [
        one for one in inside(tree) if id(one) in turns and isinstance(one, Fold) and _is_map(one)
    ]
    if len(maps) > MOST_MAPS:
        what = f"{MOST_MAPS} `map` at most stands in what a macro does with each item"
        return Fault(maps[-1].at, 1, what, _HOW)
    is_in_turns = any(id(one) in turns for one in makers)
    most = MOST_TIMES_IN_TURNS if is_in_turns else MOST_TIMES
    if times(tree) > most:
        where = " inside a macro" * is_in_turns
        what = f"`+` and lists may make a value {most} times as large at most{where}"
        return Fault(makers[-1].at, 1, what, _HOW)
    return None


def times(tree: ExpressionPart) -> int:
    """Return how many times as large as what it is given an expression may make a value."""
    return math.prod(map(_times, _makers(tree)))


def collects(node: ExpressionPart) -> TypeGuard[FunctionCall]:
    """Return True for a macro's `+`, which nobody wrote: it adds an item to what is made."""
    if not isinstance(node, FunctionCall) or node.function != "_+_":
        return False
    first = node.arguments[0]
    return isinstance(first, Variable) and first.name.startswith("@")


def _makers(tree: ExpressionPart) -> list[ExpressionPart]:
    """Return the sums and lists that make a value larger, sums of several each as a whole."""
    parts = [*inside(tree)]
    inner = {id(two) for one in parts if _adds(one) for two in one.all if _adds(two)}
    return [one for one in parts if id(one) not in inner and _times(one) > 1]


def _folds(tree: ExpressionPart) -> Iterator[Fold]:
    return (one for one in inside(tree) if isinstance(one, Fold))


def _times(node: ExpressionPart) -> int:
    """Return how many values that are not written out a part puts together."""
    if _adds(node):
        return sum(not isinstance(one, Constant) for one in _added(node))
    if isinstance(node, ListOf):
        return sum(not isinstance(one, Constant) for one in node.items)
    return 1


def _added(node: ExpressionPart) -> Iterator[ExpressionPart]:
    if not _adds(node):
        yield node
        return
    for one in node.all:
        yield from _added(one)


def _adds(node: ExpressionPart) -> TypeGuard[FunctionCall]:
    return isinstance(node, FunctionCall) and node.function == "_+_" and not collects(node)


def _is_map(fold: Fold) -> bool:
    """Return True for a macro that makes a list of something else than its items."""
    for one in inside(fold.step):
        if collects(one):
            added = one.arguments[1]
            items = added.items if isinstance(added, ListOf) else ()
            return any(not isinstance(item, Variable | Constant) for item in items) or any(
                isinstance(item, Variable) and item.name != fold.variable for item in items
            )
    return False
