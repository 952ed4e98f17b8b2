"""Parts of an answer that are not what was asked for. Data and words; reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Step = str | int


class Unreadable(Exception):
    """Raised for a part of another form; `path` leads to it from where it is caught."""

    def __init__(self, came: str, path: tuple[Step, ...] = ()) -> None:
        super().__init__(came)
        self.came = came
        self.path = path

    def below(self, *steps: Step) -> Unreadable:
        """The same, seen from further out."""
        return Unreadable(self.came, (*steps, *self.path))


@dataclass(frozen=True)
class Unread:
    """A field that is not known, since the part `path` of the answer is not what was asked for."""

    field: str
    path: tuple[Step, ...]
    came: str

    def __str__(self) -> str:
        """Return what came, to follow the name of what it came with."""
        if self.came == ABSENT:
            return f"without `{written(self.path)}`"
        return f"with {self.came} as `{written(self.path)}`"


ABSENT = "nothing"


def written(path: tuple[Step, ...]) -> str:
    """A path as people write it: `escalation_rules[0].targets`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def sort_of(value: Any) -> str:
    """A value of JSON by what it is, never by what it says: it may be a secret."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "an object" if isinstance(value, Mapping) else "a list"
