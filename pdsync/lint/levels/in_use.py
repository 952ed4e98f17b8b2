"""Policies by the services that use them. Finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from pdsync.kinds import EscalationPolicy, Ref, Service
from pdsync.lint.levels.services import never_escalates, services_at_work
from pdsync.promises import is_promised
from pdsync.source import Config, Entry

PolicyInUse = tuple[Entry, EscalationPolicy, Sequence[Entry]]


def used_by(config: Config, which: Callable[[Service], bool]) -> Iterator[PolicyInUse]:
    """Yield the policies that services of some sort use, with those services."""
    users: defaultdict[Ref, list[Entry]] = defaultdict(list)
    for entry, service in services_at_work(config):
        if service.escalation_policy and which(service):
            users[service.escalation_policy].append(entry)
    for ref, services in users.items():
        found = config.meant(ref)
        if found is not None and isinstance(found.resource, EscalationPolicy):
            yield found, found.resource, services


def never_asked(config: Config) -> frozenset[str]:
    """Return the policies by key whose later levels no incident ever comes to."""
    return _of_all(config, never_escalates)


def judged_by_services(config: Config, *promises: str) -> frozenset[str]:
    """Return the policies by key of which all services make one of some promises."""
    return _of_all(config, lambda one: is_promised(one, *promises))


def _of_all(config: Config, which: Callable[[Service], bool]) -> frozenset[str]:
    """Return the policies by key that services use, all of which are so."""
    others = {entry.key for entry, *_ in used_by(config, lambda one: not which(one))}
    return frozenset(entry.key for entry, *_ in used_by(config, which)) - others
