"""Facts of a service that decide how its incidents are told to people, and its runbook. Pure."""

from __future__ import annotations

from pdsync.frozen import frozen
from pdsync.kinds import Resource, Service
from pdsync.roster._roster import Roster
from pdsync.roster._topic import Topic


@frozen
class ServiceFacts:
    """Facts of one service; None for what is not known.

    `urgency` is PagerDuty's word for all its incidents, or those within and outside of its support
    hours.
    """

    topic: Topic
    urgency: tuple[str, ...] | None = None
    disabled: bool = False
    severity: str | None = None
    runbook: str | None = None


def service_facts(roster: Roster, topic: Topic, written: Resource | None) -> ServiceFacts:
    """Look a service up; severity and runbook are known where it is `written`."""
    found = roster.resources["service"].get(topic.token)
    own = written if isinstance(written, Service) else None
    if not isinstance(found, Service):
        return ServiceFacts(topic)
    return ServiceFacts(
        topic,
        _urgency(found),
        found.status == "disabled",
        own.severity if own else None,
        own.runbook if own else None,
    )


def _urgency(service: Service) -> tuple[str, ...] | None:
    """The urgency as the account has it or as it is written; None where it is not written."""
    if "incident_urgency_rule" not in service.model_fields_set:
        return None
    rule = service.incident_urgency_rule
    words = (rule.urgency, rule.during_support_hours, rule.outside_support_hours)
    return tuple(one for one in words if one)
