"""Escalation path of a service in minutes, for an incident that nobody answers. Pure.

Worked example, a policy with 5 minutes on level 1 and 25 on level 2 that repeats twice:

    level 1     at once
    level 2     after 5m
    given up    after 1h 30m, 3 times 30m

Levels that have nobody are passed over at once, at which `simulate` looks; here each has somebody.
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Service, SupportHours
from pdsync.roster._roster import Level, Roster, token
from pdsync.roster.incident.urgency import HIGH, LOW

TargetToken = tuple[str, str]
"""A kind and a token."""


@frozen
class TimedLevel:
    """Level `number`, whose `targets` are notified `after` so many minutes without an answer."""

    number: int
    after: int
    targets: tuple[TargetToken, ...]


@frozen
class UrgencyByHours:
    """Urgency `during` support hours and `outside` of them: the same where there are none.

    `raised` are the moments, such as `support_hours_start`, at which open incidents become urgent.
    """

    during: str
    outside: str
    hours: SupportHours | None = None
    raised: tuple[str, ...] = ()

    @property
    def wakes_nobody(self) -> bool:
        """True if no incident ever escalates."""
        return self.during == self.outside == LOW and not self.raised


@frozen
class TimedPath:
    """Levels that are reached in the first round, and how the path ends.

    `repeats` counts the rounds after the first. `given_up` is in minutes, None where it is not: an
    incident of low urgency stays where it is, and one that resolves itself before is over. The
    timeouts and the `pause` are in seconds; None for never, and for no pause.
    """

    levels: tuple[TimedLevel, ...]
    repeats: int
    given_up: int | None
    urgency: UrgencyByHours
    acknowledgement_timeout: int | None = None
    auto_resolve_timeout: int | None = None
    pause: int | None = None
    disabled: bool = False


PLAIN = Service(escalation_policy=None)
"""A service of which nothing but the policy matters."""


def timed_path(roster: Roster, service: Service, policy: str) -> TimedPath:
    """Return the path of a service whose policy is this one."""
    found = roster.resources["escalation_policy"].get(policy)
    repeats = found.num_loops if isinstance(found, EscalationPolicy) else 0
    urgency, levels = _urgency(service), roster.levels(policy)
    limit = service.auto_resolve_timeout
    timed = tuple(_timed(levels, limit))
    total = (repeats + 1) * sum(one.minutes for one in levels)
    is_over = limit is not None and limit <= 60 * total
    pause = service.auto_pause_notifications_parameters
    return TimedPath(
        timed[:1] if urgency.wakes_nobody else timed,
        0 if urgency.wakes_nobody else repeats,
        None if urgency.wakes_nobody or is_over else total,
        urgency,
        service.acknowledgement_timeout,
        limit,
        pause.timeout if pause.enabled else None,
        service.status == "disabled",
    )


def _timed(levels: tuple[Level, ...], limit: int | None) -> Iterator[TimedLevel]:
    """Yield the levels that are reached before an incident resolves itself."""
    after = 0
    for one in levels:
        if limit is not None and limit <= 60 * after:
            return
        targets = [("schedule", name) for name in one.schedules]
        targets += [("user", name) for name in one.people]
        yield TimedLevel(one.number, after, tuple(sorted(targets)))
        after += one.minutes


def _urgency(service: Service) -> UrgencyByHours:
    rule = service.incident_urgency_rule
    if rule.type == "constant":
        urgency = rule.urgency or HIGH
        return UrgencyByHours(urgency, urgency)
    parts = (rule.during_support_hours or HIGH, rule.outside_support_hours or HIGH)
    raised = tuple(sorted(action.at for action in service.scheduled_actions))
    return UrgencyByHours(*parts, service.support_hours, raised)


def policy_token(service: Service) -> str | None:
    """Return the token of a service's policy; None where none is known."""
    return token(service.escalation_policy) if service.escalation_policy else None
