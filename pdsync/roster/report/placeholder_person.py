"""Schedules that do not say whose turn it is, made to say when it is somebody's. Pure."""

from __future__ import annotations

from dataclasses import replace

from pdsync.kinds import Event, Ref, Resource, Schedule, Undecided
from pdsync.roster._roster import Roster, token

_SOMEBODY = Ref(kind="user", key="?")


def with_somebody(roster: Roster) -> Roster:
    """The roster with one and the same person in all of each undecided schedule.

    Somebody is then on call exactly when one of its people is. What cannot be told even so is as
    it was.
    """
    schedules = roster.resources["schedule"]
    instead = {name: _filled(one) for name, one in schedules.items() if _is_undecided(roster, name)}
    return replace(roster, resources={**roster.resources, "schedule": {**schedules, **instead}})


def candidates(roster: Roster, schedule: str) -> tuple[str, ...]:
    """Everybody in the layers or rotations of a schedule, each once."""
    found = roster.resources["schedule"].get(schedule)
    if not isinstance(found, Schedule):
        return ()
    users = [user for layer in found.layers for user in layer.users]
    users += [user for rotation in found.rotations for user in rotation.everybody]
    return tuple(dict.fromkeys(token(user) for user in users))


def _is_undecided(roster: Roster, schedule: str) -> bool:
    try:
        roster.planned(schedule)
    except Undecided:
        return True
    return False


def _filled(schedule: Resource) -> Resource:
    if not isinstance(schedule, Schedule):
        return schedule
    layers = tuple(
        one.model_copy(update={"users": (_SOMEBODY,)}) if one.users else one
        for one in schedule.layers
    )
    rotations = tuple(
        one.with_last(one.last.model_copy(update={"members": (_SOMEBODY,)}))
        if _has_everybody(one.last)
        else one
        for one in schedule.rotations
    )
    made_of = {"layers": layers, "rotations": rotations}
    return schedule.model_copy(update={name: parts for name, parts in made_of.items() if parts})


def _has_everybody(event: Event) -> bool:
    """Return True if each of its shifts is somebody's."""
    return bool(event.members) and not event.has_nobody
