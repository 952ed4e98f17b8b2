"""Findings as annotations of GitHub Actions, which its runner reads in the log.

The runner takes ten of a level from a step and says nothing of the others: the tenth counts them.
They follow it, for the log, unless that has all of them as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pdsync.diagnostics import Diagnostic
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render.findings.formats.as_text import ending
from pdsync.render.findings.linted import Linted, level
from pdsync.render.findings.wording import whole_message

_MOST = 10
_LONGEST = 4_000
"""The runner cuts a message at 4,096 characters."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def written(linted: Linted) -> str:
    """A line for each annotation, the worst first, and one for the log."""
    by_level = groupby(linted.worst_first, key=lambda one: level(one.severity))
    lines = [line for name, found in by_level for line in _of_level(name, [*found], linted)]
    if linted.seen is not None and not linted.is_quiet and not linted.is_beside:
        lines.append(ending(linted))
    return "\n".join(lines)


def _of_level(name: str, found: list[Diagnostic], linted: Linted) -> Iterator[str]:
    command = _COMMANDS[name]
    lines = [
        f"::{command} {_properties(finding, linted)}::{_data(whole_message(finding))}"
        for finding in found
    ]
    if len(found) <= _MOST:
        yield from lines
        return
    shown, rest = lines[: _MOST - 1], lines[_MOST - 1 :]
    yield from shown
    yield f"::{command} title=pdsync lint::and {counted(len(rest), f'more {name}')}, in the log"
    yield from () if linted.is_beside else rest


def _properties(finding: Diagnostic, linted: Linted) -> str:
    place = finding.place
    where = {}
    if place is not None:
        where = {
            "file": visible(linted.from_root(place.file)),
            "line": place.line,
            "col": place.column,
            "endColumn": linted.end_column(place),
        }
    found = {**where, "title": finding.rule}
    return ",".join(f"{name}={_property(str(value))}" for name, value in found.items())


def _data(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
