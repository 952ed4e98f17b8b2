"""Plan of the way back to an earlier configuration. Reads, and sends nothing that writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.kinds import Ref, Resource, Schedule, TurnsPinned, open_turns, whose
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Plan
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._undone import LeftAsItIs, PinnedTurn, Undone
from pdsync.reconcile.drift.trail import PAST, Trail, read_trail
from pdsync.reconcile.going_back.earlier import Earlier, means
from pdsync.reconcile.going_back.losses import lost, unasked
from pdsync.reconcile.going_back.selected import selected
from pdsync.reconcile.going_back.turns import PastTurns, Pinned, UntoldTurns
from pdsync.reconcile.match.resources import SHIFT_BASED
from pdsync.reconcile.plan.make import make_plan, plan_of, read_known
from pdsync.source import Config, place_of

_NO_WAY_BACK = (
    "it is shift-based now, and PagerDuty turns none back into layers, so keep its `rotations:` "
    "in the files, whatever else is reverted"
)


def plan_back(
    earlier: Earlier, undone: Undone, remote: Remote, options: Options, *, now: datetime
) -> Plan:
    """Plan the way from what the account has to what it was by an earlier configuration.

    Turns go on as they did, by the account's own past; schedules of which that cannot be told are
    left as they are, with whatever cannot be made without them. `undone` says what people call it.

    Raises:
        PdsyncError: as by `make_plan`.
    """
    config = earlier.as_marked_today()
    if config.is_broken:
        return make_plan(config, remote, options, now=now)
    known = read_known(config, remote, replace(options, turns_are_known=True), now)
    upgraded = [*_upgraded(known)]
    if upgraded:
        config = _without_turns(config, upgraded)
        known = read_known(config, remote, replace(options, turns_are_known=True), now)
    past = PastTurns(earlier, known, remote, _trail(known, remote, now))
    found = [*past.found()]
    pinned = [one for one in found if isinstance(one, Pinned)]
    left = [_left_out(one, known, earlier.left_at) for one in found if isinstance(one, UntoldTurns)]
    left += [LeftAsItIs(one, _NO_WAY_BACK, (), ()) for one in upgraded]
    alone = [("schedule", one.key) for one in left]
    alone += [one for each in left for one in each.with_it]
    asked = known.options.excepted
    left_alone = replace(known.options, excepted=(*dict.fromkeys((*asked, *alone)),))
    known = replace(known, config=_with_turns(config, pinned), options=left_alone)
    plan = plan_of(known, remote)
    told = replace(
        undone,
        lost=tuple(lost(plan, known)),
        pinned=tuple(_told(one, pin) for one in pinned for pin in one.pins),
        left_out=tuple(left),
    )
    refused = (*plan.refused, *unasked(plan, known, options.allow_deletes))
    excepted = tuple(one for one in plan.excepted if (one.kind, one.key) in asked)
    return replace(plan, undone=told, refused=refused, excepted=excepted)


def _upgraded(known: Known) -> Iterator[str]:
    """Yield the schedules that had layers, and have become shift-based since."""
    for one in known.matching.problems:
        for entry in known.config.of("schedule"):
            if one.rule == SHIFT_BASED and one.place == place_of(entry, ("layers",)):
                yield entry.key


def _without_turns(config: Config, keys: Sequence[str]) -> Config:
    """Return a configuration that says nothing of the turns of some schedules."""
    entries = tuple(
        replace(one, resource=_turnless(one.resource))
        if one.kind == "schedule" and one.key in keys
        else one
        for one in config.entries
    )
    return replace(config, entries=entries)


def _turnless(written: Resource) -> Resource:
    fields = {name: getattr(written, name) for name in written.model_fields_set - {"layers"}}
    return type(written).model_construct(_fields_set={*fields}, **fields)


def _trail(known: Known, remote: Remote, now: datetime) -> Trail:
    """Return the trail, where there is a schedule whose turns may be looked for."""
    if not any(True for _ in known.config.of("schedule")):
        return Trail(now, now)
    trail = read_trail(remote, now - PAST, now)
    return replace(trail, since=now) if trail.unknown else trail


def _with_turns(config: Config, pinned: Sequence[Pinned]) -> Config:
    schedules = {one.entry.key: one.schedule for one in pinned}
    entries = tuple(
        replace(one, resource=schedules[one.key])
        if one.kind == "schedule" and one.key in schedules
        else one
        for one in config.entries
    )
    return replace(config, entries=entries)


def _told(one: Pinned, pin: TurnsPinned) -> PinnedTurn:
    return PinnedTurn(one.entry.key, pin.title, _name(whose(one.schedule, pin)), pin.at, pin.since)


def _name(who: Ref | None) -> str:
    return str(who.key or who.name or who.id) if who else "E-MAIL"


def _left_out(one: UntoldTurns, known: Known, at: datetime) -> LeftAsItIs:
    schedule = one.entry.resource
    assert isinstance(schedule, Schedule)  # noqa: S101 - nothing else has turns
    lines = tuple(
        (title, f"anchor: {{who: {_name(who)}, at: {at:%Y-%m-%d}}}")
        for title, who in open_turns(schedule)
    )
    address = ("schedule", one.entry.key)
    gone = known.matching.pairs.get(address) is None
    needing = filter(selected(known), _needing(address, known)) if gone else ()
    return LeftAsItIs(one.entry.key, one.why, lines, tuple(needing))


def _needing(missing: Address, known: Known) -> Iterator[Address]:
    """Yield what cannot be made or changed without something that is not there."""
    gone, seen = [missing], {missing}
    while gone:
        address = gone.pop()
        for entry in known.config.entries:
            own = (entry.kind, entry.key)
            if own in seen or not any(means(ref, address, known.config) for _, ref in entry.refs):
                continue
            seen.add(own)
            yield own
            if known.matching.pairs.get(own) is None:
                gone.append(own)
