"""Remarks on hours that go over: how far ahead, whose a schedule is, who is notified anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from pdsync.cli._asking import RosterSource
from pdsync.cli.swaps.naming import all_schedules
from pdsync.json_types import Json
from pdsync.kinds import Lapse
from pdsync.oncall import Span
from pdsync.reconcile.overrides import DoubleDuty
from pdsync.reconcile.promised import OverriddenPromise, Promised
from pdsync.render.swaps import SwapWords
from pdsync.roster import Roster, UndecidedTopic, shifts_of
from pdsync.series import all_of

_AHEAD = timedelta(days=90)
"""How far PagerDuty tells who is on call by `/oncalls`."""
_APART = "not_with"
"""The promise of two schedules that nobody is on call by both."""


def far_ahead(now: datetime, end: datetime) -> Iterator[str]:
    """Say that the end of the last hours is too far ahead for PagerDuty's own list."""
    if end - now > _AHEAD:
        yield (
            "This is further ahead than 90 days: PagerDuty's list of who is on call does not "
            "reach there; the schedule's own rendering is compared."
        )


def of_other_stacks(rosters: RosterSource, schedules: Iterable[str]) -> Iterator[str]:
    """Yield which of some schedules, by token, are another stack's."""
    written = rosters.written
    stack = written.settings.stack if written else None
    topics = {one.token: one for one in rosters.topics if one.kind == "schedule"}
    for topic in (topics[one] for one in schedules):
        other = topic.owner.partition("/")[0] if topic.owner else None
        if other and other != stack:
            yield f"Schedule {topic.title} is of the stack {other}, not of this configuration."


def not_known(rosters: RosterSource, span: Span) -> Iterator[str]:
    """Yield the schedules of which it is not known who is on call in a span: nobody is judged."""
    for topic in all_schedules(rosters):
        try:
            shifts_of(rosters.roster, topic.token, span.start, span.end)
        except UndecidedTopic as why:
            yield f"Not known: {rosters.names.reason(why)}."


def named_directly(rosters: RosterSource, people: Iterable[str]) -> Iterator[str]:
    """Yield who of some people is notified at all hours anyway, and where."""
    roster, names = rosters.roster, rosters.names
    policies = roster.resources["escalation_policy"]
    levels = [level for policy in policies for level in roster.levels(policy)]
    for person in people:
        theirs = [
            f"level {one.number} of {names.of('escalation_policy', one.policy)}"
            for one in levels
            if person in one.people
        ]
        if theirs:
            where = all_of(theirs)
            yield f"{names.person(person)} is named directly too, at all hours: {where}."


def promises_not_kept(
    rosters: RosterSource, after: Roster, span: Span
) -> tuple[OverriddenPromise, ...]:
    """Return the promises of the configuration that are not kept in a span by what is made."""
    if rosters.written is None or rosters.written.is_broken:
        return ()
    promised = Promised(rosters.written, rosters.topics, rosters.names.person)
    return tuple(promised.broken_by(rosters.roster, after, span))


def promise_json(one: OverriddenPromise) -> Json:
    """Return a promise that is not kept, and what is so instead."""
    return {"kind": one.kind, "key": one.key, "field": one.field, "message": one.said}


def promising_apart(
    found: Iterable[OverriddenPromise], doubled: DoubleDuty, words: SwapWords
) -> tuple[str, ...]:
    """Return the keys of schedules that promise not to be on call with another, and are then."""
    keys = {words.topics[one].key for one in (doubled.schedule, doubled.other)}
    return tuple(
        one.key
        for one in found
        if one.field == _APART
        and one.key in keys
        and any(_is_then(it, doubled) for it in one.times)
    )


def _is_then(time: Lapse, doubled: DoubleDuty) -> bool:
    is_at_once = time.span.start < doubled.span.end and doubled.span.start < time.span.end
    return doubled.person in time.who and is_at_once


def _is_told(one: OverriddenPromise, doubled: Sequence[DoubleDuty], words: SwapWords) -> bool:
    told = [it for it in doubled if promising_apart([one], it, words)]
    return bool(told) and all(any(_is_then(time, it) for it in told) for time in one.times)


def of_promises(
    found: Iterable[OverriddenPromise], doubled: Sequence[DoubleDuty], words: SwapWords
) -> Iterator[str]:
    """Yield what is not kept by what is made, once for all that promise it; nothing is refused.

    What is told of people who are on call twice is not said again.
    """
    by_words: dict[tuple[str, str], list[str]] = {}
    for one in (it for it in found if not _is_told(it, doubled, words)):
        title = f"{one.kind.replace('_', ' ')} {one.key}"
        by_words.setdefault((one.field, one.said), []).append(title)
    for (field, said), titles in by_words.items():
        yield f"This does not keep what is promised ({field} of {all_of(titles)}): {said}."
