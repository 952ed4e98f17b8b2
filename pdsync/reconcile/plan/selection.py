"""Part of a plan: `--only KIND[:KEY]`, `--team KEY` and `--except KIND:KEY`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from pdsync.diagnostics import Diagnostic, error
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Ref, Resource, did_you_mean, near_key, refs_in, titled
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile._options import UNKNOWN, Excepted, Options
from pdsync.reconcile.apply.visible import gains_rotations

_MOST_CHOICES = 12
"""Keys that a message lists: among more nobody would look for the one that is meant."""


@frozen
class Scope:
    """What a plan is about, wanted or going.

    `resources` reads all of it; `addresses` has the address of each live one. `heirs` has, for a
    replaced schedule, the address of its heir: both are selected as one. What is `missing` is
    written and not in the account.
    """

    resources: Callable[[], Mapping[Address, Resource]]
    addresses: Mapping[str, Address]
    heirs: Mapping[Address, Address]
    missing: frozenset[Address] = frozenset()

    def users_of(self, targets: set[Address]) -> set[Address]:
        """Return the resources that refer to any of some others."""
        return {
            address
            for address, resource in self.resources().items()
            if any(self._address(ref) in targets for _, ref in refs_in(resource))
        }

    def _address(self, ref: Ref) -> Address | None:
        return self.addresses.get(ref.id) if ref.id else (ref.kind, str(ref.key))


def select(
    changes: Sequence[Change], scope: Scope, options: Options
) -> tuple[tuple[Change, ...], tuple[Diagnostic, ...]]:
    """The changes inside the selection, and an error for each create they need from outside."""
    chosen = chosen_of(scope, options)

    def inside(address: Address) -> bool:
        return chosen(scope.heirs.get(address, address))

    kept = tuple(change for change in changes if inside(change.address))
    unmade = dict.fromkeys(scope.missing & {*options.excepted}, "created")
    unmade |= {change.address: verb for change in changes if (verb := _to_be(change))}
    missing = [
        error(
            "needs-outside",
            f"{titled(change.kind, change.key)} needs {titled(*need)}, "
            f"which would have to be {unmade[need]} and {options.why_out(*need)}",
            help=_way_out(options, need, change),
            place=change.place,
        )
        for change in kept
        for need in sorted(change.needs & unmade.keys())
        if not inside(need)
    ]
    return kept, (*missing, *_half_replaced(changes, kept, scope, options))


def _to_be(change: Change) -> str | None:
    """Return what must be done of a change before anything relies on it; None where it is there."""
    if gains_rotations(change):
        return "finished"
    return None if change.id else "created"


def _way_out(options: Options, need: Address, change: Change) -> str:
    """Advise to take in what a change needs, or to leave both alone."""
    way_in = options.way_in(*need)
    both = f", or add `--except {change.kind}:{change.key}`"
    return f"{way_in}{both}" if need in options.excepted else way_in


def _half_replaced(
    changes: Sequence[Change], kept: Sequence[Change], scope: Scope, options: Options
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
                    f"{titled(heir.kind, heir.key)} takes the place of the one with "
                    f"layers, and {titled(user.kind, user.key)}, which turns to it, "
                    f"{options.why_out(*user.address)}",
                    help=options.way_in(*user.address),
                    place=heir.place,
                )


def chosen_of(scope: Scope, options: Options) -> Callable[[Address], bool]:
    """Return what tells of an address if the options select it."""
    tests: list[Callable[[Address], bool]] = []
    if options.only:
        tests.append(partial(_is_one_of, options.only))
    if options.team is not None:
        tests.append(_of_team(options.team, scope).__contains__)
    return lambda address: address not in options.excepted and all(test(address) for test in tests)


def _is_one_of(only: Collection[tuple[str, str | None]], address: Address) -> bool:
    return any(address[0] == kind and key in {None, address[1]} for kind, key in only)


def _of_team(key: str, scope: Scope) -> set[Address]:
    """The team, what belongs to it, and what belongs to that: a service is its policy's."""
    team = ("team", key)
    owned = scope.users_of({team})
    services = scope.users_of({address for address in owned if address[0] == "escalation_policy"})
    return {team} | owned | services | scope.users_of(services)


def excepted(
    changes: Sequence[Change], options: Options, unresolved: Collection[Address]
) -> tuple[Excepted, ...]:
    """Return what is left alone for now, with what would be done of it.

    Of what is `unresolved` nobody can tell.
    """
    would = dict.fromkeys(unresolved, UNKNOWN)
    would |= {one.address: one.action.value for one in changes if not one.blocked}
    return tuple(Excepted(*one, would.get(one)) for one in dict.fromkeys(options.excepted))


def refuse_unknown_kinds(options: Options) -> None:
    """Raise PdsyncError for a selection by a kind that there is not."""
    managed = [name for name, one in KINDS.items() if one.managed]
    for option, kind, _ in _named(options):
        if kind not in managed:
            near = did_you_mean(kind, managed)
            hint = f"did you mean `{near}`?" if near else f"kinds: {', '.join(managed)}"
            raise PdsyncError(f"--{option} {kind}: there is no such kind", hint=hint)


def refuse_unknown_keys(options: Options, known: Collection[Address]) -> None:
    """Raise PdsyncError for a selection by a key that nothing has, wanted or going."""
    for option, kind, key in _named(options):
        if key is not None and (kind, key) not in known:
            hint = _hint(f"{kind}:", key, [name for other, name in known if other == kind])
            message = f"--{option} {kind}:{key}: there is no such {KINDS[kind].title}"
            raise PdsyncError(message, hint=hint)
    if options.team is not None and ("team", options.team) not in known:
        raise PdsyncError(
            f"--team {options.team}: there is no such team in the configuration",
            hint=_hint("", options.team, [name for kind, name in known if kind == "team"]),
        )


def _named(options: Options) -> Iterator[tuple[str, str, str | None]]:
    yield from (("only", *one) for one in options.only)
    yield from (("except", *one) for one in options.excepted)


def _hint(kind: str, key: str, known: Sequence[str]) -> str:
    """Advise what to write in place of an unknown key."""
    near = near_key(key, known)
    if near:
        return f"did you mean `{kind}{near}`?"
    if not 0 < len(known) <= _MOST_CHOICES:
        return "write a key that is in the configuration"
    return f"write one of those in the configuration: {', '.join(sorted(known))}"
