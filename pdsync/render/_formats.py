"""JSON formats: their names, what all of them begin with, and findings in them.

Plain dicts, ready for `json.dumps`. The formats are versioned: what a name means never changes
within a version, names may be added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pdsync import __version__
from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic, Place, Severity, Suppressed
from pdsync.json_types import Json
from pdsync.zones import in_use

LINT = "pdsync.lint/1"
RULES = "pdsync.rules/1"
PLAN = "pdsync.plan/2"
APPLY = "pdsync.apply/2"
PLAN_BEFORE = "pdsync.plan/1"
"""It said each time of who is on call by itself, and once more for each level."""
ONCALL = "pdsync.oncall/1"
SIMULATION = "pdsync.simulation/1"
WHO = "pdsync.who/1"
DUMP = "pdsync.dump/1"
DEPARTURE = "pdsync.departure/1"
DRIFT = "pdsync.drift/1"
SCOPES = "pdsync.scopes/1"
SWAP = "pdsync.swap/1"
COVER = "pdsync.cover/1"
OVERRIDE = "pdsync.override/1"
OVERRIDES = "pdsync.overrides/1"


def dumps(value: Any) -> str:
    """JSON in ASCII, so that no terminal and no runner is steered by what an account holds."""
    return _steering_nothing(json.dumps(value, indent=2))


def dumps_lines(value: Any) -> str:
    """JSON of what may be long: a line for each name and for each item of a list.

    Python writes indented JSON in ten times the time, and it takes twice the room.
    """
    return _steering_nothing(_lines(value))


def _steering_nothing(text: str) -> str:
    """Return JSON without what only texts in it hold: DEL, and `##[`, which a runner obeys."""
    return text.replace("\x7f", "\\u007f").replace("##[", "#\\u0023[")


def _lines(value: Any) -> str:
    if isinstance(value, dict) and value:
        inside = ",\n".join(f"{_compact(name)}:{_lines(one)}" for name, one in value.items())
        return f"{{\n{inside}\n}}"
    if isinstance(value, list) and value:
        return "[\n{}\n]".format(",\n".join(map(_compact, value)))
    return _compact(value)


_compact = json.JSONEncoder(separators=(",", ":")).encode


def made_by(format_: str) -> Json:
    """Return the first fields of every object: format, version of pdsync, time zone rules."""
    return {"format": format_, "version": __version__, "tzdata": in_use()}


def lint_json(findings: Iterable[Diagnostic], suppressed: Sequence[Suppressed] = ()) -> Json:
    """Return the problems of a configuration as `pdsync.lint/1`, and those that are suppressed."""
    rows = [diagnostic_json(finding) for finding in findings]
    counts = {
        f"{severity.value}s": sum(row["severity"] == severity.value for row in rows)
        for severity in Severity
    }
    summary = {**counts, "suppressed": len(suppressed)}
    return {
        **made_by(LINT),
        "findings": rows,
        "suppressed": [*map(_suppressed, suppressed)],
        "summary": summary,
    }


def _suppressed(one: Suppressed) -> Json:
    until = one.until.isoformat() if one.until else None
    by = {"reason": one.reason, "until": until, "place": place_json(one.place)}
    return {**diagnostic_json(one.finding), "ignored": by}


def diagnostic_json(diagnostic: Diagnostic) -> Json:
    """A message about the configuration or the account."""
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": hidden(diagnostic.message),
        "help": diagnostic.help and hidden(diagnostic.help),
        "place": place_json(diagnostic.place),
        "related": [
            {"message": hidden(related.message), "place": place_json(related.place)}
            for related in diagnostic.related
        ],
    }


def place_json(span: Place | None) -> Json | None:
    """Return the place in a file, None for none."""
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column}
