"""Schedules as they would be without a person. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pdsync import oncall


def without(made: oncall.AnySchedule, person: str) -> oncall.AnySchedule:
    """Return a schedule without a person: others take their turns, where there are others."""
    if isinstance(made, oncall.Schedule):
        layers = (replace(one, users=_others(one.users, person)) for one in made.layers)
        return replace(
            made,
            layers=tuple(one for one in layers if one.users),
            overrides=tuple(one for one in made.overrides if one.user != person),
        )
    rotations = (replace(one, events=tuple(_events(one, person))) for one in made.rotations)
    return replace(
        made,
        rotations=tuple(one for one in rotations if one.events),
        custom_shifts=tuple(one for one in made.custom_shifts if one.user != person),
        overrides=tuple(one for one in made.overrides if one.overriding != person),
    )


def _events(rotation: oncall.Rotation, person: str) -> Iterator[oncall.Event]:
    for event in rotation.events:
        members = tuple(one for one in event.members if one != person)
        if members:
            yield replace(event, members=members)


def _others(users: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(one for one in users if one != person)
