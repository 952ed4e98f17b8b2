"""The rules of lint: name, severity, the profile in which they speak, and what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from pdsync.diagnostics import Severity
from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._formats import RULES, made_by
from pdsync.render._layout import cut
from pdsync.render._style import Style

_WIDEST = max(len(one.value) for one in Severity)
_BESIDE = _WIDEST + 4


class _Rule(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def profile(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def can_be_fixed(self) -> bool: ...
    @property
    def options(self) -> Mapping[str, str]: ...
    @property
    def live(self) -> bool: ...


def rules_json(rules: Iterable[_Rule]) -> Json:
    """Return the rules as `pdsync.rules/1`."""
    rows = [
        {
            "name": one.name,
            "severity": one.severity.value,
            "profile": one.profile,
            "live": one.live,
            "about": one.about,
            "can_be_fixed": one.can_be_fixed,
            "options": dict(one.options),
        }
        for one in rules
    ]
    return {**made_by(RULES), "rules": rows}


def rules_text(found: Json, style: Style) -> str:
    """Return a line for each rule of `pdsync.rules/1`; a terminal shows what fits."""
    rows = found["rules"]
    wide = max(len(row["name"]) for row in rows)
    return "\n".join(_line(row, wide, style) for row in rows)


def _line(row: Json, wide: int, style: Style) -> str:
    severity, habit = str(row["severity"]), row["profile"] == "strict"
    about = visible(row["about"]) + " (profile strict)" * habit
    about += " (--live)" * bool(row["live"]) + " (--fix)" * bool(row["can_be_fixed"])
    room = style.columns - wide - _BESIDE
    if style.wraps and len(about) > room:
        about = f"{about[: cut(about, room - 1)]}…"
    padding = " " * (_WIDEST - len(severity))
    return f"{row['name']:{wide}}  {style.paint(severity, severity)}{padding}  {about}"
