"""Baseline of lint: what an earlier run found, and later ones do not tell again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pdsync.diagnostics import Diagnostic, Suppressed
from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.render import LINT
from pdsync.render.findings import Linted, fingerprints

_ANY_VERSION = f"{LINT.partition('/')[0]}/"
_HOW = "write one with `pdsync lint --format json > FILE`"


def without_known(found: Linted, baseline: str) -> Linted:
    """Return findings without those that a file of an earlier run has; errors of reading stay."""
    known = _known(baseline)
    pairs = [*zip(found.findings, fingerprints(found), strict=True)]
    old = [one for one, mark in pairs if mark in known and _may_wait(one, found)]
    silent = tuple(Suppressed(one, f"it is in {baseline}") for one in old)
    return replace(
        found,
        findings=tuple(
            one for one, mark in pairs if mark not in known or not _may_wait(one, found)
        ),
        suppressed=(*found.suppressed, *silent),
    )


def _may_wait(finding: Diagnostic, found: Linted) -> bool:
    return finding.rule in found.rules or not finding.is_error


def _known(file: str) -> frozenset[str]:
    try:
        read = json.loads(Path(file).read_bytes())  # PowerShell writes UTF-16
    except OSError as problem:
        raise PdsyncError(f"--baseline {file}: {why_unread(problem)}", hint=_HOW) from None
    except (ValueError, RecursionError):
        read = None
    form = read.get("format") if isinstance(read, dict) else None
    if isinstance(form, str) and form != LINT and form.startswith(_ANY_VERSION):
        message = f"--baseline {file}: it is in the format `{form}` of another pdsync, not `{LINT}`"
        raise PdsyncError(message, hint=_HOW)
    rows = read.get("findings") if isinstance(read, dict) and form == LINT else None
    marks = [_mark(row) for row in rows] if isinstance(rows, list) else [None]
    if None in marks:
        raise PdsyncError(f"--baseline {file}: this is no JSON of `pdsync lint`", hint=_HOW)
    return frozenset(filter(None, marks))


def _mark(row: Any) -> str | None:
    mark = row.get("fingerprint") if isinstance(row, dict) else None
    return mark if isinstance(mark, str) and mark else None
