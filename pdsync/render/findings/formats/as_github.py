"""Findings as annotations of GitHub Actions.

What its runner does not show follows, for the log, unless that has all of them as text.
"""

from __future__ import annotations

from pdsync.diagnostics import Diagnostic
from pdsync.render.annotations import Annotation, annotation_lines
from pdsync.render.findings.formats.as_text import ending
from pdsync.render.findings.linted import Linted, level
from pdsync.render.findings.wording import whole_message


def written(linted: Linted) -> str:
    """A line for each annotation, the worst first, and one for the log."""
    found = [_annotation(one, linted) for one in linted.worst_first]
    lines = annotation_lines(
        found, title="pdsync lint", most=linted.most, with_rest=not linted.is_beside
    )
    if linted.seen is not None and not linted.is_quiet and not linted.is_beside:
        lines.append(ending(linted))
    return "\n".join(lines)


def _annotation(finding: Diagnostic, linted: Linted) -> Annotation:
    told = Annotation(level(finding.severity), whole_message(finding), finding.rule)
    place = finding.place
    if place is None:
        return told
    columns = (place.column, linted.end_column(place))
    file = linted.from_root(place.file)
    return Annotation(told.level, told.message, told.title, file, place.line, columns)
