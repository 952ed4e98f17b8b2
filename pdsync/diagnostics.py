"""Messages about files: what is said, how bad it is, and where. Data only, no wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a diagnostic is; an error stops a plan, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Span:
    """A place in a file. Line and column count from 1; width in characters, for the marker."""

    file: str
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Related:
    """Another place that the message is about, with what it has to do with it."""

    message: str
    place: Span


@dataclass(frozen=True)
class Diagnostic:
    """A message about the configuration or the account.

    `rule` is a stable name (kebab-case); `message` says what is wrong; `help` what to write
    instead; `place` is None when the message is about no file.
    """

    rule: str
    severity: Severity
    message: str
    help: str | None = None
    place: Span | None = None
    related: tuple[Related, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this stops a plan."""
        return self.severity is Severity.ERROR


def error(
    rule: str,
    message: str,
    *,
    help: str | None = None,  # noqa: A002 - the word that is printed
    place: Span | None = None,
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """Build a Diagnostic of severity error."""
    return Diagnostic(rule, Severity.ERROR, message, help, place, related)
