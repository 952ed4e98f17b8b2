"""Assumptions of a simulation, in sentences, so that nobody trusts it further than that."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.kinds import EscalationPolicy, Service, duration_words
from pdsync.roster.incident.incident import Incident, IncidentEvent, Simulation

_SERVICE = ("incident_urgency_rule", "acknowledgement_timeout", "auto_resolve_timeout")


def assumed(
    service: Service, policy: EscalationPolicy | None, incident: Incident, course: Simulation
) -> tuple[str, ...]:
    """Everything that the course of an incident depends on and that is not known."""
    return (*_of_options(service, incident, course), *_of_fields(service, policy))


def _of_options(service: Service, incident: Incident, course: Simulation) -> Iterator[str]:
    """Yield what was not said of the incident, and what was said of it in vain."""
    by_severity = course.urgency is not None and course.urgency.rule == "severity_based"
    if by_severity and incident.severity is None:
        yield "urgency follows the severity, which is taken to be critical: add --severity"
    if course.urgency and incident.severity and not by_severity:
        yield f"--severity changes nothing: urgency is {course.urgency.level} whatever it is"
    answered = any(step.event is IncidentEvent.ACKNOWLEDGED for step in course.steps)
    if course.steps and incident.ack_after is not None and not answered:
        limit = duration_words(service.auto_resolve_timeout or 0)
        yield f"--ack-after comes too late: the service resolves its incidents after {limit}"


def _of_fields(service: Service, policy: EscalationPolicy | None) -> Iterator[str]:
    unwritten = [name for name in _SERVICE if name not in service.model_fields_set]
    if policy and "num_loops" not in policy.model_fields_set:
        unwritten.append("num_loops")
    if unwritten:
        yield f"not written, so taken as PagerDuty's default: {', '.join(unwritten)}"
    pause = service.auto_pause_notifications_parameters
    if pause.enabled:
        length = f"{duration_words(pause.timeout)}" if pause.timeout else "some minutes"
        yield f"an alert that is likely to pass by itself waits {length} before all this"
    strategies = {
        rule.escalation_rule_assignment_strategy
        for rule in (policy.escalation_rules if policy else ())
    }
    if "round_robin" in strategies:
        yield "whose turn it is in a round robin is not known: all who may be next are shown"
    yield "maintenance windows are left aside: in one, a service makes no incidents"
