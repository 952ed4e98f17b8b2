"""Findings as one object for scripts, `pdsync.lint/1`."""

from __future__ import annotations

from pdsync.render._formats import dumps, lint_json
from pdsync.render.findings.fingerprints import fingerprints
from pdsync.render.findings.linted import Linted


def written(linted: Linted) -> str:
    """The object, with what was looked at where anything was."""
    found = lint_json(linted.findings, linted.suppressed)
    for row, mark in zip(found["findings"], fingerprints(linted), strict=True):
        row["fingerprint"] = mark
    return dumps({**found, **(linted.seen or {})})
