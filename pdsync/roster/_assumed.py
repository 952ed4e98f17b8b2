"""What a simulation takes for granted, in sentences, so that nobody trusts it further than that."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.kinds import EscalationPolicy, Service, duration_words
from pdsync.roster._simulate import Incident

_SERVICE = ("incident_urgency_rule", "acknowledgement_timeout", "auto_resolve_timeout")


def assumed(
    service: Service, policy: EscalationPolicy | None, incident: Incident
) -> tuple[str, ...]:
    """Everything that the course of an incident depends on and that is not known."""
    return tuple(_assumed(service, policy, incident))


def _assumed(
    service: Service, policy: EscalationPolicy | None, incident: Incident
) -> Iterator[str]:
    unwritten = [name for name in _SERVICE if name not in service.model_fields_set]
    if policy and "num_loops" not in policy.model_fields_set:
        unwritten.append("num_loops")
    if unwritten:
        yield f"not written, so taken as PagerDuty's default: {', '.join(unwritten)}"
    urgency = service.incident_urgency_rule
    words = {urgency.urgency, urgency.during_support_hours, urgency.outside_support_hours}
    if "severity_based" in words and not (incident.urgency or incident.severity):
        yield "urgency follows the severity, which is taken to be critical: add --severity"
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
