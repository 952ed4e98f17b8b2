"""Two configurations without what only the account knows, and what they name outside of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Ref, Schedule, Undecided, kind_of, map_refs, on_call
from pdsync.promises import unpromised
from pdsync.reconcile._model import Address
from pdsync.source import Config, Entry


@frozen
class Comparable:
    """A configuration and an earlier one, as they can be compared without the account.

    Attributes:
        before: the earlier one, without ids and promises.
        after: the same of the other.
        outside: the people and things that one of the two names and none of them makes.
        unknown: what they write too little of to be made, so that only the account has the rest.
        adopted: what has an `id:` that it had not before; the account has it, and nobody here
            knows how it is there.
        anchored: the schedules that say whose turn it is, and did not say so before.
        same: what has the `id:` of something before, which it is whatever it is called now.
    """

    before: Config
    after: Config
    outside: tuple[Ref, ...]
    unknown: tuple[Address, ...]
    adopted: frozenset[Address]
    anchored: frozenset[Address]
    same: Mapping[Address, Address]


def comparable(before: Config, after: Config) -> Comparable:
    """Return two configurations without what only the account can say."""
    unknown = dict.fromkeys([*_too_little(before), *_only_now(before, after)])
    sides = [_without(one, unknown) for one in (before, after)]
    adopted = frozenset(
        (entry.kind, entry.key)
        for entry in after.entries
        if entry.resource.id and _before(before, entry) is None
    )
    bare_before, bare_after = (_bare(one) for one in sides)
    outside = {ref: None for one in (bare_before, bare_after) for ref in _outside(one)}
    told = tuple(sorted(outside, key=_order))
    return Comparable(
        bare_before,
        bare_after,
        told,
        tuple(unknown),
        adopted - {*unknown},
        _anchored(before, after),
        _same(before, after),
    )


def _same(before: Config, after: Config) -> Mapping[Address, Address]:
    """Return what things were before, of those whose `id:` was written there too."""
    was = {(one.kind, one.resource.id): (one.kind, one.key) for one in before.entries}
    found = {
        (one.kind, one.key): was.get((one.kind, one.resource.id))
        for one in after.entries
        if one.resource.id
    }
    return {now: then for now, then in found.items() if then}


def _anchored(before: Config, after: Config) -> frozenset[Address]:
    pairs = ((one, _before(before, one)) for one in after.of("schedule"))
    return frozenset(
        (one.kind, one.key)
        for one, was in pairs
        if was and why_unsaid(one) is None and why_unsaid(was) is not None
    )


def why_unsaid(entry: Entry) -> str | None:
    """Return why a schedule does not say by itself whose turn it is; None where it does."""
    if isinstance(entry.resource, Schedule):
        try:
            on_call(entry.resource)
        except Undecided as why:
            return why.reason
    return None


def _order(ref: Ref) -> tuple[str, str, bool]:
    return ref.kind, str(ref.key or ref.name or ref.id), bool(ref.id)


def _before(config: Config, entry: Entry) -> Entry | None:
    """Return what an entry was: that of its key, else of the one that it says it had."""
    found = config.find(entry.kind, entry.key)
    was = entry.resource.was
    return found or (config.find(entry.kind, was) if was else None)


def _too_little(config: Config) -> Iterator[Address]:
    """Yield what is written too little of to be made."""
    for entry in config.entries:
        required = kind_of(KINDS[entry.kind], entry.resource).required
        if not entry.resource.model_fields_set.issuperset(required):
            yield entry.kind, entry.key


def _only_now(before: Config, after: Config) -> Iterator[Address]:
    """Yield the same of what was not there before; what was is completed by that."""
    new = [one for one in after.entries if _before(before, one) is None]
    yield from _too_little(replace(after, entries=tuple(new)))


def _without(config: Config, unknown: Iterable[Address]) -> Config:
    """Return the configuration without some entries, and without what is nested in these."""
    gone = {*unknown}

    def is_left(entry: Entry) -> bool:
        home = KINDS[entry.kind].endpoint.home(entry.key)
        was = (entry.kind, str(entry.resource.was))
        return gone.isdisjoint({(entry.kind, entry.key), was, home or ("", "")})

    return replace(config, entries=tuple(filter(is_left, config.entries)))


def _bare(config: Config) -> Config:
    """Return the configuration without ids and promises, each reference by key where it has one."""
    keys = {(one.kind, str(one.resource.id)): one.key for one in config.entries if one.resource.id}

    def by_key(ref: Ref) -> Ref:
        key = keys.get((ref.kind, str(ref.id)))
        if key:
            return Ref(ref.kind, key=key)
        is_named = ref.key and ref.kind != "user" and config.find(ref.kind, ref.key) is None
        return Ref(ref.kind, name=ref.key) if is_named else ref

    def made(entry: Entry) -> Entry:
        resource = map_refs(unpromised(entry.resource), by_key)
        return replace(entry, resource=resource.model_copy(update={"id": None}))

    return replace(config, entries=tuple(map(made, config.entries)))


def _outside(config: Config) -> Iterator[Ref]:
    """Yield the references that lead to no entry; people and what is only looked up are outside."""
    names = {(one.kind, str(one.resource.name).casefold()) for one in config.entries}
    for entry in config.entries:
        for _, ref in entry.refs:
            is_written = (ref.kind, str(ref.name).casefold()) in names
            if ref.kind == "user" or ref.id or (ref.name and not is_written):
                yield replace(ref, label=None)
