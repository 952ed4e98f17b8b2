"""Rules of lint, each a module in `rules/`. Declares; checks nothing by itself.

A rule module has a docstring (what it finds, why it matters, a bad and a good example), a
`SEVERITY`, and `check`. Its name in output is the module's, with dashes. A rule about habits has
`HABIT = True`: it is silent unless somebody turns it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from pdsync.diagnostics import Diagnostic, Place, Related, Severity
from pdsync.source import Config
from pdsync.zones import Database


class Finding(NamedTuple):
    """Something that a rule found: where, what is so, what to write instead, and places beside."""

    place: Place
    message: str
    help: str
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class LintContext:
    """Context that a configuration is checked against.

    The present instant, and the databases of time zones that there are, that which is used first.
    What several rules need is worked out once, and kept in `memory` for the run.
    """

    now: datetime
    databases: tuple[Database, ...] = ()
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


Check = Callable[[Config, LintContext], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: `name` in kebab-case, `explanation` in Markdown.

    A rule about a `habit` is silent unless it is turned on.
    """

    name: str
    severity: Severity
    explanation: str
    check: Check
    habit: bool = False

    @property
    def profile(self) -> str:
        """The profile from which on it speaks without being asked."""
        return "strict" if self.habit else "default"

    @property
    def about(self) -> str:
        """What it finds, in a sentence."""
        return " ".join(self.explanation.partition("\n\n")[0].split())

    def findings(self, config: Config, context: LintContext) -> Iterator[Diagnostic]:
        """Everything that the rule has to say about a configuration."""
        for place, message, help_, related in self.check(config, context):
            yield Diagnostic(self.name, self.severity, message, help_, place, related)
