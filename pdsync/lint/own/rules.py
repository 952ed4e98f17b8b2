"""Own rules of a configuration as rules of lint, and what is wrong with how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pdsync.diagnostics import Diagnostic, Place, Related, Severity, error
from pdsync.kinds import Ref
from pdsync.lint._explained import explained
from pdsync.lint._registry import all_rules
from pdsync.lint._rule import Finding, LintContext, Rule
from pdsync.lint.own.cel import Failure, NotInstalled
from pdsync.lint.own.demand import data_of
from pdsync.lint.own.facts import World
from pdsync.lint.own.ready import Broken, Preparation, ReadyRule
from pdsync.lint.own.sorts import kind_of
from pdsync.lint.own.written import OwnRule, bad_name
from pdsync.source import Config, Places, place_of, validate

_HOW_TO_INSTALL = 'run `pip install "pdsync[rules]"`; all else is checked without it'


@dataclass
class OwnRules:
    """Own rules of a configuration by name, ready to run, and what is wrong with others."""

    config: Config
    ready: dict[str, ReadyRule] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    written: dict[str, tuple[OwnRule, Places]] = field(default_factory=dict)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Rules of lint; one that cannot run has no findings."""
        return {name: self._rule(name, one) for name, (one, _) in self.written.items()}

    def _rule(self, name: str, written: OwnRule) -> Rule:
        def check(config: Config, context: LintContext) -> Iterator[Finding]:
            if name in self.ready:
                yield from _findings(self.ready[name], config, context)

        return Rule(name, Severity(written.severity), _explanation(written), check)


def own_rules(config: Config) -> OwnRules:
    """Read everything that stands under `rules:`."""
    found = OwnRules(config)
    for setting in config.own_rules:
        _read_section(found, setting.value, setting.places)
    try:
        for name, (written, places) in found.written.items():
            preparation = Preparation(config, places, written.section)
            ready = preparation.rule(name, written)
            found.problems += preparation.problems
            if ready is not None:
                found.ready[name] = ready
    except NotInstalled as trouble:
        place = config.own_rules[0].places.key()
        message = f"{trouble}: no rule here is checked"
        found.problems.append(error("rules-not-run", message, help=_HOW_TO_INSTALL, place=place))
    return found


def _read_section(found: OwnRules, value: Any, places: Places) -> None:
    if value is None:
        return
    if not isinstance(value, dict):
        how = "write a name and a colon, and `for:`, `check:` and `message:` below it"
        message = "`rules:` takes a name for each rule"
        found.problems.append(error("invalid-value", message, help=how, place=places.value()))
        return
    for name, body in value.items():
        at = places.below((name,))
        problem = _bad(name, body, at, found)
        if problem is not None:
            found.problems.append(problem)
            continue
        read = validate(OwnRule, body, at, "rule of your own")
        if isinstance(read, list):
            found.problems += read
        else:
            found.written[name] = read, at


def _bad(name: str, body: Any, places: Places, found: OwnRules) -> Diagnostic | None:
    if bad_name(name):
        how = "write lowercase letters, digits and dashes, such as `no-lone-level`"
        message = f"`{name}` cannot be the name of a rule"
        return error("invalid-key", message, help=how, place=places.key())
    if name in all_rules() or name in explained():
        message = f"`{name}` is a name of pdsync's own"
        return error("invalid-key", message, help="choose another", place=places.key())
    if name in found.written:
        first = Related("first written here", found.written[name][1].key())
        message = f"the rule `{name}` is written twice"
        how = "keep one of the two, or give one another name"
        return error("duplicate-key", message, help=how, place=places.key(), related=(first,))
    if not isinstance(body, dict):
        how = "write `for:`, `check:` and `message:` below it, indented"
        message = f"the rule `{name}` has no fields"
        return error("invalid-value", message, help=how, place=places.key())
    return None


def _explanation(written: OwnRule) -> str:
    parts = [
        f"A rule of your own, for `{written.section}`: {written.message}",
        f"Why: {written.why}" if written.why else "",
        *(
            f"{title}\n\n```cel\n{source.strip()}\n```"
            for title, source in (("Looks at those with", written.when), ("Holds:", written.check))
            if source != "true"
        ),
    ]
    return "\n\n".join(filter(None, parts))


def _findings(rule: ReadyRule, config: Config, context: LintContext) -> Iterator[Finding]:
    world = world_of(config, context)
    here = (Related(f"the rule `{rule.name}`", rule.places.key()),)
    for place, thing in subjects_of(config, rule.written.section):
        found = rule.verdict(data_of(world, thing, rule.demand))
        if isinstance(found, Broken):
            how = rule.written.why or f"see `pdsync lint --explain {rule.name}`"
            yield Finding(place, found.message, how, here)
        elif isinstance(found, Failure):
            what = f"this cannot be told of {thing.key}: {found.message}"
            yield Finding(place, what, found.help, here)


def world_of(config: Config, context: LintContext) -> World:
    """Return what is known of a configuration, the same for all rules of one run."""
    found: World = context.memory.setdefault("own rules", World(config, context))
    return found


def subjects_of(config: Config, section: str) -> Iterator[tuple[Place, Ref]]:
    """Yield everything of a section with its place; people where they are named first."""
    if section != "people":
        for entry in config.of(kind_of(section)):
            yield entry.place, Ref(entry.kind, key=entry.key)
        return
    seen: set[Ref] = set()
    for entry in config.entries:
        for path, ref in entry.refs:
            if ref.kind == "user" and ref not in seen:
                seen.add(ref)
                yield place_of(entry, path), ref
