"""Messages about files: what is said, how bad it is, and where. Data only, no wording."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from pdsync.changes import Edit
from pdsync.frozen import frozen


class Severity(StrEnum):
    """Severity of a diagnostic, the worst first: only an error stops a plan."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def is_as_bad_as(self, other: Severity) -> bool:
        """Return True if it is another one or worse."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file. Line and column count from 1; width in characters, for the marker."""

    file: str
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Related:
    """Another place that the message is about, with what it has to do with it."""

    message: str
    place: Place


@frozen
class NewText:
    """Text to put in the place of what is between two places, the second being behind it."""

    start: Place
    end: Place
    text: str


@frozen
class Fix:
    """Edits that mend what a message is about, and what they do: "writes `at: 2026-01-05`".

    Once they were tried on the texts, `replacements` say what they come to there; or `why_not`
    says why they cannot be made.
    """

    does: str
    edits: tuple[Edit, ...]
    replacements: tuple[NewText, ...] = ()
    why_not: str = ""


@frozen
class Diagnostic:
    """A message about the configuration or the account.

    `rule` is a stable name (kebab-case); `message` says what is wrong; `help` what to write
    instead; `place` is None when the message is about no file. An error is `confined` when it
    stops what it is about and what needs that, and nothing else. A `fix` is there where it is safe.
    """

    rule: str
    severity: Severity
    message: str
    help: str | None = None
    place: Place | None = None
    related: tuple[Related, ...] = ()
    confined: bool = False
    fix: Fix | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[str, int, int]:
        """Its file, line and column, by which several are put in order; what has none is first."""
        return (self.place.file, self.place.line, self.place.column) if self.place else ("", 0, 0)

    @property
    def can_be_mended(self) -> bool:
        """True if its fix was tried, and can be made."""
        return self.fix is not None and bool(self.fix.replacements)

    @property
    def is_error(self) -> bool:
        """True if something must be put right."""
        return self.severity is Severity.ERROR

    @property
    def stops(self) -> bool:
        """True if it stops a whole plan."""
        return self.is_error and not self.confined


@frozen
class Suppressed:
    """A finding that is not told: why not, to the end of which day, and where that is written."""

    finding: Diagnostic
    reason: str
    until: date | None = None
    place: Place | None = None


def error(
    rule: str,
    message: str,
    *,
    help: str | None = None,  # noqa: A002 - the word that is printed
    place: Place | None = None,
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """Build a Diagnostic of severity error."""
    return Diagnostic(rule, Severity.ERROR, message, help, place, related)


def mendable(found: Diagnostic, fix: Fix | None) -> Diagnostic:
    """The same, with a fix if there is one."""
    return replace(found, fix=fix)


def confined(found: Diagnostic) -> Diagnostic:
    """The same, of which a plan leaves alone what it is about, and goes on with the rest."""
    return replace(found, confined=True)
