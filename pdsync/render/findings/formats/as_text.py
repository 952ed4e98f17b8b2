"""Findings as a compiler prints them, and what was looked at."""

from __future__ import annotations

from pdsync.render._diagnostics import diagnostics_text, findings_line
from pdsync.render._layout import sentence
from pdsync.render._looked_at import looked_at
from pdsync.render.findings.linted import Linted


def written(linted: Linted) -> str:
    """Each finding with its line, and all of them counted."""
    told = []
    if linted.findings:
        told.append(diagnostics_text(linted.findings, linted.texts, linted.style))
    if linted.seen is not None and not linted.is_quiet:
        told.append(sentence(ending(linted), linted.style, 0))
    return "\n\n".join(told)


def ending(linted: Linted) -> str:
    """Say what was looked at, and how much was found."""
    silenced = f", {len(linted.suppressed):,} suppressed" if linted.suppressed else ""
    counted = f"{findings_line(linted.findings) or 'No problems'}{silenced}."
    return counted if linted.seen is None else f"{looked_at(linted.seen)}. {counted}"
