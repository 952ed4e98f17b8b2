"""Plan of the way back to an earlier configuration. Reads, and sends nothing that writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.kinds import Ref, Schedule, TurnsPinned, open_turns, whose
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Plan
from pdsync.reconcile._once_read import OnceRead
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._undone import LeftAsItIs, PinnedTurn, Undone
from pdsync.reconcile.checks.unknown_references import standing, wrong_references
from pdsync.reconcile.drift.trail import PAST, Trail, read_trail
from pdsync.reconcile.going_back.earlier import Earlier, means
from pdsync.reconcile.going_back.losses import lost, unasked
from pdsync.reconcile.going_back.repairs import with_repairs_told
from pdsync.reconcile.going_back.selected import selected
from pdsync.reconcile.going_back.turns import PastTurns, Pinned, UntoldTurns
from pdsync.reconcile.match.references import Directory
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

    Turns go on as they did, by the account's own past. Schedules of which that cannot be told are
    left as they are, and so is what names somebody or something that is not there any more, each
    with whatever cannot be made without it. `undone` says what people call it.

    Raises:
        PdsyncError: as by `make_plan`.
    """
    config = earlier.as_marked_today()
    if config.is_broken:
        return make_plan(config, remote, options, now=now)
    remote = once = OnceRead(remote)
    known = read_known(config, remote, replace(options, turns_are_known=True), now)
    upgraded = [*_upgraded(known)]
    if upgraded:
        config = _without_turns(config, upgraded)
        known = read_known(config, remote, replace(options, turns_are_known=True), now)
    left = [*_naming_what_is_gone(known)]
    known = _leaving(known, left)
    past = PastTurns(earlier, known, remote, _trail(known, remote, now))
    found = [*past.found()]
    pinned = [one for one in found if isinstance(one, Pinned)]
    untold = [one for one in found if isinstance(one, UntoldTurns)]
    left += [_of_untold_turns(one, known, earlier.left_at) for one in untold]
    left += [LeftAsItIs("schedule", one, _NO_WAY_BACK) for one in upgraded]
    known = replace(_leaving(known, left), config=_with_turns(config, pinned))
    plan = with_repairs_told(plan_of(known, remote), earlier, once, now)
    told = replace(
        undone,
        lost=tuple(lost(plan, known)),
        pinned=tuple(_told(one, pin) for one in pinned for pin in one.pins),
        left_out=tuple(left),
    )
    refused = (*plan.refused, *unasked(plan, known, options.allow_deletes))
    excepted = tuple(one for one in plan.excepted if (one.kind, one.key) in options.excepted)
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
        replace(one, resource=one.resource.without("layers"))
        if one.kind == "schedule" and one.key in keys
        else one
        for one in config.entries
    )
    return replace(config, entries=entries)


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


def _leaving(known: Known, left: Sequence[LeftAsItIs]) -> Known:
    """Return the same, with what is left as it is left alone."""
    alone = [(one.kind, one.key) for one in left] + [at for one in left for at in one.with_it]
    excepted = tuple(dict.fromkeys((*known.options.excepted, *alone)))
    return replace(known, options=replace(known.options, excepted=excepted))


def _naming_what_is_gone(known: Known) -> Iterator[LeftAsItIs]:
    """Yield what refers to what is not in the account, such as somebody who was deleted since."""
    directory = Directory(known.config, known.snapshot, known.matching)
    is_selected = selected(known)
    for entry in known.config.entries:
        address = (entry.kind, entry.key)
        if address not in known.matching.pairs or not is_selected(address):
            continue
        there = standing(known.matching.pairs[address], known.now)
        wrong = (one for one in wrong_references(entry, directory, there) if one.stops)
        if found := next(wrong, None):
            why = f"{found.message}; once the files are reverted, `pdsync plan` says where"
            yield LeftAsItIs(*address, why, with_it=_with(address, known))


def _of_untold_turns(one: UntoldTurns, known: Known, at: datetime) -> LeftAsItIs:
    schedule = one.entry.resource
    assert isinstance(schedule, Schedule)  # noqa: S101 - nothing else has turns
    lines = tuple(
        (title, f"anchor: {{who: {_name(who)}, at: {at:%Y-%m-%d}}}")
        for title, who in open_turns(schedule)
    )
    address = ("schedule", one.entry.key)
    return LeftAsItIs(*address, one.why, lines, _with(address, known))


def _with(address: Address, known: Known) -> tuple[Address, ...]:
    """Return what is selected and needs something that is not there, and so is left with it."""
    if known.matching.pairs.get(address) is not None:
        return ()
    return tuple(filter(selected(known), _needing(address, known)))


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
