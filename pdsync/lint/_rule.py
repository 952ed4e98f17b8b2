"""What a rule of lint is made of: a module in `rules/`. Declares; checks nothing by itself.

A rule module has a docstring (what it finds, why it matters, a bad and a good example), a
`SEVERITY`, and `check`. Its name in output is the module's, with dashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pdsync.diagnostics import Diagnostic, Severity, Span
from pdsync.source import Config


class Finding(NamedTuple):
    """Something that a rule found: where, what is so, and what to write instead."""

    place: Span
    message: str
    help: str


Check = Callable[[Config, datetime], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: `name` in kebab-case, `explanation` in Markdown."""

    name: str
    severity: Severity
    explanation: str
    check: Check

    def findings(self, config: Config, now: datetime) -> Iterator[Diagnostic]:
        """Everything that the rule has to say about a configuration, as of an instant."""
        for place, message, help_ in self.check(config, now):
            yield Diagnostic(self.name, self.severity, message, help_, place)
