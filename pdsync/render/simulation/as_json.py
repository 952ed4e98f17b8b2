"""A simulated incident, or what is proved of all services, as `pdsync.simulation/1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from pdsync.json_types import Json
from pdsync.render._formats import SIMULATION, made_by
from pdsync.render.agenda.as_json import Names, span_json, time_json, topic_json
from pdsync.render.simulation.findings import Asked, findings_json
from pdsync.roster import Incident, IncidentStep, ServiceProof, Simulation, Target, Topic
from pdsync.units import A_MINUTE


def simulation_json(
    simulation: Simulation, topic: Topic, incident: Incident, zone: str, names: Names
) -> Json:
    """The course of one incident; `source` and `notes` are the caller's to add."""
    policy, urgency, steps = simulation.policy, simulation.urgency, simulation.steps
    return {
        **made_by(SIMULATION),
        "service": topic_json(topic),
        "escalation_policy": policy and names.of("escalation_policy", policy),
        "repeats": simulation.repeats,
        "at": time_json(incident.at, zone),
        "time_zone": zone,
        "severity": incident.severity,
        "urgency": urgency.level if urgency else None,
        "urgency_rule": urgency.rule if urgency else None,
        "support_hours": urgency.hours if urgency else None,
        "steps": [_step(step, incident.at, zone, names) for step in steps],
        "ending": simulation.ending.value,
        "assigned": _people(steps[-1].assignment.people, names) if steps else [],
    }


def _step(step: IncidentStep, start: datetime, zone: str, names: Names) -> Json:
    assignment = step.assignment
    return {
        "minutes": (step.at - start) // A_MINUTE,
        "at": time_json(step.at, zone),
        "event": step.event.value,
        "urgency": step.urgency,
        "level": assignment.level.number,
        "repeat": assignment.loop,
        "users": _people(assignment.people, names),
        "round_robin": assignment.round_robin,
        "targets": [_target(target, names) for target in assignment.targets],
        "skipped": [one.level.number for one in step.skipped],
    }


def _target(target: Target, names: Names) -> Json:
    named = names.of(target.kind, target.token)
    return {target.kind: named, "users": _people(target.people, names)}


def deleted_notes(simulation: Simulation, names: Names) -> tuple[str, ...]:
    """A sentence for each deleted user whose turn it is: the level is as if they were not there."""
    return tuple(
        f"{names.person(person)} is on call on level {level.number}{_by(target, names)}: "
        "nobody is notified; put somebody else in their place"
        for level, target in simulation.targets
        for person in target.deleted
    )


def _by(target: Target, names: Names) -> str:
    if target.kind == "user":
        return " by name"
    return f" by schedule {names.of('schedule', target.token)}"


def _people(tokens: Iterable[str], names: Names) -> list[str]:
    return [names.person(token) for token in tokens]


def reach_json(
    found: Iterable[ServiceProof],
    topics: Mapping[str, Topic],
    zones: Mapping[str, str],
    names: Names,
    asked: Asked,
) -> Json:
    """Return the proof for each service, and what is to be known; the caller adds `source`."""
    proofs, within = [*found], asked.within
    return {
        **made_by(SIMULATION),
        "since": asked.range.start.isoformat(),
        "until": asked.range.end.isoformat(),
        "within_minutes": within // A_MINUTE,
        "findings": findings_json(proofs, topics, zones, names, asked),
        "services": [
            _reach(one, topics[one.service], zones[one.service], names, within) for one in proofs
        ],
    }


def _reach(one: ServiceProof, topic: Topic, zone: str, names: Names, within: timedelta) -> Json:
    why = one.undecided
    return {
        **topic_json(topic),
        "escalation_policy": one.policy and names.of("escalation_policy", one.policy),
        "time_zone": zone,
        "disabled": one.disabled,
        "proved": one.is_proved(within),
        "wait_minutes": one.wait // A_MINUTE,
        "gaps": [span_json(gap, zone) for gap in one.gaps],
        "deleted": _people(one.deleted, names),
        "undecided": why and names.topic(why),
    }
