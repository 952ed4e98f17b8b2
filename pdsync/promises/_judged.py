"""Verdicts on promises: kept, broken, or not proved. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.kinds import (
    Judgement,
    Lapse,
    Question,
    Resource,
    Service,
    Undecided,
    all_promises,
)
from pdsync.oncall import Span
from pdsync.promises._known import PromiseState, expect_of, held_to


@frozen
class KeptPromise:
    """A promise that is kept, as far as it was looked: `until` is None for ever."""

    field: str
    until: datetime | None


@frozen
class BrokenPromise:
    """A promise that is not kept: the field that makes it, what happens instead, and what helps."""

    field: str
    message: str
    help: str


@frozen
class UnprovedPromise:
    """A promise that takes more to know than there is."""

    field: str
    why: Undecided


Verdict = KeptPromise | BrokenPromise | UnprovedPromise


@frozen
class _AskedPromise:
    """A resource and what it promises under a name."""

    key: str
    resource: Resource
    name: str


def judged(
    key: str, promising: Resource, state: Resource, known: PromiseState
) -> Iterator[Verdict]:
    """Yield a verdict on each promise of a resource, of what it is like in some state."""
    for one in _asked(key, promising, state):
        try:
            answer, help_ = _answered(one, known)
        except Undecided as why:
            yield UnprovedPromise(one.name, why)
            continue
        if answer.wrong:
            yield BrokenPromise(one.name, answer.wrong, help_)
        else:
            yield KeptPromise(one.name, answer.until)


@frozen
class Side:
    """A resource, with what it promises, in the state in which that is proved."""

    resource: Resource
    known: PromiseState


def kept_better(broken: BrokenPromise, before: Side, after: Side, where: str) -> str | None:
    """Return how a promise is kept less after than before; None where it is not.

    Each side is held to its own promise, and `where` says where the side before is. What is not
    known of before was kept.
    """
    was, made = (
        _question(_AskedPromise("", one.resource, broken.field), one.known)
        for one in (before, after)
    )
    if was is None or made is None or not _is_broken(was, before.known.now):
        return broken.message
    return made.worse_than(was, after.known.now, where)


@frozen
class LapsedPromise:
    """A promise that is not kept at some times, the first of them first: the field that makes it.

    `unknown` is why that cannot be told of it, None where it can.
    """

    field: str
    times: tuple[Lapse, ...]
    unknown: Undecided | None = None


def lapsed(
    key: str,
    sides: tuple[Side, Side],
    span: Span,
) -> Iterator[LapsedPromise]:
    """Yield each promise that is not kept in a span, of what is kept before, the first of sides.

    The key is a schedule's in the states.
    """
    before, after = sides
    for one in _asked(key, after.resource, after.resource):
        try:
            made = _ask(one, after.known)
            was = _ask(_AskedPromise(key, before.resource, one.name), before.known)
            found = tuple(made.lapses(was, span))
        except Undecided as why:
            yield LapsedPromise(one.name, (), why)
            continue
        if found:
            yield LapsedPromise(one.name, found)


def unkept(key: str, whole: Resource, known: PromiseState, span: Span) -> Iterator[LapsedPromise]:
    """Yield each promise of a resource that is not kept in a span; none that cannot be told."""
    for one in _asked(key, whole, whole):
        with suppress(Undecided):
            if times := tuple(_ask(one, known).within(span)):
                yield LapsedPromise(one.name, times)


def _is_broken(question: Question, now: datetime) -> bool:
    with suppress(Undecided):
        return question.answer(now).wrong is not None
    return False


def _asked(key: str, promising: Resource, state: Resource) -> Iterator[_AskedPromise]:
    expect = expect_of(promising)
    if expect is None or (isinstance(state, Service) and state.status == "disabled"):
        return
    whole = held_to(promising, state)
    for name in all_promises():
        if name in expect.model_fields_set and expect.value(name) is not None:
            yield _AskedPromise(key, whole, name)


def _answered(one: _AskedPromise, known: PromiseState) -> tuple[Judgement, str]:
    """Return the answer; services of one policy that promise the same have the same one."""
    found = _of_policy(one)
    if found is None:
        question = _ask(one, known)
        return question.answer(known.now), question.help
    if found not in known.answers:
        try:
            question = _ask(one, known)
            known.answers[found] = question.answer(known.now), question.help
        except Undecided as why:
            known.answers[found] = why, ""
    answer, help_ = known.answers[found]
    if isinstance(answer, Undecided):
        raise Undecided(answer.reason, ("expect", one.name), write=answer.write)
    return answer, help_


def _of_policy(one: _AskedPromise) -> object | None:
    service, expect = one.resource, expect_of(one.resource)
    if not isinstance(service, Service) or expect is None:
        return None
    pause = service.auto_pause_notifications_parameters
    known = "auto_pause_notifications_parameters" in service.model_fields_set
    promised = repr((expect.value(one.name), expect.value("coverage")))
    return service.escalation_policy, one.name, promised, known, pause.enabled, pause.timeout


def _question(one: _AskedPromise, known: PromiseState) -> Question | None:
    """Return what a resource promises under a name; None where it does not, or is not known."""
    expect = expect_of(one.resource)
    if expect is None or expect.value(one.name) is None:
        return None
    with suppress(Undecided):
        return _ask(one, known)
    return None


def _ask(one: _AskedPromise, known: PromiseState) -> Question:
    expect = expect_of(one.resource)
    assert expect is not None  # noqa: S101 - it was asked for what it promises
    subject = known.subject(one.key, one.resource, one.name)
    return all_promises()[one.name].ask(expect.value(one.name), subject)
