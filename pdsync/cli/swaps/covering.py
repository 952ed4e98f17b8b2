"""Cover as it is asked for: who is away, in which days, and who takes which turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli._person import person_of
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.swaps.announcement import Announcement
from pdsync.cli.swaps.choices import TurnChoice, TurnsToChoose, read_choices
from pdsync.cli.swaps.naming import all_schedules, words_of
from pdsync.cli.swaps.people import day_of, somebody, unfit_people
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import HeldTurn
from pdsync.render import COVER, made_by, place_json
from pdsync.render.swaps import cover_json, cover_text
from pdsync.roster import (
    Colleagues,
    Identity,
    Level,
    OnCallHandover,
    Proposal,
    TurnAway,
    UndecidedTopic,
    namings,
    proposals,
    turns_away,
    turns_on,
)
from pdsync.series import all_of
from pdsync.units import A_DAY
from pdsync.zones import zone

_AROUND = timedelta(weeks=5)
"""Read before and after the days away: hours are counted in the eight weeks around each turn."""
_NOW = "now"


@frozen
class AskedCover:
    """Turns of somebody who is away, with who is to take each."""

    rosters: RosterSource
    person: Identity
    days: tuple[str, str]
    proposals: tuple[Proposal, ...]
    levels: tuple[Json, ...]
    unread: tuple[str, ...]

    @property
    def handovers(self) -> tuple[OnCallHandover, ...]:
        """Every stretch that goes to somebody."""
        return tuple(
            handover
            for one in self.proposals
            if one.taker
            for handover in one.away.handovers(one.taker.person)
        )

    def told(self, context: CommandContext, now: datetime) -> Announcement:
        """Say what nobody can take, and who takes each turn."""
        words = words_of(self.rosters)
        rows = cover_json(self.proposals, words)
        who = self.person
        row = {
            **made_by(COVER),
            "source": self.rosters.label,
            "person": {"email": who.email, "name": who.name, "id": who.id},
            "from": self.days[0],
            "to": self.days[1],
            "turns": rows,
            "named_directly": [*self.levels],
        }
        blocks = cover_text(row, context.output.out_style, now.year, is_whole=not self.unread)
        left = sum(one.taker is None for one in self.proposals)
        leaves = [f"{left} of {len(rows)} turns stay {who.email}'s."] if left else []
        if self.unread:
            names = all_of(self.unread)
            leaves.append(f"Which turns {who.email} has on {names} is not known.")
        return Announcement(tuple(blocks), row, leaves=" ".join(leaves) or None)


def cover_of(rosters: RosterSource, options: dict[str, Any], now: datetime) -> AskedCover:
    """Return the turns that the options mean, with proposals; raises UsageProblem, PdsyncError."""
    who = person_of(rosters, options["person"])
    by = somebody(rosters, options["by"]) if options["by"] else None
    if by and by.token == who.token:
        raise UsageProblem(f"--by is {who.email}, who is away", hint="name somebody else")
    if by and options["choices"]:
        raise UsageProblem("--by and --choices both say who takes it", hint="leave out one of them")
    first, last = _days(options, now)
    begin = now if first is None else _midnight(first, "Etc/UTC")
    end = _midnight(last + A_DAY, "Etc/UTC")
    since = min(now, begin - _AROUND)
    known = rosters.knowing(all_schedules(rosters), since, end + _AROUND)
    turns, unread = _turns(known, who, (first, last), now)
    crew = Colleagues.of(known.roster, since, end + _AROUND)
    crew = replace(crew, names=known.names.people, unfit=unfit_people(known))
    found = proposals(turns, crew, by.token if by else None)
    if options["choices"]:
        account = _account(known, who, turns, (since, end + A_DAY))
        found = tuple(_chosen(read_choices(options["choices"], account), crew))
    days = options["since"], options["until"]
    return AskedCover(known, who, days, found, tuple(_levels(known, who)), tuple(unread))


def _days(options: dict[str, Any], now: datetime) -> tuple[date | None, date]:
    """Return the first day, None for now, and the last; raises UsageProblem for what is over."""
    is_now = options["since"] == _NOW
    first = None if is_now else day_of("--from", options["since"], now)
    last = day_of("--to", options["until"], now)
    # Somewhere it is still the day before.
    earliest = (now - timedelta(hours=12)).date()
    if first is not None and first < earliest:
        raise UsageProblem(f"--from {first} is over", hint="write `--from now`, or a later date")
    if last < (first or earliest):
        before = "before --from" if first else "over"
        raise UsageProblem(f"--to {last} is {before}", hint="write the last day away")
    return first, last


def _turns(
    rosters: RosterSource, who: Identity, days: tuple[date | None, date], now: datetime
) -> tuple[list[TurnAway], list[str]]:
    """Return all that a person has in some days, and the schedules of which it is not known."""
    turns: list[TurnAway] = []
    unread = []
    for topic in all_schedules(rosters):
        there = rosters.zone(topic) or "Etc/UTC"
        since = now if days[0] is None else max(now, _midnight(days[0], there))
        until = _midnight(days[1] + A_DAY, there)
        try:
            turns += turns_away(rosters.roster, topic.token, who.token, since, until)
        except UndecidedTopic:
            unread.append(topic.title)
    return turns, unread


def _midnight(day: date, there: str) -> datetime:
    return datetime.combine(day, time(), zone(there))


def _account(
    rosters: RosterSource, who: Identity, turns: Sequence[TurnAway], days: tuple[datetime, datetime]
) -> TurnsToChoose:
    words = words_of(rosters)
    people = {email.lower(): token for token, email in rosters.people.items()}
    return TurnsToChoose(
        who.email,
        turns,
        words.topics,
        words.zones,
        people,
        unfit_people(rosters),
        _stood_in(rosters, who, days),
    )


def _stood_in(
    rosters: RosterSource, who: Identity, days: tuple[datetime, datetime]
) -> dict[str, list[HeldTurn]]:
    """Return what others have by override in some days, by schedule, where it can be told."""
    found: dict[str, list[HeldTurn]] = {}
    for topic in all_schedules(rosters):
        try:
            turns = turns_on(rosters.roster, topic.token, *days)
        except UndecidedTopic:
            continue
        theirs = [one for one in turns if one.holder not in {one.owner, who.token}]
        if theirs:
            found[topic.token] = theirs
    return found


def _chosen(choices: Sequence[TurnChoice], crew: Colleagues) -> Iterator[Proposal]:
    """Yield what was chosen, with what speaks against it."""
    for one in sorted(choices, key=lambda it: it.away):
        taker = None
        if one.by:
            is_owner = one.by == one.away.turn.owner
            taker = crew.candidate(one.by, one.away.spans, is_owner=is_owner)
            crew = crew.after([(one.by, one.away.schedule, one.away.spans)])
        yield Proposal(one.away, taker)


def _levels(rosters: RosterSource, who: Identity) -> Iterator[Json]:
    """Yield the levels that name a person directly, with the place in the files if it is there."""
    roster, config = rosters.roster, rosters.written
    named = namings(config, who) if config else ()
    places = {
        (one.entry.key, one.path[1]): one.place
        for one in named
        if one.entry.kind == "escalation_policy" and one.path[0] == "escalation_rules"
    }
    keys = {one.token: one.key for one in rosters.topics if one.kind == "escalation_policy"}
    found = [
        level
        for policy in roster.resources["escalation_policy"]
        for level in roster.levels(policy)
        if who.token in level.people
    ]
    for level in sorted(found, key=lambda one: (_title(rosters, one), one.number)):
        place = places.get((keys.get(level.policy) or "", level.number - 1))
        yield {
            "escalation_policy": _title(rosters, level),
            "level": level.number,
            "place": place_json(place),
        }


def _title(rosters: RosterSource, level: Level) -> str:
    return rosters.names.of("escalation_policy", level.policy)
