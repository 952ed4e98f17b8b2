"""Verdicts on what a configuration promises, by a roster of its own or an account's. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.promises import (
    BrokenPromise,
    KeptPromise,
    PromiseState,
    Verdict,
    held_to,
    judged,
    unkept,
)
from pdsync.reconcile.promised.overrides import (
    OverriddenPromise,
    Promised,
    resource_of,
    without_overrides,
)
from pdsync.roster import Roster
from pdsync.source import Entry


@frozen
class PromiseVerdict:
    """A promise of the thing of a token: `broken` says how, `unproved` why; else it is kept.

    `until` is how far it was looked at, None for ever. `overridden` is what overrides make not
    kept of it.
    """

    kind: str
    token: str
    field: str
    broken: str | None = None
    unproved: str | None = None
    until: datetime | None = None
    overridden: str | None = None


def verdicts_of(
    promised: Promised, roster: Roster, span: Span, *, is_live: bool
) -> Iterator[PromiseVerdict]:
    """Yield each promise with its verdict from the start of a span on, overrides left out.

    What overrides do within the span is told beside it. An account says whose turn it is; of a
    configuration only what is written counts.
    """
    bare = without_overrides(roster)
    changed: Mapping[tuple[str, str, str], OverriddenPromise] = {}
    if is_live and span.start < span.end:
        found = promised.broken_by(bare, roster, span)
        changed = {(one.kind, one.key, one.field): one for one in found}
    known = _state(promised, bare, span.start, is_live=is_live)
    for entry, ident in promised.things:
        state = bare.resources[entry.kind].get(ident)
        for one in judged(ident, entry.resource, state, known) if state else ():
            told = changed.get((entry.kind, entry.key, one.field))
            yield replace(
                _verdict(PromiseVerdict(entry.kind, ident, one.field), one),
                overridden=told.said if told else None,
            )


def unkept_by(
    promised: Promised,
    roster: Roster,
    asked: Mapping[tuple[str, str], Span],
    *,
    is_live: bool,
    person: str | None = None,
) -> Iterator[tuple[Entry, str, str]]:
    """Yield the promises of some things, by kind and token, that are not kept in the span of each.

    Each with its field, and what is so at the first time; overrides count. With a `person`, only
    times at which they are among the people concerned.
    """
    states: dict[datetime, PromiseState] = {}
    for entry, ident in promised.things:
        state = roster.resources[entry.kind].get(ident)
        span = asked.get((entry.kind, ident))
        if span is None or state is None:
            continue
        if span.start not in states:
            states[span.start] = _state(promised, roster, span.start, is_live=is_live)
        for one in unkept(ident, held_to(entry.resource, state), states[span.start], span):
            times = (time for time in one.times if person is None or person in time.who)
            if first := next(times, None):
                yield entry, one.field, first.words()


def _state(promised: Promised, roster: Roster, now: datetime, *, is_live: bool) -> PromiseState:
    return promised.state(roster, now) if is_live else _written(promised, roster, now)


def _verdict(bare: PromiseVerdict, one: Verdict) -> PromiseVerdict:
    if isinstance(one, BrokenPromise):
        return replace(bare, broken=one.message)
    if isinstance(one, KeptPromise):
        return replace(bare, until=one.until)
    return replace(bare, unproved=str(one.why))


def _written(promised: Promised, roster: Roster, now: datetime) -> PromiseState:
    return PromiseState(now, partial(resource_of, roster), promised.person)
