"""Checks of a configuration: of its files and pages, and of facts of the account if given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.lint._base import Base
from pdsync.lint._live import LiveFacts
from pdsync.lint._promised import JudgedPromise, broken_promises, judged_promises
from pdsync.lint._registry import all_rules
from pdsync.lint._rule import Finding, LintContext, Rule, RuleSettings, RuleSubject
from pdsync.lint._settings import LintSettings, settings_of, settings_schema
from pdsync.lint._shared import entries_in, told_once
from pdsync.lint.fixing import tried
from pdsync.lint.pages.runbooks import page_files
from pdsync.lint.sifting import Sifted, sifted, spoken_for
from pdsync.on_demand import on_demand
from pdsync.source import Config
from pdsync.zones import Database

with on_demand(__name__):
    from pdsync.lint._explained import explained
    from pdsync.lint.fixing import Linter, Mending, mended

if TYPE_CHECKING:
    from pdsync.lint.own.examples import TriedRules


def lint(
    config: Config,
    now: datetime,
    databases: tuple[Database, ...] = (),
    profile: str | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything that can be said about a configuration with no network, in order of place.

    `now` is the present instant: what is over is not complained about. `databases` are those of
    time zones, that which is used first. The `profile` takes the place of those that are written.
    """
    return checked(config, LintContext(now, databases), profile).told


def checked(
    config: Config,
    context: LintContext,
    profile: str | None = None,
    beside: Sequence[Diagnostic] = (),
) -> Sifted:
    """The same, and what comments keep from being said.

    The context may have more than the present instant: a base, an account. What was found `beside`
    is told with the rest.
    """
    context = _of_a_whole_second(context)
    own, amiss = _own_rules(config)
    rules = {**all_rules(), **own}
    settings, wrong = settings_of(config, profile, rules)
    entries_at = entries_in(config)
    found = [
        one
        for rule in rules.values()
        if context.allows(rule)
        for one in told_once(_findings(rule, config, context, settings), entries_at)
    ]

    def is_on(name: str, file: str) -> bool:
        rule = rules.get(name)
        return rule is None or (context.allows(rule) and settings.of(rule, file).enabled)

    today = context.now.astimezone(UTC).date()
    result = sifted(
        config, rules, (*config.problems, *amiss, *wrong, *beside, *found), today, is_on
    )
    yields = spoken_for(entries_at, rules, found, lambda: broken_promises(config.keyed, context))
    told = [*tried([one for one in result.told if not yields(one)], config.texts)]
    told.sort(key=lambda one: one.order)
    return replace(result, told=tuple(told), promises=judged_promises(config.keyed, context))


def rules_of(config: Config) -> Mapping[str, Rule]:
    """Return every rule of lint by name, and those of a configuration's own."""
    return {**all_rules(), **_own_rules(config)[0]}


def can_name_own_rule(name: str) -> bool:
    """Return True for a name that a rule of the organisation's own may have."""
    from pdsync.lint.own.written import bad_name

    return not bad_name(name)


def _own_rules(config: Config) -> tuple[Mapping[str, Rule], Sequence[Diagnostic]]:
    if not config.own_rules:
        return {}, ()
    from pdsync.lint.own.rules import own_rules

    found = own_rules(config)
    return found.rules, found.problems


def tried_rules(config: Config) -> TriedRules:
    """Run the examples of own rules; tell what is wrong with them, or with the rules themselves."""
    from pdsync.lint.own.examples import tried_rules as tried

    return tried(config)


def resolved_json(config: Config, context: LintContext) -> Json:
    """Return a configuration with its references resolved, as `pdsync.resolved/1`."""
    from pdsync.lint.own.resolved import resolved_json as found

    return found(config, _of_a_whole_second(context))


def _of_a_whole_second(context: LintContext) -> LintContext:
    """Return a context without a part of a second, in which nobody would be on call.

    Shifts are of whole seconds.
    """
    return replace(context, now=context.now.replace(microsecond=0))


def rules_schema() -> Json:
    """Return the JSON Schema of what can be written under `rules:`."""
    from pdsync.lint.own.written import rules_schema as schema

    return schema()


def _findings(
    rule: Rule, config: Config, context: LintContext, settings: LintSettings
) -> Iterator[Diagnostic]:
    """Yield what a rule has to say, once for all files in which it has the same settings."""
    if rule.pages and not settings.may_speak(rule):
        return
    files = (*config.texts, *(page_files(config) if rule.pages else ()))
    states = settings.of_files(rule, files)
    for options in dict.fromkeys(one.settings for one in states.values() if one.enabled):
        for finding in rule.findings(config, replace(context, settings=options)):
            state = states.get(finding.place.file) if finding.place else None
            if state and state.enabled and state.settings == options:
                yield finding


__all__ = [
    "Base",
    "Finding",
    "JudgedPromise",
    "LintContext",
    "Linter",
    "LiveFacts",
    "Mending",
    "Rule",
    "RuleSettings",
    "RuleSubject",
    "Sifted",
    "all_rules",
    "can_name_own_rule",
    "checked",
    "explained",
    "lint",
    "mended",
    "resolved_json",
    "rules_of",
    "rules_schema",
    "settings_schema",
    "tried_rules",
]
