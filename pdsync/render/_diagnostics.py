"""Diagnostics as a compiler prints them: the place, the source line with a marker, the help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic, Place, Related, Severity
from pdsync.on_demand import regex
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._layout import cut, sentence, width
from pdsync.render._style import Style

_MARGIN = "    "
_BREAK = regex(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML counts as the end of a line
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
    files = {name: lines_of(text) if (text := texts.get(name)) else () for name in names}
    return "\n\n".join("\n".join(_lines(diagnostic, files, style)) for diagnostic in found)


def lines_of(text: str) -> list[str]:
    """Split a file's text into its lines, as YAML counts them."""
    return _BREAK.split(text)


def findings_line(diagnostics: Iterable[Diagnostic]) -> str:
    """Count findings by severity: `2 errors, 1 warning`; empty when there are none."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    return ", ".join(
        counted(found.count(severity), severity.value) for severity in Severity if severity in found
    )


def _lines(diagnostic: Diagnostic, files: _Files, style: Style) -> list[str]:
    severity = diagnostic.severity.value
    at = f"{_place(diagnostic.place)}: " if diagnostic.place else ""
    tag = f"{severity}[{diagnostic.rule}]"
    head = sentence(f"{at}{tag}: {visible(hidden(diagnostic.message))}", style, len(_MARGIN))
    lines = [head.replace(tag, style.paint(tag, severity), 1)]
    lines += _marked(diagnostic.place, files, style, severity)
    for related in diagnostic.related:
        lines += _related(related, diagnostic.place, files, style)
    if diagnostic.help:
        lines.append(help_line(diagnostic.help, style))
    if fix := fix_words(diagnostic):
        lines.append(_beside("fix", visible(hidden(fix)), style))
    return lines


def fix_words(diagnostic: Diagnostic) -> str:
    """Say what --fix does about a finding, or why it does nothing; empty where it was not tried."""
    fix = diagnostic.fix
    if fix is None or not (fix.why_not or fix.replacements):
        return ""
    return f"not by --fix: {fix.why_not}" if fix.why_not else f"`pdsync lint --fix` {fix.does}"


def help_line(text: str, style: Style) -> str:
    """Return the help line that stands below a problem: what to write or do."""
    return _beside("help", visible(hidden(text)), style)


def _beside(word: str, text: str, style: Style) -> str:
    lead = f"= {word}:"
    indent = len(_MARGIN) + len(lead) + 1
    return f"{_MARGIN}{style.paint(lead, word)} {sentence(text, style, indent)}"


def _related(related: Related, shown: Place | None, files: _Files, style: Style) -> list[str]:
    """Return the note, with its source line unless that is the one that is shown above."""
    place = related.place
    text = _beside("note", f"{visible(hidden(related.message))} ({_place(place)})", style)
    is_shown = shown and (shown.file, shown.line) == (place.file, place.line)
    return [text, *([] if is_shown else _marked(place, files, style, "note"))]


def _place(span: Place) -> str:
    return visible(str(span))


def _marked(span: Place | None, files: _Files, style: Style, severity: str) -> list[str]:
    """The source line and a marker under the place; nothing when the text is not there."""
    if span is None or not 0 < span.line <= len(files[span.file]):
        return []
    line, at = hidden(files[span.file][span.line - 1]), span.column - 1
    room = style.columns - len(_MARGIN) if style.wraps else _LONGEST
    start = max(0, at - room // 2) if width(visible(line)) > room else 0
    before = visible(line[start:at])
    before = before[max(0, width(before) - room // 2) :] if start else before
    left = max(room - width(before), 1)
    here, after = (_within(visible(line[at:end]), left) for end in (at + span.width, None))
    marker = " " * width(before) + style.paint("^" * max(1, width(here)), severity)
    return [f"{_MARGIN}{before}{after}", f"{_MARGIN}{marker}"]


def _within(text: str, columns: int) -> str:
    return text[: cut(text, columns)]
