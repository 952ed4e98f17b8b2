"""Templates of texts: files beside this one, with `$words` and parts for some severities.

A part stands between `<!-- for: critical high -->` and `<!-- end -->`, each on a line of its own;
parts may stand in parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Template

from pdsync.on_demand import regex
from pdsync.package_text import package_text

_OPENS = regex(r"<!-- for: ([a-z ]+) -->")
_CLOSES = "<!-- end -->"
_LINES = regex(r"\n{3,}")


def filled(name: str, words: Mapping[str, str], severity: str | None = None) -> str:
    """Return the template of this name with its words, and its parts for the severity."""
    lines = package_text("pdsync.scaffold", f"templates/{name}").split("\n")
    text = "\n".join(_kept(lines, severity))
    return _LINES.sub("\n\n", Template(text).substitute(words)).rstrip("\n") + "\n"


def _kept(lines: list[str], severity: str | None) -> Iterator[str]:
    parts: list[bool] = []
    for line in lines:
        if opened := _OPENS.fullmatch(line):
            parts.append(severity in opened[1].split())
        elif line == _CLOSES:
            parts.pop()
        elif all(parts):
            yield line
