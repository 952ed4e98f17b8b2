"""Filters of a calendar by team, person and service; a script shows them. Pure."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256

from pdsync.package_text import package_text
from pdsync.render.page.elements import Html, element
from pdsync.render.page.people import Faces
from pdsync.roster import Calendar, Survey, TopicTeam, teams_by_title

SCRIPT = package_text("pdsync.render.page.calendar", "filters.js").strip()
"""The script of a page."""


def script_hash() -> str:
    """Return the hash by which a page allows its script and no other."""
    return f"sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}"


class Marks:
    """Marks of schedules for filters: numbers of their teams, and of services that reach them."""

    def __init__(self, seen: Survey) -> None:
        self._seen = seen

    @cached_property
    def teams(self) -> tuple[TopicTeam, ...]:
        """Every team that a schedule is of, by title."""
        return teams_by_title({team for one in self._seen.calendars for team in one.topic.teams})

    @cached_property
    def services(self) -> dict[str, str]:
        """Every service that reaches a schedule by its token, with its name."""
        found = {one.token: one.title for path in self._seen.paths for one in path.services}
        return dict(sorted(found.items(), key=lambda one: (one[1].lower(), one[0])))

    @cached_property
    def _reached(self) -> Mapping[str, list[str]]:
        """Numbers of services by schedule."""
        numbers = {token: str(number) for number, token in enumerate(self.services)}
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._seen.paths:
            for name in dict.fromkeys(one for each in path.levels for one in each.level.schedules):
                found[name] += [numbers[one.token] for one in path.services]
        return found

    def of(self, calendar: Calendar) -> dict[str, str]:
        """The attributes of a schedule's row."""
        numbers = {team: str(number) for number, team in enumerate(self.teams)}
        teams = " ".join(numbers[one] for one in calendar.topic.teams if one in numbers)
        services = " ".join(self._reached.get(calendar.topic.token, ()))
        marks = {"data_team": teams, "data_service": services}
        return {name: value for name, value in marks.items() if value}

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has a turn."""
        found = (turn.person for one in self._seen.calendars for turn in one.turns)
        named = dict.fromkeys(one for one in found if one is not None)
        undecided = {
            turn.person for one in self._seen.calendars if one.candidates for turn in one.turns
        }
        return tuple(one for one in named if one not in undecided)


def filters(marks: Marks, faces: Faces) -> Html:
    """Draw the fields; a script shows them."""
    known = {faces.of(one).looks: faces.of(one).label for one in marks.people}
    people = sorted(known.items(), key=lambda one: (one[1].lower(), one[0]))
    return element(
        "form",
        _field("team", "Team", enumerate(team.title for team in marks.teams)),
        _field("person", "Person", ((name, label) for name, label in people if name != "gap")),
        _field("service", "Service", enumerate(marks.services.values())),
        element("output", ""),
        class_="filters",
        hidden=True,
        aria_label="Filter the calendar",
    )


def _field(name: str, title: str, options: Iterable[tuple[object, str]]) -> Html:
    every = element("option", "all", value="")
    found = [element("option", label, value=str(value)) for value, label in options]
    select = element("select", every, found, name_=name)
    return element("label", f"{title} ", select)
