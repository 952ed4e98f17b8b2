"""Rules of lint, each a module in `rules/`. Declares; checks nothing by itself.

A rule module has a docstring (what it finds, why it matters, a bad and a good example), a
`SEVERITY`, a `SUBJECT` and `check`. Its name in output is the module's, with dashes. One whose
findings have fixes says in the docstring what they do, in a paragraph that begins with "Can be
fixed: ". A rule about habits has `HABIT = True`: it is silent unless somebody turns it on. One that
can be set has `OPTIONS`, a `RuleSettings` with fields of its own, and asks the context for them.
One that reads runbooks has `PAGES = True`: what it finds in them is told by the settings of their
paths. One that needs the account has `LIVE = True`: it speaks with `--live` only, when the context
has an `account`. One whose fault another rule or a promise tells better has `YIELDS_TO`, their
names, a promise as `expect.<name>`: where that speaks of the same thing, its own are not told; of
the same value, as `here.<name>`; of all that its own finding names beside it, as `beside.<name>`.

A rule meets references by key alone, whatever form they are written in: by name or id are those to
what is not written here. What one leads to is `config.meant`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import Field

from pdsync.diagnostics import Diagnostic, Fix, Place, Related, Severity
from pdsync.frozen import frozen
from pdsync.kinds import Flag, Model, one_of
from pdsync.lint._base import Base
from pdsync.lint._live import LiveFacts
from pdsync.source import Config
from pdsync.zones import Database


class Finding(NamedTuple):
    """Something that a rule found: where, what is so, what to write instead, and places beside.

    What was so before, and is no worse, is `excused`: a warning at most. A `fix` is there where
    nobody else is on call after it, or exactly what was written comes true.
    """

    place: Place
    message: str
    help: str
    related: tuple[Related, ...] = ()
    excused: bool = False
    fix: Fix | None = None


class RuleSettings(Model):
    """Settings of a rule in `pdsync.yaml`; those of its own are options."""

    enabled: Annotated[Flag, Field(description="Whether it is on.")] = True
    severity: Annotated[
        str | None,
        one_of(*(one.value for one in Severity)),
        Field(description="How bad its findings are; a rule with a severity is on."),
    ] = None


_Options = TypeVar("_Options", bound=RuleSettings)


@frozen
class LintContext:
    """Context that a configuration is checked against.

    The present instant, the databases of time zones that there are, that which is used first, and
    the settings of the rule; with `--base`, the configuration before; with `--live`, the account.
    What several rules need is worked out once, and kept in `memory` for the run.
    """

    now: datetime
    databases: tuple[Database, ...] = ()
    base: Base | None = None
    account: LiveFacts | None = None
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    settings: RuleSettings = field(default_factory=RuleSettings)

    def options(self, model: type[_Options]) -> _Options:
        """Return the settings of a rule as the model that it has of them."""
        return self.settings if isinstance(self.settings, model) else model()

    def allows(self, rule: "Rule") -> bool:
        """Return True if there is all that a rule asks."""
        return self.account is not None or not rule.live


PROMISED = "expect."
"""How the name of a promise begins among those to which a rule yields."""

HERE = "here."
"""How the name of a rule begins that has to speak of the very value."""

BESIDE = "beside."
"""How the name of a rule begins that has to speak of all that a finding names beside it."""

FIXED = "\n\nCan be fixed: "
"""How an explanation begins to say what a fix does."""


class RuleSubject(Enum):
    """Subjects of rules, in the order of their index."""

    ESCALATION = "escalation"
    SCHEDULES = "schedules"
    PEOPLE = "people"
    PROMISES = "promises"
    SERVICES = "services"
    RUNBOOKS = "runbooks"
    CONFIGURATION = "the whole configuration"
    OWN = "rules of your own"


Check = Callable[[Config, LintContext], Iterator[Finding]]


@frozen
class Rule:
    """One rule: `name` in kebab-case, `explanation` in Markdown.

    A rule about a `habit` is silent unless it is turned on, and one that is `live` without an
    account. One with `pages` finds something in pages too, and not in YAML alone. A finding of it
    is not told where one of those it `yields_to` says the same and more.
    """

    name: str
    severity: Severity
    explanation: str
    check: Check
    subject: RuleSubject = RuleSubject.OWN
    habit: bool = False
    settings: type[RuleSettings] = RuleSettings
    pages: bool = False
    live: bool = False
    yields_to: tuple[str, ...] = ()

    @property
    def profile(self) -> str:
        """The profile from which on it speaks without being asked."""
        return "strict" if self.habit else "default"

    @property
    def can_be_fixed(self) -> bool:
        """True where its explanation says what --fix does."""
        return FIXED in self.explanation

    @property
    def options(self) -> Mapping[str, str]:
        """Its own settings by name, with what each means."""
        return {
            name: field.description or ""
            for name, field in self.settings.model_fields.items()
            if name not in RuleSettings.model_fields
        }

    @property
    def about(self) -> str:
        """What it finds, in a sentence."""
        return " ".join(self.explanation.partition("\n\n")[0].split())

    def findings(self, config: Config, context: LintContext) -> Iterator[Diagnostic]:
        """Everything that the rule has to say about a configuration.

        It sees each reference to what is written here by key, however it is written.
        """
        severity = self.severity_by(context.settings)
        most = Severity.WARNING if severity is Severity.ERROR else severity
        for place, message, help_, related, excused, fix in self.check(config.keyed, context):
            how_bad = most if excused else severity
            yield Diagnostic(self.name, how_bad, message, help_, place, related, fix=fix)

    def severity_by(self, settings: RuleSettings) -> Severity:
        """Return how bad its findings are by its settings."""
        return Severity(settings.severity) if settings.severity else self.severity
