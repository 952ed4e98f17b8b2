"""Amounts of data that an expression may be given, so that it ends soon and fills no memory.

CEL bounds the turns of macros. It does not bound what a turn costs: `filter` and `map` copy their
result in each, and a pattern is looked for in all of a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdsync.frozen import frozen
from pdsync.lint.own.growth import collects, times
from pdsync.lint.own.tree import Constant, ExpressionPart, Fold, FunctionCall, ListOf, inside
from pdsync.on_demand import regex

LONGEST_TEXT = 4000
"""Characters that a text of the configuration may have."""
LONGEST_LIST = 1000
"""Items that a list may have of which `filter` or `map` makes another."""
_MOST_TURNS = 9_999
_DEPTH = 3
"""Macros over one list that may stand in one another, as the bound reckons."""
_MOST_COMPARED = 50_000_000
"""Characters by parts of patterns: about a second."""
_COUNTED = regex(r"\{(\d+)?(?:,(\d*))?\}")


@frozen
class Amounts:
    """What may be long of the data of one expression.

    `longest_list` is None where any may be; `pattern` and `pattern_in_turns` are the parts of the
    patterns that it looks for once, and in each turn of a macro; `written` are the items of lists
    that stand in the expression itself.
    """

    longest_list: int | None
    pattern: int
    pattern_in_turns: int
    written: int

    def too_much(self, data: Any) -> tuple[str, str] | None:
        """Return what is too much of some data, and what to do; None where nothing is."""
        texts, lists = _lengths(data)
        longest, items = max(texts, default=0), max(lists, default=0)
        if longest > LONGEST_TEXT:
            how = f"shorten what has more than {LONGEST_TEXT:,} characters"
            return "a text that it asks for is too long", how
        if self.longest_list is not None and items > self.longest_list:
            most = f"{self.longest_list:,} are the most"
            what = f"it makes a list of one with {items:,} items, and {most}"
            return what, "ask `exists` or `all` of the items, which make no list"
        turns = min((sum(lists) + self.written) ** _DEPTH, _MOST_TURNS)
        if longest * (self.pattern + turns * self.pattern_in_turns) > _MOST_COMPARED:
            what = "it looks for a pattern in too much text"
            return what, "write a shorter one, or `startsWith`, `endsWith` or `contains`"
        return None


def amounts(tree: ExpressionPart) -> Amounts:
    """Return what an expression may be given."""
    folds = [one for one in inside(tree) if isinstance(one, Fold)]
    in_turns = {id(one) for fold in folds for one in (*inside(fold.step), *inside(fold.condition))}
    grown = times(tree)
    weights = {id(one): _weight(one) * grown for one in inside(tree)}
    repeated = sum(weight for one, weight in weights.items() if one in in_turns)
    longest = LONGEST_LIST // grown if any(map(_makes_list, inside(tree))) else None
    written = sum(len(one.items) for one in inside(tree) if isinstance(one, ListOf))
    return Amounts(longest, sum(weights.values()) - repeated, repeated, written)


def _makes_list(node: ExpressionPart) -> bool:
    return collects(node) and isinstance(node.arguments[1], ListOf)


def _weight(node: ExpressionPart) -> int:
    """Return how many parts a pattern has, what it counts written out; 0 for anything else."""
    if not isinstance(node, FunctionCall) or node.function != "matches":
        return 0
    pattern = node.all[-1]
    if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
        return LONGEST_TEXT
    counts = (max(map(int, filter(None, one.groups())), default=1) for one in _counts(pattern))
    return len(pattern.value) * max(math.prod(counts), 1)


def _counts(pattern: Constant) -> Iterator[re.Match[str]]:
    return _COUNTED.finditer(str(pattern.value))


def _lengths(value: Any) -> tuple[list[int], list[int]]:
    """Return how long the texts in a value are, and its lists."""
    texts: list[int] = []
    lists: list[int] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            texts.append(len(one))
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            lists.append(len(one))
            waiting += one
    return texts, lists
