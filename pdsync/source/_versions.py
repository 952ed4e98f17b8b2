"""Versions of pdsync that a configuration asks for: `requires: ">=0.2"`. Pure."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any

from pdsync import __version__
from pdsync.kinds import problem
from pdsync.on_demand import regex

_PART = r"(?:>=|<=|==|!=|>|<)\s*\d+(?:\.\d+){0,3}"
WRITTEN = rf"{_PART}(?:\s*,\s*{_PART})*"
_WHOLE = regex(WRITTEN)
_SPLIT = regex(r"([<>=!]=?)\s*([\d.]+)")
_NUMBERS = regex(r"\d+(?:\.\d+)*")
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def versions(value: Any) -> str:
    """Return the versions as they are written; refuses what is none."""
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    if _WHOLE.fullmatch(text):
        return text
    if _NUMBERS.fullmatch(text):
        help_ = f'write `requires: ">={text}"`, or "=={text}" for this one alone'
        raise problem("this does not say how versions compare with it", help=help_)
    raise problem(
        "this does not say which versions of pdsync will do",
        help=f'write `requires: "{this_or_newer()}"`, in quotes; a comma joins two, as in '
        '">=0.2, <1"',
    )


def is_met(requires: str, version: str = __version__) -> bool:
    """Return True if the version is one of those; `0.2` and `0.2.0` are the same."""
    return all(_holds(sign, than, version) for sign, than in _SPLIT.findall(requires))


def _holds(sign: str, than: str, version: str) -> bool:
    pairs = zip_longest(_numbers(version), _numbers(than), fillvalue=0)
    ours, theirs = zip(*pairs, strict=True)
    return _HOLDS[sign](ours, theirs)


def _numbers(version: str) -> tuple[int, ...]:
    """Numbers of a version; what stands behind them, as in `0.3.0.dev1`, does not count."""
    found = _NUMBERS.match(version)
    return tuple(int(one) for one in found[0].split(".")) if found else ()


def this_or_newer() -> str:
    """Return what asks for the running version or a newer one: `>=0.2`."""
    return f">={'.'.join(str(one) for one in _numbers(__version__)[:2])}"
