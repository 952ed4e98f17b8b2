"""Findings as a compiler prints them, and what was looked at."""

from __future__ import annotations

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic
from pdsync.render._counts import counted
from pdsync.render._diagnostics import diagnostics_text, findings_line
from pdsync.render._escape import visible
from pdsync.render._layout import sentence
from pdsync.render._looked_at import looked_at, promises_words
from pdsync.render.findings.linted import Linted
from pdsync.render.findings.tested import tested_words


def written(linted: Linted) -> str:
    """Each finding with its line, and all of them counted."""
    told = [hidden(one) for one in (linted.diffs or {}).values()]
    if linted.findings:
        told.append(diagnostics_text(linted.findings, linted.texts, linted.style))
    if linted.mended and not linted.is_quiet:
        told.append("\n".join(_mended(one, linted) for one in linted.mended))
    if linted.comments:
        lines = [f"  {visible(hidden(line))}" for line in linted.comments]
        told.append("\n".join([f"Comments that went with it ({len(lines)}):", *lines]))
    if linted.seen is not None and not linted.is_quiet:
        told.append(sentence(ending(linted), linted.style, 0))
    if linted.tested is not None and not linted.is_quiet:
        ended = findings_line(linted.findings)
        told.append(sentence(tested_words(linted.tested, ended), linted.style, 0))
    return "\n\n".join(told)


def ending(linted: Linted) -> str:
    """Say what was looked at, and how much was found."""
    silenced = f", {len(linted.suppressed):,} suppressed" if linted.suppressed else ""
    ready = sum(one.can_be_mended for one in linted.findings)
    parts = [
        f"{looked_at(linted.seen)}." if linted.seen is not None else "",
        promises_words(linted.seen or {}),
        f"{counted(len(linted.mended), 'finding')} mended." if linted.mended else "",
        f"{findings_line(linted.findings) or 'No problems'}{silenced}.",
        f"`pdsync lint --fix` mends {ready:,}." if ready else "",
    ]
    return " ".join(filter(None, parts))


def _mended(finding: Diagnostic, linted: Linted) -> str:
    place = f"{finding.place}: " if finding.place else ""
    does = finding.fix.does if finding.fix else ""
    line = visible(hidden(f"{place}mended[{finding.rule}]: {does}"))
    return sentence(line, linted.style, 4)
