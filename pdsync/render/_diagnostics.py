"""Diagnostics as a compiler prints them: the place, the source line with a marker, the help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pdsync.diagnostics import Diagnostic, Related, Severity, Span
from pdsync.render._escape import visible
from pdsync.render._layout import width
from pdsync.render._style import Style
from pdsync.render._summary import counted

_MARGIN = "    "
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML counts as the end of a line
_Files = Mapping[str, Sequence[str]]
_LONGEST = 160
"""A longer source line is cut around its marked place."""


def diagnostics_text(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], style: Style
) -> str:
    """Every diagnostic, with a blank line between. `texts` holds the files by name."""
    found = tuple(diagnostics)
    places = [place for one in found for place in (one.place, *(r.place for r in one.related))]
    names = {place.file for place in places if place}
    files = {name: _BREAK.split(texts.get(name, "")) for name in names}
    return "\n\n".join("\n".join(_lines(diagnostic, files, style)) for diagnostic in found)


def findings_line(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: `2 errors, 1 warning`; empty when there are none."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    return ", ".join(
        counted(found.count(severity), severity.value) for severity in Severity if severity in found
    )


def _lines(diagnostic: Diagnostic, files: _Files, style: Style) -> list[str]:
    severity = diagnostic.severity.value
    at = f"{_place(diagnostic.place)}: " if diagnostic.place else ""
    named = style.paint(f"{severity}[{diagnostic.rule}]", severity)
    lines = [f"{at}{named}: {visible(diagnostic.message)}"]
    lines += _marked(diagnostic.place, files, style, severity)
    for related in diagnostic.related:
        lines += _related(related, files, style)
    if diagnostic.help:
        lines.append(f"{_MARGIN}{style.paint('= help:', 'help')} {visible(diagnostic.help)}")
    return lines


def _related(related: Related, files: _Files, style: Style) -> list[str]:
    note = f"{_MARGIN}{style.paint('= note:', 'note')} {visible(related.message)}"
    return [f"{note} ({_place(related.place)})", *_marked(related.place, files, style, "note")]


def _place(span: Span) -> str:
    return visible(str(span))


def _marked(span: Span | None, files: _Files, style: Style, severity: str) -> list[str]:
    """The source line and a marker under the place; nothing when the text is not there."""
    if span is None or not 0 < span.line <= len(files[span.file]):
        return []
    line = files[span.file][span.line - 1]
    start = max(0, span.column - 1 - _LONGEST // 2) if len(line) > _LONGEST else 0
    before = visible(line[start : span.column - 1])
    end = start + _LONGEST
    here = line[span.column - 1 : min(span.column - 1 + span.width, end)]
    after = visible(line[span.column - 1 : end])
    marker = " " * width(before) + style.paint("^" * max(1, width(visible(here))), severity)
    return [f"{_MARGIN}{before}{after}", f"{_MARGIN}{marker}"]
