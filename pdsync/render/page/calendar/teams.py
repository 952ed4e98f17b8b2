"""Schedules of a calendar by team. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.render.page.people import Crews
from pdsync.roster import Calendar, Survey

_NO_TEAM = "No team"
_EVERYTHING = "All schedules"


def by_team(calendars: Sequence[Calendar]) -> dict[str, list[Calendar]]:
    """The schedules below the name of their first team, those without one last."""
    named = {one.topic.token: one.topic.teams[0].title for one in calendars if one.topic.teams}
    titles = sorted(set(named.values()), key=lambda title: (title.lower(), title))
    found = {
        title: [one for one in calendars if named.get(one.topic.token) == title] for title in titles
    }
    others = [one for one in calendars if one.topic.token not in named]
    if others:
        found[_NO_TEAM if found else _EVERYTHING] = others
    return found


def crews(seen: Survey) -> Crews:
    """The people of each schedule, in the order of the calendar."""
    rows = [one for group in by_team(seen.calendars).values() for one in group]
    return tuple(
        frozenset((*one.candidates, *one.agenda.people, *(one.now.people if one.now else ())))
        for one in rows
    )
