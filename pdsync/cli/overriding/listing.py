"""Overrides that stand, as a command tells them: with whose hours they are. Changes none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli.arguments.when import on_the_clock
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.overriding.asked import clocks_of
from pdsync.cli.swaps.naming import all_schedules, words_of
from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.oncall import HeldTurn, Span
from pdsync.reconcile.overrides import StandingOverride, standing_overrides
from pdsync.render import OVERRIDES, diagnostic_json, made_by
from pdsync.render.overrides import standing_json
from pdsync.roster import Topic, UndecidedTopic, turns_on
from pdsync.stamps import utc_stamp

_AHEAD = timedelta(weeks=13)
_LONGEST = timedelta(days=366)


def listed(
    rosters: RosterSource, options: dict[str, Any], now: datetime
) -> tuple[Json, list[Diagnostic]]:
    """Return the overrides that are asked for, and why some cannot be told."""
    words = options["schedules"]
    topics = [rosters.one(one, "schedule") for one in words] or [*all_schedules(rosters)]
    topics = [*dict.fromkeys(topics)]
    spans = {
        one: _asked(options, clocks_of(rosters, one, options["time_zone"]), now) for one in topics
    }
    since = min((one.start for one in spans.values()), default=now)
    until = max((one.end for one in spans.values()), default=now + _AHEAD)
    known = rosters.knowing(topics, since, until)
    rows: list[Json] = []
    problems: list[Diagnostic] = []
    for topic, span in spans.items():
        try:
            rows += rows_of(known, topic, standing(known, topic, span), now, options["time_zone"])
        except UndecidedTopic as why:
            problems.append(known.finding(why))
    row = {
        **made_by(OVERRIDES),
        "source": rosters.label,
        "since": utc_stamp(since),
        "until": utc_stamp(until),
        "overrides": rows,
        "diagnostics": [diagnostic_json(one) for one in (*known.doubts, *problems)],
    }
    return row, problems


def _asked(options: dict[str, Any], zone: str, now: datetime) -> Span:
    since = on_the_clock("--since", options["since"], zone) if options["since"] else now
    until = on_the_clock("--until", options["until"], zone) if options["until"] else since + _AHEAD
    if until <= since:
        raise UsageProblem("--until is not after --since", hint="write a later --until")
    if until - since > _LONGEST:
        raise UsageProblem(
            "--since and --until are more than a year apart", hint="write a shorter range"
        )
    return Span(since, until)


def standing(rosters: RosterSource, topic: Topic, span: Span) -> tuple[StandingOverride, ...]:
    """Return the overrides of a schedule that was read whole; raises UndecidedTopic."""
    live = rosters.asked
    schedule = live.account.snapshot.of("schedule")[topic.token]
    if schedule.lost:
        raise UndecidedTopic(topic.token, schedule.lost)
    return standing_overrides(live.client, schedule, span)


def rows_of(
    rosters: RosterSource,
    topic: Topic,
    found: Sequence[StandingOverride],
    now: datetime,
    time_zone: str | None = None,
) -> list[Json]:
    """Return overrides as JSON, with whose hours each has; raises UndecidedTopic."""
    if not found:
        return []
    words = words_of(rosters)
    start, end = min(one.span.start for one in found), max(one.span.end for one in found)
    held = turns_on(rosters.roster, topic.token, start, end)
    head = words.head(topic.token)
    head |= {"time_zone": time_zone or head["time_zone"]}
    return [standing_json(one, _owners(one, held), head, words.names, now) for one in found]


def _owners(one: StandingOverride, held: Sequence[HeldTurn]) -> list[str]:
    """Return whose hours an override has: by the rotation, the hours of these would be theirs."""
    if one.part:
        return [one.instead_of] if one.instead_of else []
    owners = (
        turn.owner
        for turn in held
        if turn.holder == one.user and turn.holder != turn.owner
        if turn.within(one.span.start, one.span.end)
    )
    return [owner for owner in dict.fromkeys(owners) if owner]
