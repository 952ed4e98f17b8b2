"""All that a format of lint's findings may tell. Data, and the order of what is worst."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property

from pdsync.diagnostics import Diagnostic, Place, Severity, Suppressed
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath, Json
from pdsync.render._diagnostics import lines_of
from pdsync.render._style import PLAIN, Style
from pdsync.render.annotations import MOST_ANNOTATIONS

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def level(severity: Severity) -> str:
    """Return the severity in three words that each reader of findings has: error, warning, note."""
    return _LEVELS.get(severity, "note")


def badness(finding: Diagnostic) -> int:
    """Return a number by which the worst stand first."""
    return list(Severity).index(finding.severity)


@frozen
class Linted:
    """Findings of one run, and what is known of the files that they are about.

    Attributes:
        directory: of the configuration, as it is written in places.
        texts: of the files, by the name in places.
        seen: what was looked at; None where the run ended before it looked.
        rules: the severity of each rule of lint, by name.
        explanation: of a name that a finding can have, in Markdown.
        way_to: the names that lead to a place in a file; empty where the file cannot be read.
        from_root: a name in places from the repository's root, absolute for what is outside.
        is_quiet: only the findings are wanted.
        suppressed: what is not told, since somebody says why not.
        is_beside: text tells all of it already.
        mended: what was found and is so no more, in a run that mends.
        comments: those that went with what was mended.
        diffs: the difference of each file that would be mended, by name; None where nobody asks.
        tested: the rules and examples of a run that tests rules; None of any other.
        most: so many annotations of a level may be written.
    """

    findings: tuple[Diagnostic, ...]
    directory: str
    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Json | None = None
    rules: Mapping[str, Severity] = field(default_factory=dict)
    explanation: Callable[[str], str] = str
    way_to: Callable[[Place], FieldPath] = lambda _: ()
    from_root: Callable[[str], str] = str
    style: Style = PLAIN
    is_quiet: bool = False
    suppressed: tuple[Suppressed, ...] = ()
    is_beside: bool = False
    mended: tuple[Diagnostic, ...] = ()
    comments: tuple[str, ...] = ()
    diffs: Mapping[str, str] | None = None
    tested: Json | None = None
    most: int = MOST_ANNOTATIONS

    @cached_property
    def worst_first(self) -> tuple[Diagnostic, ...]:
        """The findings with errors before warnings, in order of place within each."""
        return tuple(sorted(self.findings, key=badness))

    def place(self, finding: Diagnostic) -> Place:
        """The place of a finding; the directory for what is about no file."""
        return finding.place or Place(self.directory, 1, 1)

    def end_column(self, place: Place) -> int:
        """Return the column behind the place: within its line, where that is known."""
        end = place.column + place.width
        line = self.line(place)
        return end if line is None else max(place.column + 1, min(end, len(line) + 1))

    def line(self, place: Place) -> str | None:
        """Return the line of a place; None where there is none."""
        lines = self._lines.get(place.file, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    @cached_property
    def _lines(self) -> Mapping[str, list[str]]:
        names = {self.place(one).file for one in self.findings}
        return {name: lines_of(self.texts[name]) for name in names if name in self.texts}
