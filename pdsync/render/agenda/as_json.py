"""Agendas as `pdsync.oncall/1`, from which the other forms are rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pdsync.diagnostics import Diagnostic
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.render._formats import ONCALL, diagnostic_json, made_by
from pdsync.roster import (
    Agenda,
    Answer,
    AskedRange,
    ByOverride,
    LevelAgenda,
    Stretch,
    Topic,
    UndecidedTopic,
)

ANSWERS = ("schedules", "escalation_policies", "services")
"""The parts that tell who is on call."""


@frozen
class Names:
    """Names of a roster's tokens: people, and resources by kind.

    `absent` is what to say of a schedule that the roster does not have, `lost` of a person.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    absent: str = "it is not known"
    lost: str = "{}"

    def person(self, token: str) -> str:
        """A person, by e-mail if it is known."""
        return self.people.get(token) or self.lost.format(token)

    def of(self, kind: str, token: str) -> str:
        """A resource, by key if it has one; a person too."""
        if kind == "user":
            return self.person(token)
        return self.resources.get(kind, {}).get(token, token)

    def topic(self, why: UndecidedTopic) -> str:
        """Words for the resource about which something cannot be told."""
        return f"{why.kind.replace('_', ' ')} {self.of(why.kind, why.token)}"

    def reason(self, why: UndecidedTopic) -> str:
        """Why something cannot be told."""
        return f"{self.topic(why)}: {why.reason or self.absent}"


def agenda_json(
    answers: Iterable[Answer],
    when: AskedRange,
    names: Names,
    source: str,
    findings: Iterable[Diagnostic] = (),
) -> Json:
    """Return the answers about everything that was asked, in order within each kind.

    `when` has the ranges of all; one of another range than that tells its own.
    """
    rows: dict[str, list[Json]] = {"schedule": [], "escalation_policy": [], "service": []}
    for answer in answers:
        own = {} if answer.when == when else _range(answer)
        rows[answer.topic.kind].append(_answer(answer, own, names))
    until = when.until.isoformat() if when.until else None
    return {
        **made_by(ONCALL),
        "source": source,
        "at": None if until else when.since.isoformat(),
        "since": when.since.isoformat() if until else None,
        "until": until,
        "schedules": rows["schedule"],
        "escalation_policies": rows["escalation_policy"],
        "services": rows["service"],
        "diagnostics": [diagnostic_json(one) for one in findings],
    }


def _range(answer: Answer) -> Json:
    """Return the range of an answer, by its own clocks."""
    ends = {"since": answer.when.since, "until": answer.when.end}
    return {name: time_json(end, answer.zone) for name, end in ends.items()}


def _answer(answer: Answer, own: Json, names: Names) -> Json:
    when = answer.when
    teams = [{"key": one.key, "name": one.name, "id": one.id} for one in answer.topic.teams]
    head = topic_json(answer.topic) | {"time_zone": answer.zone, **own, "teams": teams}
    if answer.agenda is not None:
        return head | _agenda(answer.agenda, answer.zone, when, names)
    policy = answer.policy and names.of("escalation_policy", answer.policy)
    levels = [_level(level, answer.zone, when, names) for level in answer.levels]
    of_service = {"escalation_policy": policy} if answer.topic.kind == "service" else {}
    return head | of_service | {"levels": levels}


def topic_json(topic: Topic) -> Json:
    """Return a resource's kind, key and name."""
    return {"key": topic.key, "name": topic.name, "id": topic.id}


def _level(one: LevelAgenda, zone: str, when: AskedRange, names: Names) -> Json:
    schedules = [names.of("schedule", schedule) for schedule in one.level.schedules]
    people = [names.person(person) for person in one.level.people]
    return {
        "level": one.level.number,
        "escalation_delay_in_minutes": one.level.minutes,
        "targets": [*schedules, *people],
        "round_robin": one.level.round_robin,
        **_agenda(one.agenda, zone, when, names),
    }


def _agenda(agenda: Agenda, zone: str, when: AskedRange, names: Names) -> Json:
    why = agenda.undecided
    if why:
        what = names.topic(why)
        return {"entries": [], "gaps": [], "coverage": None, "undecided": what}
    ends = when.until is not None or agenda.then is not None
    rows = [
        _stretch(one, zone, names, ends=ends) | overrides_json(one, agenda.overrides, zone, names)
        for one in agenda.stretches
    ]
    told = {
        "entries": [row for row in rows if row["users"]],
        "gaps": [_gap(one, zone, ends=ends) for one in agenda.gaps],
        "coverage": agenda.coverage,
        "undecided": None,
    }
    return told if when.until else told | {"next": _next(agenda, zone, names)}


def _next(agenda: Agenda, zone: str, names: Names) -> Json | None:
    then = agenda.then
    if then is None:
        return None
    found = {"start": time_json(then.start, zone), "users": _users(then, names)}
    return found | overrides_json(then, agenda.overrides, zone, names)


def _stretch(one: Stretch, zone: str, names: Names, *, ends: bool) -> Json:
    end = time_json(one.end, zone) if ends else None
    return {"start": time_json(one.start, zone), "end": end, "users": _users(one, names)}


def overrides_json(
    one: Stretch | Span, overrides: Iterable[ByOverride], zone: str, names: Names
) -> Json:
    """Return who is on call in a stretch by an override, when, and for whom; {} without one."""
    rows = [
        {
            "start": time_json(max(it.start, one.start), zone),
            "end": time_json(min(it.end, one.end), zone),
            "user": names.person(it.person),
            "instead_of": names.person(it.instead_of) if it.instead_of else None,
        }
        for it in overrides
        if it.start < one.end and one.start < it.end
    ]
    return {"overrides": rows} if rows else {}


def _gap(one: Span, zone: str, *, ends: bool) -> Json:
    return {
        "start": time_json(one.start, zone),
        "end": time_json(one.end, zone) if ends else None,
    }


def _users(one: Stretch, names: Names) -> list[str]:
    return sorted(names.person(person) for person in one.people)


def time_json(instant: datetime, zone: str) -> str:
    """A time as the clocks of a zone show it, with its offset."""
    return instant.astimezone(ZoneInfo(zone)).isoformat()


def span_json(span: Any, zone: str) -> Json:
    """Begin and end of what has a `start` and an `end`, as the clocks of a zone show them."""
    return {"start": time_json(span.start, zone), "end": time_json(span.end, zone)}
