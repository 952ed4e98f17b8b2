"""A simulated incident: what is assumed of it, and what becomes of it. Data only."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pdsync.frozen import frozen
from pdsync.roster._roster import Level
from pdsync.roster.agenda.answers import UndecidedTopic
from pdsync.roster.incident.urgency import Urgency


class IncidentEvent(StrEnum):
    """Kind of thing that happens in an incident."""

    ASSIGNED = "assigned"
    ESCALATED = "escalated"
    REPEATED = "repeated"
    ACKNOWLEDGED = "acknowledged"
    REOPENED = "reopened"
    RAISED = "raised"
    EXHAUSTED = "exhausted"
    RESOLVED = "resolved"


class Ending(StrEnum):
    """State in which an incident is left."""

    NO_INCIDENT = "no_incident"
    """Nobody is on call on any level, so PagerDuty makes no incident."""
    DISABLED = "disabled"
    WAITING = "waiting"
    """Low urgency: it stays with whoever has it."""
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"
    RESOLVED = "resolved"


@frozen
class Incident:
    """Assumptions about an incident: its start, its urgency if not the service's, who answers."""

    at: datetime
    urgency: str | None = None
    severity: str | None = None
    ack_after: timedelta | None = None


@frozen
class Target:
    """A schedule, or a person who is named directly, with those on call by it.

    `deleted` are those whose turn it is and who are notified of nothing.
    """

    kind: str
    token: str
    people: tuple[str, ...]
    deleted: tuple[str, ...] = ()


@frozen
class Skipped:
    """A level on which nobody is to be notified."""

    level: Level
    targets: tuple[Target, ...]


@frozen
class Assignment:
    """A level that has somebody; `loop` counts the repeats.

    With `round_robin` it is one of the targets, and not known which; None where it is not known
    whether it is one of several or all of them.
    """

    level: Level
    loop: int
    targets: tuple[Target, ...]
    round_robin: bool | None

    @property
    def people(self) -> tuple[str, ...]:
        """People who are assigned."""
        return tuple(dict.fromkeys(person for one in self.targets for person in one.people))


@frozen
class IncidentStep:
    """Something that happens, and who has the incident from then on.

    `skipped` are the levels that are passed over to come there, each once.
    """

    event: IncidentEvent
    at: datetime
    urgency: str
    assignment: Assignment
    skipped: tuple[Skipped, ...] = ()


@frozen
class Simulation:
    """The course of an incident; `urgency` is None where there is none.

    `empty` are the levels with nobody that are the reason for there being no incident.
    """

    ending: Ending
    policy: str | None = None
    repeats: int = 0
    urgency: Urgency | None = None
    steps: tuple[IncidentStep, ...] = ()
    empty: tuple[Skipped, ...] = ()

    @property
    def undecided(self) -> tuple[UndecidedTopic, ...]:
        """Why it is not known who of several has it, once for each level."""
        found = [one.assignment.level for one in self.steps if one.assignment.round_robin is None]
        return tuple(map(_either, dict.fromkeys(found)))

    @property
    def targets(self) -> tuple[tuple[Level, Target], ...]:
        """Everything that was asked for its people, with the level that did, each once."""
        skipped = [*self.empty, *(one for step in self.steps for one in step.skipped)]
        asked = [(one.level, one.targets) for one in skipped]
        asked += [(step.assignment.level, step.assignment.targets) for step in self.steps]
        pairs = [(level, target) for level, targets in asked for target in targets]
        return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: pair[0].number))


def _either(level: Level) -> UndecidedTopic:
    reason = (
        f"nothing says whether level {level.number} notifies all of its targets or one in turn; "
        "write `escalation_rule_assignment_strategy:` there, assign_to_everyone or round_robin, or "
        "ask the account with --live"
    )
    path = ("escalation_rules", level.number - 1)
    return UndecidedTopic(level.policy, reason, kind="escalation_policy", path=path)
