"""Effect of handovers: who is on call before and after, and who would be in two places. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile._model import OnCall, Touched
from pdsync.roster import (
    Comparison,
    OnCallHandover,
    Roster,
    Topic,
    UndecidedTopic,
    View,
    shifts_of,
    turns_on,
)


def handed_over(roster: Roster, handovers: Sequence[OnCallHandover]) -> Roster:
    """Return a roster as it is once the overrides of some handovers are made."""
    overrides = {schedule: [*those] for schedule, those in roster.overrides.items()}
    shift_based = dict(roster.shift_based)
    for one in handovers:
        if one.schedule in shift_based:
            shift_based[one.schedule] = _overridden(shift_based[one.schedule], one)
        else:
            more = oncall.Override(one.span.start, one.span.end, one.new)
            overrides.setdefault(one.schedule, []).append(more)
    return replace(roster, overrides=overrides, shift_based=shift_based)


def _overridden(made: oncall.ShiftSchedule, one: OnCallHandover) -> oncall.ShiftSchedule:
    is_custom = any(shift.ident == one.part for shift in made.custom_shifts)
    more = oncall.ShiftOverride(
        one.span.start,
        one.span.end,
        None if is_custom else one.part,
        one.part if is_custom else None,
        one.owner,
        one.new,
    )
    return replace(made, overrides=(*made.overrides, more))


def effect_of(
    before: Roster,
    after: Roster,
    schedules: Iterable[str],
    span: Span,
    called: tuple[Mapping[str, Topic], Mapping[str, str]],
) -> OnCall:
    """Return who is on call by some schedules in a span, before and after.

    `called` are the schedules by token, and the names of people.
    """
    topics, people = called
    touched = frozenset(schedules)
    old, new = (View(one, span.start, span.end) for one in (before, after))
    compared = Comparison(old, new, touched, overridden=touched)
    found = (compared.schedule(one) for one in sorted(touched, key=lambda it: topics[it].title))
    # What stands already is told where it is asked for, and what is made is the change itself.
    changed = (replace(one, overrides_ahead=()) for one in found if one)
    rows = tuple(
        Touched(topics[one.token].key, topics[one.token].name, one.token, one) for one in changed
    )
    names = dict(people) | {token: one.title for token, one in topics.items()}
    return OnCall(span.start, span.end, rows, names)


@frozen(order=True)
class DoubleDuty:
    """Time in which somebody who takes hours of `schedule` is on call by `other` too."""

    person: str
    span: Span
    schedule: str
    other: str


def double_duty(after: Roster, handovers: Iterable[OnCallHandover]) -> tuple[DoubleDuty, ...]:
    """Return where whoever takes hours would be on call twice, over all schedules of a roster.

    A schedule of which it cannot be told who is on call is left out.
    """
    found = {one for handover in handovers for one in _doubled(after, handover)}
    return tuple(sorted(found))


def _doubled(after: Roster, one: OnCallHandover) -> Iterator[DoubleDuty]:
    for schedule in after.resources["schedule"]:
        try:
            spans = [*_theirs(after, schedule, one)]
        except UndecidedTopic:
            continue
        for start, end in spans:
            both = Span(max(start, one.span.start), min(end, one.span.end))
            if both.start < both.end:
                yield DoubleDuty(one.new, both, one.schedule, schedule)


def _theirs(
    after: Roster, schedule: str, one: OnCallHandover
) -> Iterator[tuple[datetime, datetime]]:
    """Yield what somebody has beside the hours that they take, by a schedule."""
    since, until = one.span.start, one.span.end
    if schedule != one.schedule:
        for shift in shifts_of(after, schedule, since, until):
            if shift.user == one.new:
                yield shift.start, shift.end
        return
    for turn in turns_on(after, schedule, since, until):
        is_taken = (turn.owner, turn.part) == (one.owner, one.part)
        if turn.holder == one.new and turn.part is not None and not is_taken:
            yield from ((span.start, span.end) for span in turn.spans)
