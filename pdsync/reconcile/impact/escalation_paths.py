"""Escalation paths in minutes that a plan makes others, each at its change. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds import Service
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile.impact.before_after import BeforeAfter, token_of
from pdsync.reconcile.impact.path_change import PathChange
from pdsync.reconcile.impact.path_risks import path_risks
from pdsync.reconcile.impact.words import PlanNames
from pdsync.roster import (
    PLAIN,
    PathDifference,
    TargetToken,
    difference,
    policy_token,
    timed_path,
)
from pdsync.source import Config

_CRITICAL = "critical"


def with_paths(
    changes: Iterable[Change], found: BeforeAfter, names: PlanNames, config: Config
) -> tuple[Change, ...]:
    """Return the changes with the paths that they make others, and what of that is a risk."""
    telling = _Paths(found, names, config)
    return tuple(telling.told(one) for one in changes)


@frozen
class _Paths:
    """Paths of services, before and after a plan."""

    found: BeforeAfter
    names: PlanNames
    config: Config

    def told(self, change: Change) -> Change:
        """Return the change with its paths and its risks."""
        if change.action not in {Action.UPDATE, Action.ADOPT} or not change.is_made:
            return change
        paths = tuple(self._paths(change))
        if not paths:
            return change
        return replace(change, paths=paths, risks=(*change.risks, *path_risks(paths)))

    def _paths(self, change: Change) -> Iterator[PathChange]:
        if change.kind == "service":
            differs = self._of_service(token_of(change))
            if differs:
                yield self._named(differs, [token_of(change)])
        elif change.kind == "escalation_policy":
            yield from self._of_policy(token_of(change))

    def _of_policy(self, policy: str) -> Iterator[PathChange]:
        """Yield what differs for the services of a policy, those with most in common first."""
        groups: dict[PathDifference, list[str]] = {}
        alike: dict[Any, PathDifference] = {}
        for service in self.found.after.services_of(policy):
            differs = None if service in self._changed else self._of_service(service)
            if differs:
                one = alike.setdefault((differs.levels, differs.fields), differs)
                groups.setdefault(one, []).append(service)
        if not groups:
            before, after = (
                timed_path(side, PLAIN, policy) for side in (self.found.before, self.found.after)
            )
            differs = difference(before, after) if self._known(policy) else None
            groups = {differs: []} if differs else {}
        told = [self._named(differs, services) for differs, services in groups.items()]
        yield from sorted(told, key=lambda one: (not one.critical, -len(one.services)))

    @cached_property
    def _changed(self) -> frozenset[str]:
        """Services of whose paths their own changes tell."""
        mine = [token_of(one) for one in self.found.changes if one.kind == "service"]
        return frozenset(one for one in mine if self._of_service(one))

    def _of_service(self, service: str) -> PathDifference | None:
        """Return what differs for a service that is there before and after, if that is known."""
        paths = []
        for side in (self.found.before, self.found.after):
            one = side.resources["service"].get(service)
            policy = policy_token(one) if isinstance(one, Service) else None
            if not isinstance(one, Service) or policy is None or not self._known(policy, service):
                return None
            paths.append(timed_path(side, one, policy))
        return difference(*paths)

    def _known(self, *tokens: str) -> bool:
        """Return True if nothing of them could not be read."""
        return not any(one in self.found.before.unread for one in tokens)

    def _named(self, differs: PathDifference, services: Iterable[str]) -> PathChange:
        keys = sorted(map(self._service, services))
        critical = tuple(one for one in keys if one in self._critical)
        levels = (*differs.old.levels, *differs.new.levels)
        targets = {target: self._target(target) for one in levels for target in one.targets}
        return PathChange(differs, tuple(keys), critical, targets)

    def _service(self, token: str) -> str:
        return self.names.called("service", token)

    def _target(self, target: TargetToken) -> str:
        return self.names.called(*target)

    @cached_property
    def _critical(self) -> frozenset[str]:
        """Keys of the services whose failure is critical by the configuration."""
        return frozenset(
            one.key
            for one in self.config.of("service")
            if isinstance(one.resource, Service) and one.resource.severity == _CRITICAL
        )
