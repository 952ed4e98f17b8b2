"""Findings as one object for scripts, `pdsync.lint/1`."""

from __future__ import annotations

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.render._formats import diagnostic_json, dumps, lint_json, place_json
from pdsync.render.findings.fingerprints import fingerprints
from pdsync.render.findings.linted import Linted
from pdsync.render.findings.wording import replacements


def written(linted: Linted) -> str:
    """The object, with what was looked at where anything was."""
    found = lint_json(linted.findings, linted.suppressed)
    for row, mark in zip(found["findings"], fingerprints(linted), strict=True):
        row["fingerprint"] = mark
    for row, finding in zip(found["findings"], linted.findings, strict=True):
        row["fix"] = _fix(finding)
    found["mended"] = [{**diagnostic_json(one), "fix": _fix(one)} for one in linted.mended]
    found["summary"] |= {
        "fixable": sum(one.can_be_mended for one in linted.findings),
        "mended": len(linted.mended),
    }
    if linted.comments:
        found["comments"] = [*map(hidden, linted.comments)]
    if linted.diffs is not None:
        found["diffs"] = {name: hidden(diff) for name, diff in linted.diffs.items()}
    tested = {} if linted.tested is None else {"tested": linted.tested}
    return dumps({**found, **(linted.seen or {}), **tested})


def _fix(finding: Diagnostic) -> Json | None:
    fix = finding.fix
    if fix is None:
        return None
    return {
        "does": hidden(fix.does),
        "why_not": hidden(fix.why_not) or None,
        "replacements": [
            {"start": place_json(one.start), "end": place_json(one.end), "text": one.text}
            for one in replacements(fix)
        ],
    }
