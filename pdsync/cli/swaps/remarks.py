"""Remarks on hours that go over: whose a schedule is, who is notified anyway. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdsync.cli._asking import RosterSource
from pdsync.series import all_of


def of_other_stacks(rosters: RosterSource, schedules: Iterable[str]) -> Iterator[str]:
    """Yield which of some schedules, by token, are another stack's."""
    written = rosters.written
    stack = written.settings.stack if written else None
    topics = {one.token: one for one in rosters.topics if one.kind == "schedule"}
    for topic in (topics[one] for one in schedules):
        other = topic.owner.partition("/")[0] if topic.owner else None
        if other and other != stack:
            yield f"Schedule {topic.title} is of the stack {other}, not of this configuration."


def named_directly(rosters: RosterSource, people: Iterable[str]) -> Iterator[str]:
    """Yield who of some people is notified at all hours anyway, and where."""
    roster, names = rosters.roster, rosters.names
    policies = roster.resources["escalation_policy"]
    levels = [level for policy in policies for level in roster.levels(policy)]
    for person in people:
        theirs = [
            f"level {one.number} of {names.of('escalation_policy', one.policy)}"
            for one in levels
            if person in one.people
        ]
        if theirs:
            where = all_of(theirs)
            yield f"{names.person(person)} is named directly too, at all hours: {where}."
