"""Lists as people write them. Reads; never sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from pdsync.kinds._values.problem import problem, within
from pdsync.kinds._values.words import AlsoAs, shown

T = TypeVar("T")


def as_list(value: Any) -> Any:
    """Return a list, empty for null; raises a pydantic error for anything else."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return value
    raise problem(f"{shown(value)} stands where a list belongs", help="write each after a `- `")


Listed = Annotated[tuple[T, ...], BeforeValidator(as_list), AlsoAs({"type": "null"})]


def distinct(items: Sequence[T], by: Callable[[T], Any] = lambda item: item) -> Sequence[T]:
    """Return the items; raises a pydantic error at each that stands there twice."""
    seen: set[Any] = set()
    wrong = []
    for index, item in enumerate(items):
        if by(item) in seen:
            wrong.append(((index,), problem(f"{by(item)} is listed twice", help="delete one")))
        seen.add(by(item))
    if wrong:
        raise within(*wrong)
    return items
