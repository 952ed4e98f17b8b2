"""Part of a plan: `--only KIND[:KEY]` and `--team KEY`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pdsync.diagnostics import Diagnostic, error
from pdsync.errors import PdsyncError
from pdsync.kinds import KINDS, Ref, Resource, did_you_mean, near_key, refs_in
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile._options import Options
from pdsync.reconcile.apply.visible import gains_rotations

_MOST_CHOICES = 12
"""Keys that a message lists: among more nobody would look for the one that is meant."""


@dataclass(frozen=True)
class Scope:
    """Every resource that a plan is about, wanted or going, and the address of each live one.

    `heirs` has, for a replaced schedule, the address of its heir: both are selected as one.
    """

    resources: Mapping[Address, Resource]
    addresses: Mapping[str, Address]
    heirs: Mapping[Address, Address]

    def users_of(self, targets: set[Address]) -> set[Address]:
        """Return the resources that refer to any of some others."""
        return {
            address
            for address, resource in self.resources.items()
            if any(self._address(ref) in targets for _, ref in refs_in(resource))
        }

    def _address(self, ref: Ref) -> Address | None:
        return self.addresses.get(ref.id) if ref.id else (ref.kind, str(ref.key))


def select(
    changes: Sequence[Change], scope: Scope, options: Options
) -> tuple[tuple[Change, ...], tuple[Diagnostic, ...]]:
    """The changes inside the selection, and an error for each create they need from outside."""
    chosen = _chosen(scope, options)

    def inside(address: Address) -> bool:
        return chosen(scope.heirs.get(address, address))

    kept = tuple(change for change in changes if inside(change.address))
    unmade = {change.address: verb for change in changes if (verb := _to_be(change))}
    missing = [
        error(
            "needs-outside",
            f"{KINDS[change.kind].title} `{change.key}` needs {KINDS[need[0]].title} `{need[1]}`, "
            f"which would have to be {unmade[need]} and is outside the selection",
            help=f"add `--only {need[0]}:{need[1]}`",
            place=change.place,
        )
        for change in kept
        for need in sorted(change.needs & unmade.keys())
        if not inside(need)
    ]
    return kept, (*missing, *_half_replaced(changes, kept, scope))


def _to_be(change: Change) -> str | None:
    """Return what must be done of a change before anything relies on it; None where it is there."""
    if gains_rotations(change):
        return "finished"
    return None if change.id else "created"


def _half_replaced(
    changes: Sequence[Change], kept: Sequence[Change], scope: Scope
) -> Iterator[Diagnostic]:
    """An error for each schedule that would take another's place, but not for all who use it."""
    addresses = {change.address for change in kept}
    heirs = [change for change in kept if change.address in scope.heirs.values()]
    left_out = [change for change in changes if change.address not in addresses]
    for heir in heirs:
        for user in left_out:
            if heir.address in user.needs:
                yield error(
                    "needs-outside",
                    f"{KINDS[heir.kind].title} `{heir.key}` takes the place of the one with "
                    f"layers, and {KINDS[user.kind].title} `{user.key}`, which turns to it, is "
                    "outside the selection",
                    help=f"add `--only {user.kind}:{user.key}`",
                    place=heir.place,
                )


def _chosen(scope: Scope, options: Options) -> Callable[[Address], bool]:
    tests: list[Callable[[Address], bool]] = []
    if options.only:
        tests.append(_only(options, scope.resources))
    if options.team is not None:
        tests.append(_of_team(options, options.team, scope).__contains__)
    return lambda address: all(test(address) for test in tests)


def _only(options: Options, resources: Mapping[Address, Resource]) -> Callable[[Address], bool]:
    for kind, key in options.only:
        _known_kind(kind)
        if key is not None and (kind, key) not in resources and not options.once_more:
            known = [name for other, name in resources if other == kind]
            near = near_key(key, known)
            hint = f"did you mean `{kind}:{near}`?" if near else f"write {_one_of(known)}"
            raise PdsyncError(
                f"--only {kind}:{key}: there is no such {KINDS[kind].title}", hint=hint
            )
    return lambda address: any(
        address[0] == kind and key in {None, address[1]} for kind, key in options.only
    )


def _one_of(keys: Sequence[str]) -> str:
    """Advise what to write in place of an unknown key."""
    if not 0 < len(keys) <= _MOST_CHOICES:
        return "a key that is in the configuration"
    return f"one of those in the configuration: {', '.join(sorted(keys))}"


def _known_kind(kind: str) -> None:
    managed = [name for name, one in KINDS.items() if one.managed]
    if kind not in managed:
        near = did_you_mean(kind, managed)
        hint = f"did you mean `{near}`?" if near else f"kinds: {', '.join(managed)}"
        raise PdsyncError(f"--only {kind}: there is no such kind", hint=hint)


def _of_team(options: Options, key: str, scope: Scope) -> set[Address]:
    """The team, what belongs to it, and what belongs to that: a service is its policy's."""
    team = ("team", key)
    if team not in scope.resources and not options.once_more:
        known = [name for kind, name in scope.resources if kind == "team"]
        near = near_key(key, known)
        raise PdsyncError(
            f"--team {key}: there is no such team in the configuration",
            hint=f"did you mean `{near}`?" if near else f"write {_one_of(known)}",
        )
    owned = scope.users_of({team})
    services = scope.users_of({address for address in owned if address[0] == "escalation_policy"})
    return {team} | owned | services | scope.users_of(services)
