"""Turns that change hands, and proposals of cover, as plain dicts from which the text is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import HeldTurn, Span
from pdsync.render.agenda.as_json import Names, time_json, topic_json
from pdsync.roster import Duty, Proposal, Topic, TurnCandidate, TurnExchange

_HOUR = timedelta(hours=1)


@frozen
class SwapWords:
    """Names of people and schedules, and the clocks of each schedule, by token."""

    names: Names
    topics: Mapping[str, Topic]
    zones: Mapping[str, str]

    def word(self, schedule: str) -> str:
        """Return by what word a schedule is known on the command line."""
        return self.topics[schedule].key or schedule

    def head(self, schedule: str) -> Json:
        """Return what a schedule is called, and its clocks."""
        return topic_json(self.topics[schedule]) | {"time_zone": self.zones[schedule]}


def exchange_json(one: TurnExchange, words: SwapWords) -> Json:
    """Return what changes hands on a schedule: the turn that each of two people gives.

    Of each turn `already_hours` have changed hands before.
    """
    return {
        "schedule": words.head(one.schedule),
        "gives": [
            turn_json(turn, one.schedule, words)
            | {"already_hours": hours_of(it.span for it in one.there if it.old == turn.holder)}
            for turn in (one.first, one.second)
        ],
        "running": [words.names.person(turn.holder) for turn in one.running],
    }


def turn_json(turn: HeldTurn, schedule: str, words: SwapWords) -> Json:
    """Return whose a turn is, and its stretches; `rotation_of` is who has it without overrides."""
    zone = words.zones[schedule]
    owner = words.names.person(turn.owner) if turn.owner else None
    return {
        "person": words.names.person(turn.holder),
        "rotation_of": owner,
        "start": time_json(turn.spans[0].start, zone),
        "end": time_json(turn.ends, zone),
        "hours": hours_of(turn.spans),
        "stretches": [_span(one, zone) for one in turn.spans],
    }


def cover_json(found: Iterable[Proposal], words: SwapWords) -> list[Json]:
    """Return each turn of somebody who is away, `by` whom it is to be taken, and all candidates."""
    return [_proposal(one, words) for one in found]


def _proposal(one: Proposal, words: SwapWords) -> Json:
    schedule = one.away.schedule
    candidates = (one.taker, *one.others) if one.taker else one.others
    return {
        "schedule": words.head(schedule),
        **turn_json(one.away.turn, schedule, words),
        "by": words.names.person(one.taker.person) if one.taker else None,
        "candidates": [_candidate(it, schedule, words) for it in candidates],
    }


def _candidate(one: TurnCandidate, schedule: str, words: SwapWords) -> Json:
    zone = words.zones[schedule]
    return {
        "person": words.names.person(one.person),
        "can": one.can,
        "hours": in_hours(one.hours),
        "rest_hours": None if one.rest is None else in_hours(one.rest),
        "gave_it_away": one.is_owner,
        "busy": [_duty(duty, zone, words) for duty in one.busy],
        "unfit": one.unfit,
    }


def _duty(duty: Duty, zone: str, words: SwapWords) -> Json:
    return {"schedule": words.names.of("schedule", duty.schedule), **_span(duty.span, zone)}


def _span(span: Span, zone: str) -> Json:
    return {"start": time_json(span.start, zone), "end": time_json(span.end, zone)}


def hours_of(spans: Iterable[Span]) -> float:
    """Return how many hours some stretches have, all in all."""
    return in_hours(sum((one.end - one.start for one in spans), timedelta()))


def in_hours(time: timedelta) -> float:
    """Return a time in hours, to the hundredth."""
    return round(time / _HOUR, 2)
