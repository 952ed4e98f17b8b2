"""Examples of own rules, `passes` and `fails`: is each what it says?"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, error
from pdsync.lint.own.cel import Failure
from pdsync.lint.own.ready import Broken, ReadyRule
from pdsync.lint.own.rules import own_rules
from pdsync.source import Config


def failed_examples(config: Config) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the rules of a configuration, or with their examples."""
    found = own_rules(config)
    if found.problems:
        return tuple(found.problems)
    return tuple(one for rule in found.ready.values() for one in _failed(rule))


def _failed(rule: ReadyRule) -> Iterator[Diagnostic]:
    for word, examples in (("passes", rule.written.passes), ("fails", rule.written.fails)):
        for number, example in enumerate(examples):
            verdict = rule.verdict(example)
            place = rule.places.value((word, number))
            if isinstance(verdict, Failure):
                message = f"`{rule.name}` cannot be told of this: {verdict.message}"
                yield error("failed-example", message, help=verdict.help, place=place)
            elif isinstance(verdict, Broken) and word == "passes":
                message = f"this is to keep `{rule.name}`, and breaks it: {verdict.message}"
                yield error("failed-example", message, help=_HOW, place=place)
            elif verdict is None and word == "fails":
                message = f"this is to break `{rule.name}`, and does not"
                yield error("failed-example", message, help=_HOW, place=place)


_HOW = "mend `when:` or `check:`, or the example"
