"""Lengths of time on the command line. Reads words; knows no command."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._words import UsageProblem


class Minutes(click.ParamType[int]):
    """A length of time in whole minutes: `15m`, `4 weeks`, or a plain number of minutes."""

    name = "length"

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minutes, or a complaint."""
        from pydantic_core import PydanticCustomError

        from pdsync.kinds import Duration

        try:
            return Duration("minutes", self._least, self._most).read(value)
        except PydanticCustomError as wrong:
            said = wrong.context or {}
            name = param.opts[-1] if param else "this"
            raise UsageProblem(f"{name}: {said['message']}", hint=said["help"]) from None
