"""Examples of own rules, `passes` and `fails`: is each what it says?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from pdsync.diagnostics import Diagnostic, error
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import did_you_mean
from pdsync.lint.own.cel import Failure
from pdsync.lint.own.names import titled
from pdsync.lint.own.ready import Broken, ReadyRule
from pdsync.lint.own.rules import own_rules
from pdsync.lint.own.sorts import ValueSort, names_of
from pdsync.series import any_of
from pdsync.source import Config


@frozen
class TriedRules:
    """What is wrong with rules and their examples, and how many examples each has that can run."""

    problems: tuple[Diagnostic, ...] = ()
    examples: Mapping[str, int] = field(default_factory=dict)


def tried_rules(config: Config) -> TriedRules:
    """Run the examples of a configuration's own rules."""
    found = own_rules(config)
    failed = (one for rule in found.ready.values() for one in _failed(rule))
    written = {name: rule.written for name, rule in found.ready.items()}
    return TriedRules(
        (*found.problems, *failed),
        {name: len(one.passes) + len(one.fails) for name, one in written.items()},
    )


def _failed(rule: ReadyRule) -> Iterator[Diagnostic]:
    for word, examples in (("passes", rule.written.passes), ("fails", rule.written.fails)):
        for number, example in enumerate(examples):
            unknown = [*_unknown_names(example, rule.sort, (word, number))]
            if unknown:
                yield from (_unknown(rule, path, sort) for path, sort in unknown)
            else:
                yield from _misjudged(rule, word, number)


def _misjudged(rule: ReadyRule, word: str, number: int) -> Iterator[Diagnostic]:
    """Yield what is said where an example is not what it is to be."""
    verdict = rule.verdict(getattr(rule.written, word)[number])
    message, how = None, _HOW
    if isinstance(verdict, Failure):
        message = f"`{rule.name}` cannot be told of this: {verdict.message}"
        how = verdict.help
    elif isinstance(verdict, Broken) and word == "passes":
        message = f"this is to keep `{rule.name}`, and breaks it: {verdict.message}"
    elif verdict is None and word == "fails":
        message = f"this is to break `{rule.name}`, and does not"
    if message is not None:
        place = rule.places.value((word, number))
        yield error("failed-example", message, help=how, place=place)


def _unknown_names(
    value: Any, sort: ValueSort, path: FieldPath
) -> Iterator[tuple[FieldPath, ValueSort]]:
    """Yield where an example has a name that what it stands for has not, and what that is."""
    if isinstance(value, Mapping) and sort.is_structure:
        known = names_of(sort)
        for name, part in value.items():
            if name in known:
                yield from _unknown_names(part, known[name].sort, (*path, name))
            else:
                yield (*path, name), sort
    elif isinstance(value, list | tuple) and sort.item is not None:
        for number, part in enumerate(value):
            yield from _unknown_names(part, sort.item, (*path, number))


def _unknown(rule: ReadyRule, path: FieldPath, sort: ValueSort) -> Diagnostic:
    """Say that an example has a name that no rule can ask for."""
    name, known = str(path[-1]), tuple(names_of(sort))
    near = did_you_mean(name, known)
    return error(
        "failed-example",
        f"`{name}` is no name of {titled(sort)}",
        help=f"did you mean `{near}`?" if near else f"write {any_of(f'`{one}`' for one in known)}",
        place=rule.places.key(path),
    )


_HOW = "mend `when:` or `check:`, or the example"
