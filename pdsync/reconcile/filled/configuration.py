"""A configuration in which everything is written: what it leaves out is as the account has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource, map_refs
from pdsync.oncall import Span
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.checks.duplicates import told
from pdsync.reconcile.filled.people import AccountUser, KnowingUsers, list_users, people_of
from pdsync.reconcile.match.owners import Owners
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.unmanaged import UnmanagedThing
from pdsync.reconcile.plan.make import read_known
from pdsync.reconcile.plan.merge import in_written_order, own_fields
from pdsync.reconcile.plan.planning import other_account, plan
from pdsync.reconcile.promised import OverriddenPromise, Promised, without_overrides
from pdsync.reconcile.read.find_shift_based import is_promised_no_total
from pdsync.reconcile.read.list_doubts import not_all_listed
from pdsync.reconcile.read.people_and_names import with_users
from pdsync.reconcile.read.rosters import Account
from pdsync.reconcile.read.topics import topics_of_account
from pdsync.source import Config, Entry
from pdsync.units import A_YEAR


@frozen
class Filled:
    """A configuration over an account, references by key and e-mail as people write them.

    Attributes:
        config: the configuration, with what it does not write.
        present: what is in the account, by address; what an entry will make is not in it.
        people: everybody by e-mail.
        unmanaged: what the configuration does not manage.
        twins: a warning of each resource of which the account has several.
        refused: what of people the token may not read; None where it may.
        overridden: promises that overrides make not kept.
        elsewhere: the error of a token for another account; none of all this is right then.
        doubts: lists that may not be all there is.
        is_short: people may be missing.
    """

    config: Config
    present: Mapping[Address, Resource]
    people: Mapping[str, AccountUser]
    unmanaged: tuple[UnmanagedThing, ...]
    twins: tuple[Diagnostic, ...]
    refused: str | None
    overridden: tuple[OverriddenPromise, ...]
    elsewhere: tuple[Diagnostic, ...]
    doubts: tuple[Diagnostic, ...]
    is_short: bool


def fill(config: Config, remote: Remote, now: datetime) -> Filled:
    """Read what a plan reads, with the ways to reach people. Sends GET requests only."""
    users = list_users(remote, len(_named_people(config)))
    reader = KnowingUsers(remote, users.listing)
    known = read_known(config, reader, Options(horizon=None), now)
    known = replace(known, snapshot=with_users(reader, known.snapshot))
    planned = plan(known)
    drafted = planned.drafted
    names, twins = _Names(known), known.matching.twins.values()
    merged = {at: one.merged for at, one in drafted.items() if not one.stands_still}
    entries = tuple(_filled(one, merged, names, planned.directory) for one in config.entries)
    pairs = known.matching.pairs.items()
    present = {one: names.named(live.resource(now)) for one, live in pairs if live}
    doubts = [
        one
        for one in known.snapshot.doubts
        if not is_promised_no_total(one) and not (one.kind == "user" and users.refused)
    ]
    return Filled(
        replace(config, entries=entries),
        present,
        people_of(known.snapshot.of("user"), with_ways=users.refused is None),
        tuple(_unmanaged(known)),
        tuple(replace(told(one), severity=Severity.WARNING) for one in twins),
        users.refused,
        tuple(_overridden(known, reader)),
        tuple(other_account(known)),
        tuple(not_all_listed(doubts)),
        known.snapshot.missing("user") is not None,
    )


def _named_people(config: Config) -> set[Ref]:
    """Return everybody whom a configuration names."""
    return {ref for one in config.entries for _, ref in one.refs if ref.kind == "user"}


def _unmanaged(known: Known) -> Iterator[UnmanagedThing]:
    """Yield what is not managed, but for what may be what an entry means."""
    matching = known.matching
    meant = {one.id for twins in matching.twins.values() for one in twins.of}
    owners = Owners(known.config.settings, known.snapshot, matching, known.now)
    yield from (one for one in owners.unmanaged(None, None).things if one.id not in meant)


def _overridden(known: Known, remote: Remote) -> Iterator[OverriddenPromise]:
    """Yield the promises that overrides make not kept, in a year; reads what promises are about."""
    account = Account(known.snapshot, known.matching, known.now, known.config)
    people = account.people
    promised = Promised(
        known.config, topics_of_account(account), lambda ident: people.get(ident, ident)
    )
    schedules = promised.schedules(account.roster)
    span = Span(known.now, known.now + A_YEAR)
    if schedules:
        roster = account.with_schedules(remote, schedules, span.start, span.end).roster
        yield from promised.broken_by(without_overrides(roster), roster, span)


def _filled(
    entry: Entry, merged: Mapping[Address, Resource], names: _Names, directory: Directory
) -> Entry:
    """An entry with what it does not write; what is pdsync's own stays as it is written.

    So does the order of what is unordered, since places are those of what is written, and all of
    an entry that has no part in the plan.
    """
    found = merged.get((entry.kind, entry.key))
    if found is None:
        return entry
    written = entry.resource
    found = in_written_order(found, map_refs(written, directory.canonical_or_same))
    own = own_fields(type(written)) & written.model_fields_set
    whole = names.named(found).model_copy(update={name: getattr(written, name) for name in own})
    return replace(entry, resource=whole)


class _Names:
    """Names of what is in the account: keys of the configuration, and e-mails."""

    def __init__(self, known: Known) -> None:
        pairs = known.matching.pairs.items()
        self._keys = {(live.kind.name, live.id): key for (_, key), live in pairs if live}
        self._emails = {live.id: live.handle for live in known.snapshot.of("user").values()}

    def named(self, resource: Resource) -> Resource:
        """The same resource with references as people write them."""
        found: Resource = map_refs(resource, self._name)
        return found

    def _name(self, ref: Ref) -> Ref:
        if ref.id is None:
            return ref
        key = self._keys.get((ref.kind, ref.id))
        if ref.kind == "user":
            key = self._emails.get(ref.id)
        return Ref(ref.kind, key=key.casefold() if ref.kind == "user" else key) if key else ref
