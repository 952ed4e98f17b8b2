"""From options to what a simulation says, as JSON. Prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, cast

from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.when import asked
from pdsync.cli.arguments.words import UsageProblem
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Service
from pdsync.oncall import Span
from pdsync.render import Json, diagnostic_json
from pdsync.render.simulation import Asked, deleted_notes, reach_json, simulation_json
from pdsync.roster import (
    Incident,
    ResponseProof,
    Topic,
    UndecidedTopic,
    assumed,
    by_title,
    policy_of,
    simulate,
)

_LONGEST = timedelta(weeks=2)
"""How long an incident can take, generously; overrides are read that far."""


@frozen
class Told:
    """Answer and the findings beside it; `texts` are the files that findings point to."""

    row: Json
    findings: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def simulated(rosters: RosterSource, options: dict[str, Any], context: CommandContext) -> Told:
    """The course of an incident of one service; raises PdsyncError where it cannot be told."""
    topic = _the_service(rosters, options)
    zone = options["time_zone"] or rosters.zone(topic) or "Etc/UTC"
    at = _minute(options, (zone,), context)
    ack = options["ack_after"]
    after = None if ack is None else timedelta(minutes=ack)
    incident = Incident(at, options["urgency"], options["severity"], after)
    return _course(rosters.knowing((topic,), at, at + _LONGEST), topic, incident, zone)


def _minute(options: dict[str, Any], clocks: Sequence[str], context: CommandContext) -> datetime:
    """Return the minute of the start; nobody who writes a time asks about the second."""
    at = asked(options["at"], (None, None), clocks, context.clock.now()).since
    # Of now, the minute before is the past already: an account may not have had all of it then.
    return at.replace(second=0 if options["at"] else at.second, microsecond=0)


def _the_service(rosters: RosterSource, options: dict[str, Any]) -> Topic:
    if options["service"] is None:
        raise UsageProblem("simulate needs a SERVICE", hint="name one, or add --all")
    return rosters.one(options["service"], "service")


def _course(rosters: RosterSource, topic: Topic, incident: Incident, zone: str) -> Told:
    policy = policy_of(rosters.roster, topic)
    try:
        simulation = simulate(rosters.roster, topic, incident)
    except UndecidedTopic as why:
        raise rosters.problem(why) from None
    service = cast(Service, rosters.roster.resources["service"][topic.token])
    rules = policy and rosters.roster.resources["escalation_policy"][policy]
    notes = [
        *deleted_notes(simulation, rosters.names),
        *assumed(service, cast(EscalationPolicy, rules) if rules else None, incident, simulation),
    ]
    row = simulation_json(simulation, topic, incident, zone, rosters.names)
    reasons = (rosters.finding(one) for one in simulation.undecided)
    return _told(rosters, (topic,), row | {"source": rosters.label, "notes": notes}, reasons)


def _told(
    rosters: RosterSource, topics: Sequence[Topic], row: Json, undecided: Iterable[Diagnostic]
) -> Told:
    """What is said, with what is found beside it: a gap that a run left open comes first."""
    findings = tuple(dict.fromkeys([*rosters.open_gaps(topics), *undecided]))
    found = [diagnostic_json(one) for one in (*rosters.doubts, *findings)]
    return Told(row | {"diagnostics": found}, findings, rosters.texts)


def proved(rosters: RosterSource, options: dict[str, Any], context: CommandContext) -> Told:
    """Prove that incidents find somebody, for all services or for the one that is named."""
    if options["format_"] == "mermaid":
        raise UsageProblem("--all has no diagram", hint="write --format text or json")
    topics = [*by_title(topic for topic in rosters.topics if topic.kind == "service")]
    if options["service"]:
        topics = [_the_service(rosters, options)]
    clocks = (options["time_zone"],) if options["time_zone"] else rosters.zones(topics)
    since = _minute(options, clocks, context)
    until = since + options["horizon"]
    rosters = rosters.knowing(topics, since, until)
    range_ = ResponseProof(rosters.roster, since, until)
    found = [range_.prove(topic) for topic in topics]
    zones = {one.token: options["time_zone"] or rosters.zone(one) or "Etc/UTC" for one in topics}
    terms = Asked(Span(since, until), timedelta(minutes=options["within"]))
    row = reach_json(found, {one.token: one for one in topics}, zones, rosters.names, terms)
    reasons = (rosters.finding(one.undecided) for one in found if one.undecided)
    row |= {
        "source": rosters.label,
        "complete": bool(options["service"]) or rosters.has_all("service"),
    }
    return _told(rosters, topics, row, reasons)


def is_fine(row: Json) -> bool:
    """Return True if somebody is assigned whenever that was asked, and it is known who.

    Without services nothing is proved, and without some of them not that it holds for all.
    """
    if "services" in row:
        is_whole = row["complete"] and bool(row["services"])
        return is_whole and all(one["proved"] is not False for one in row["services"])
    is_known = all(one["severity"] != Severity.ERROR for one in row["diagnostics"])
    return is_known and bool(row["ending"] != "no_incident")
