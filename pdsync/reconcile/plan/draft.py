"""One pair of wanted and live into one change with its calls. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from pdsync.frozen import frozen, replace
from pdsync.kinds import (
    KINDS,
    Call,
    Draft,
    IdOf,
    Kind,
    Mark,
    Ref,
    Resource,
    When,
    as_sent,
    kind_of,
    refs_in,
    with_mark,
)
from pdsync.reconcile._model import Action, Address, Change, FieldChange
from pdsync.reconcile._states import (
    AsItIs,
    Merged,
    Present,
    Resolved,
    Wanted,
    merge,
    present,
    resolve,
)
from pdsync.reconcile.match.references import Directory, encode
from pdsync.reconcile.plan.diff import (
    ValueWords,
    changed_fields,
    created_fields,
    extra_changes,
    field_changes,
    fingerprint,
    plain,
)
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry, Settings


@frozen
class Drafting:
    """Context for turning pairs into changes, the same for all of them."""

    directory: Directory
    settings: Settings
    when: When

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.when.now

    @property
    def words(self) -> ValueWords:
        """Words for values."""
        return ValueWords(self.directory.label)


@frozen
class Drafted:
    """A change, None where nothing differs, with the resource as it will be as its `result`.

    Of an entry that stands still that is what the account has: nothing that is written comes true.
    """

    change: Change | None
    result: Merged | AsItIs
    stands_still: bool = False

    @property
    def merged(self) -> Merged:
        """The resource, with canonical references, for whoever asks what refers to what then."""
        return self.result.read() if isinstance(self.result, AsItIs) else self.result


def draft(entry: Entry, wanted: Wanted, live: Live | None, use: Drafting) -> Drafted:
    """The change that turns `live` into `wanted`, whose references are canonical already."""
    kind = live.kind if live else kind_of(KINDS[entry.kind], wanted)
    now_live = present(live, use.now) if live else None
    resolved = resolve(kind, wanted, now_live, use.when)
    merged = merge(resolved, now_live)
    if live is None or now_live is None:
        return Drafted(_creation(kind, entry, merged, use), merged)
    return Drafted(_update(kind, entry, _Pair(resolved, live, now_live, merged), use), merged)


@frozen
class _Pair:
    wanted: Resolved
    live: Live
    resource: Present
    merged: Merged

    @cached_property
    def body(self) -> Mapping[str, Any]:
        """All of it as it would be sent."""
        return self.live.kind.to_wire(self.merged, self.resource)


def _creation(kind: Kind, entry: Entry, wanted: Merged, use: Drafting) -> Change:
    body = kind.to_wire(wanted, None)
    sent = {name: value for name, value in body.items() if name not in kind.beside_the_body}
    sent |= wanted.extra
    mark = wanted_mark(kind, entry, use.settings, None)
    if mark:
        sent["description"] = with_mark(sent.get("description"), mark)
    path = kind.endpoint.path_for(wanted, IdOf(kind.name, entry.key))
    written = None if use.when.replaces else entry.resource
    waits, now = use.when.at_handoff, use.now
    whole = Draft(entry.key, wanted, None, frozenset(body), path, waits, now, written=written)
    calls = (kind.endpoint.create(wanted, sent), *kind.calls(whole))
    return Change(
        Action.CREATE,
        kind.name,
        entry.key,
        str(wanted.name) if kind.endpoint.named else entry.key,
        place=entry.place,
        fields=(
            *created_fields(wanted, use.words),
            *extra_changes(wanted.extra, {}),
        ),
        notes=tuple(kind.notes(whole)),
        calls=_encoded(calls, use.directory),
        needs=frozenset(_made_by(wanted)),
        wanted=wanted,
        shares=_shared(kind, Ref(kind.name, key=entry.key), wanted),
    )


def _update(kind: Kind, entry: Entry, pair: _Pair, use: Drafting) -> Change | None:
    mark = wanted_mark(kind, entry, use.settings, pair.live.mark)
    extra = pair.wanted.extra
    extras = extra_changes(extra, pair.live.raw) if extra else ()
    changed = changed_fields(pair.resource, pair.merged)
    marked = mark is not None and mark != pair.live.mark
    if not changed and not extras and not marked:
        return None
    adopts = marked and pair.live.mark is None
    path, waits, email = pair.live.path, use.when.at_handoff, use.directory.email
    whole = Draft(entry.key, pair.merged, pair.resource, changed, path, waits, use.now, email)
    fields = (
        *_mark_changes(pair.live.mark, mark),
        *field_changes(pair.resource, pair.merged, use.words),
        *_implied(kind, pair, changed, use.words),
        *extras,
    )
    return Change(
        Action.ADOPT if adopts else Action.UPDATE,
        kind.name,
        entry.key,
        pair.live.name,
        id=pair.live.id,
        place=entry.place,
        fields=fields,
        notes=tuple(kind.notes(whole)),
        calls=_update_calls(kind, whole, pair, mark, use),
        needs=frozenset(_made_by(pair.merged)),
        fingerprint=fingerprint(pair.resource),
        url=pair.live.url,
        overrides=f"{whole.path}/{kind.endpoint.keeps}" if kind.endpoint.keeps else None,
        wanted=as_sent(pair.merged, pair.resource, use.now),
        shares=_shared(kind, Ref(kind.name, id=pair.live.id), pair.merged, pair.resource),
    )


def _shared(
    kind: Kind, own: Ref, merged: Resource, live: Resource | None = None
) -> frozenset[Ref] | None:
    """Return what a change shares with others; None if it goes alone.

    What turns to something else, or away from it, goes alone.
    """
    how = kind.side_by_side
    if how is None or (live and not (how.updates and _refs(live) == _refs(merged))):
        return None
    return frozenset({own, *how.shares(merged)})


def _refs(resource: Resource) -> frozenset[Ref]:
    return frozenset(ref for _, ref in refs_in(resource))


def _implied(
    kind: Kind, pair: _Pair, changed: frozenset[str], words: ValueWords
) -> Iterator[FieldChange]:
    """Fields that nobody wrote and that change all the same, since they go with one that does."""
    others = {other for field in changed for other in kind.together.get(field, ())} - changed
    # A text that does not change is sent as it is; what is sent of anything else may go by others.
    names = {one for one in others if not isinstance(getattr(pair.merged, one, None), str)}
    now = kind.to_wire(pair.resource, pair.resource) if names else {}
    for name in sorted(names):
        wire = kind.wire_names.get(name, name)
        then = pair.body.get(wire)
        if wire in pair.body and now.get(wire) != then:
            yield FieldChange(f"/{name}", plain(now.get(wire), words), plain(then, words))


def _update_calls(
    kind: Kind, whole: Draft, pair: _Pair, mark: Mark | None, use: Drafting
) -> tuple[Call, ...]:
    sent = _changed_body(kind, pair, whole.changed)
    if mark is not None and (mark != pair.live.mark or "description" in whole.changed):
        sent["description"] = with_mark(getattr(pair.merged, "description", None), mark)
    put = kind.endpoint.update(whole.path, sent)
    put = replace(put, repeatable=not _appends(kind, sent))
    calls = kind.calls(whole)
    urgent = [one for one in calls if one.urgent]
    rest = [one for one in calls if not one.urgent]
    return _encoded((*urgent, *((put,) if sent else ()), *rest), use.directory)


def _changed_body(kind: Kind, pair: _Pair, changed: frozenset[str]) -> dict[str, Any]:
    """The fields that differ, and those that must go with them, under the API's names."""
    together = {other for field in changed for other in kind.together.get(field, ())}
    names = {
        kind.wire_names.get(field, field) for field in changed | together
    } - kind.beside_the_body
    body = {name: value for name, value in pair.body.items() if name in names}
    extra = pair.wanted.extra
    return body | {name: extra[name] for name in extra if extra[name] != pair.live.raw.get(name)}


def wanted_mark(kind: Kind, entry: Entry, settings: Settings, live: Mark | None) -> Mark | None:
    """The mark that the resource should carry; None where pdsync writes none."""
    if not (kind.marked and settings.marks):
        return None
    resource = entry.resource
    written = "protected" in resource.model_fields_set
    protected = resource.protected if written else bool(live and live.protected)
    return Mark(str(settings.stack), entry.key, protected=protected)


def _mark_changes(old: Mark | None, new: Mark | None) -> Iterator[FieldChange]:
    if new is None or old is None:
        return
    for field in ("stack", "key", "protected"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield FieldChange(f"/{field}", before, after)


def _encoded(calls: tuple[Call, ...], directory: Directory) -> tuple[Call, ...]:
    return tuple(replace(call, body=encode(call.body, directory)) for call in calls)


def _appends(kind: Kind, body: Mapping[str, Any]) -> bool:
    lists = [body[name] for name in kind.appends if name in body]
    return any("id" not in item for items in lists for item in items)


def _made_by(resource: Resource) -> Iterator[Address]:
    """Return what must be created before this resource can refer to it."""
    return ((ref.kind, str(ref.key)) for _, ref in refs_in(resource) if ref.id is None)
