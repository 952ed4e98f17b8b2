"""Findings as a code quality report of GitLab."""

from __future__ import annotations

from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._formats import dumps_lines
from pdsync.render.findings.fingerprints import fingerprints
from pdsync.render.findings.linted import Linted, level
from pdsync.render.findings.wording import whole_message

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def written(linted: Linted) -> str:
    """A list with an issue for each finding; an empty one where there is none."""
    marked = zip(linted.findings, fingerprints(linted), strict=True)
    return dumps_lines([_issue(finding, mark, linted) for finding, mark in marked])


def _issue(finding: Diagnostic, fingerprint: str, linted: Linted) -> Json:
    place = linted.place(finding)
    return {
        "description": whole_message(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[level(finding.severity)],
        "location": {
            "path": visible(linted.from_root(place.file)),
            "lines": {"begin": place.line},
        },
    }
