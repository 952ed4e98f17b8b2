"""Parts of an answer whose form is not the documented one. Data and words; reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.frozen import frozen

PathStep = str | int


class Unreadable(Exception):
    """Raised for a part of an unexpected form; `path` leads to it from the place of catching."""

    def __init__(self, came: str, path: tuple[PathStep, ...] = ()) -> None:
        super().__init__(came)
        self.came = came
        self.path = path

    def below(self, *steps: PathStep) -> Unreadable:
        """Return the same error with a longer path, for whoever reads the part around it."""
        return Unreadable(self.came, (*steps, *self.path))


@frozen
class Unread:
    """Field that is not known, because part `path` of the answer has an unexpected form."""

    field: str
    path: tuple[PathStep, ...]
    came: str

    def __str__(self) -> str:
        """Return what came in place of the field, to follow the name of the answer."""
        if self.came == ABSENT:
            return f"without `{written(self.path)}`"
        return f"with {self.came} as `{written(self.path)}`"


ABSENT = "nothing"


def written(path: tuple[PathStep, ...]) -> str:
    """Write a path as people do: `escalation_rules[0].targets`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def sort_of(value: Any) -> str:
    """Name the type of a JSON value, never its content: it may be a secret."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "an object" if isinstance(value, Mapping) else "a list"
