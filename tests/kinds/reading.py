"""Ways in for the tests of kinds: YAML text, and JSON as PagerDuty sends it."""

from datetime import UTC, datetime

from pdsync.kinds import KINDS, When
from pdsync.source import load_texts

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def read(kind, text):
    """The one resource of a kind that a text declares."""
    config = load_texts({"a.yaml": text})
    wrong = [problem for problem in config.problems if problem.rule == "invalid-value"]
    assert not wrong, wrong
    return next(config.of(kind)).resource


def said(text):
    """All that is wrong with a text: the part that is marked, what, and what to do."""
    problems = load_texts({"a.yaml": text}).problems
    return [(marked(text, one.place), one.message, one.help) for one in problems]


def marked(text, place):
    """What a place in a text marks."""
    return text.splitlines()[place.line - 1][place.column - 1 :][: place.width]


def live(kind, raw):
    """A live resource as the engine sees it."""
    return KINDS[kind].from_wire(raw, NOW)


def sent(kind, resource, live=None):
    """The body of a write."""
    return KINDS[kind].to_wire(resource, live)


def settled(kind, text):
    """What a text declares, as of now."""
    return KINDS[kind].resolve(read(kind, text), None, When(NOW))


def values(resource, *fields):
    """Some fields of a resource, or all that are set."""
    return {name: getattr(resource, name) for name in fields or resource.model_fields_set}
