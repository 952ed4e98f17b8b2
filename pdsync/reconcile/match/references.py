"""References as written, as ids, as words for people, as JSON for the API. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pdsync.kinds import KINDS, Ref, ident, near_address, near_key
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config, Entry

_SHOWN = 3
"""As many names as a sentence holds."""
_NOBODY = (
    "check the address; whoever was deleted in the account, or is not invited yet, must be invited "
    "there first, or left out here"
)


class Unresolved(Exception):
    """A reference to something that does not exist; `help` says what does.

    Or to what there are `several` of.
    """

    def __init__(
        self,
        message: str,
        help: str | None = None,  # noqa: A002 - the word that is printed
        *,
        several: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.several = several


class Directory:
    """Every way to name what the configuration and the account have.

    A canonical reference holds the id of what is live and the key of what is still to be made, so
    that two references are equal exactly when they mean the same thing.
    """

    def __init__(
        self, config: Config, snapshot: Snapshot, matching: Matching, *, show_ids: bool = False
    ) -> None:
        self._snapshot = snapshot
        self._pairs = matching.pairs
        self._heirs = {live.id: live.heir for live in matching.orphans if live.heir}
        self._entries = {(entry.kind, entry.key): entry for entry in config.entries}
        self._handles = {kind: _by_handle(lives) for kind, lives in snapshot.live.items()}
        self._show_ids = show_ids
        self._canonical: dict[Ref, Ref] = {}

    def canonical(self, ref: Ref) -> Ref:
        """The same reference, by id or by the key of what will be made; raises Unresolved.

        All that refer to one thing share one reference.
        """
        if ref.id is not None:
            return self._by_id(ref)
        found = self._canonical.get(ref)
        if found is None:
            found = self._canonical[ref] = self._looked_up(ref)
        return found

    def _looked_up(self, ref: Ref) -> Ref:
        if ref.name is not None:
            return self._by_name(ref, ref.name)
        if KINDS[ref.kind].managed:
            return self._by_key(ref)
        return self._by_name(ref, str(ref.key))

    def canonical_or_same(self, ref: Ref) -> Ref:
        """The same reference, canonical unless it leads nowhere."""
        try:
            return self.canonical(ref)
        except Unresolved:
            return ref

    def _by_id(self, ref: Ref) -> Ref:
        if ref.kind in self._snapshot.live and ref.id not in self._snapshot.of(ref.kind):
            raise self._absent(
                ref,
                f"with the id {ref.id}",
                "take the id from the address of its page, or write its key or name",
            )
        return ref

    def _by_key(self, ref: Ref) -> Ref:
        address = (ref.kind, str(ref.key))
        live = self._pairs.get(address)
        if live is not None:
            return Ref(ref.kind, id=live.id)
        if address in self._entries:
            return ref
        raise Unresolved(
            f"there is no {_title(ref)} `{ref.key}` in the configuration",
            "write it there, or {name: …} or {id: P…} for one that is only in the account",
        )

    def _by_name(self, ref: Ref, name: str) -> Ref:
        if ref.kind in self._snapshot.unavailable:
            raise Unresolved(
                f"this account's plan has no {KINDS[ref.kind].section}",
                "take it out here, or ask PagerDuty to add the ability",
            )
        handles = self._handles.get(ref.kind, {})
        found = handles.get(name.casefold(), [])
        exact = [live for live in found if live.handle == name] or found
        if len(exact) == 1:
            return Ref(ref.kind, id=exact[0].id)
        if exact:
            ids = ", ".join(live.id for live in exact)
            raise Unresolved(
                f"{len(exact)} live {KINDS[ref.kind].section.replace('_', ' ')} are called "
                f"'{name}': {ids}",
                "write {id: P…}",
                several=True,
            )
        raise self._absent(ref, f"'{name}'", self._hint(ref, name))

    def _absent(self, ref: Ref, which: str, hint: str) -> Unresolved:
        """Return the problem of a reference to what was not listed; the list may be short."""
        why = self._snapshot.missing(ref.kind)
        if why is None:
            return Unresolved(f"the account has no {_title(ref)} {which}", hint)
        help_ = f"{why}; try again later, or check how it is written"
        return Unresolved(f"the account lists no {_title(ref)} {which}", help_)

    def _hint(self, ref: Ref, name: str) -> str:
        own = [e.key for e in self._entries.values() if e.kind == ref.kind and _named(e, name)]
        if own:
            return f"it is in this configuration: write its key, `{own[0]}`"
        lives = self._snapshot.of(ref.kind).values()
        handles = [live.handle for live in lives]
        if ref.kind == "user":
            if nameless := [one for one in lives if not isinstance(one.raw.get("email"), str)]:
                names = ", ".join(f"'{one.name}'" for one in nameless[:_SHOWN])
                asked = nameless[0].request
                return f"{asked} gave {names} without `email`: it may be theirs; try again later"
            near = near_address(name, handles)
            return f"did you mean {near}?" if near else _NOBODY
        near = near_key(name, handles)
        return f"did you mean {near}?" if near else "write its name as it is there, or {id: P…}"

    def label(self, ref: Ref, called: str | None = None) -> str:
        """A reference as people read it: an e-mail for a user, a name for all else.

        `called` is the name that it will have, where that is to be said.
        """
        live = self._live(ref)
        if called is not None:
            shown: str | None = called
        elif live is not None:
            shown = live.json.get("email") or self._heir(live) or f"{live.name}{self._sort(live)}"
        else:
            entry = self._entries.get((ref.kind, str(ref.key)))
            shown = self._to_be_made(entry) if entry else self._unseen(ref)
        ident = ref.id or (live.id if live else None)
        return f"{shown} ({ident})" if self._show_ids and ident else str(shown)

    def called(self, ref: Ref) -> str | None:
        """The name that something has in the account; None for what is not there."""
        live = self._live(ref)
        return live.name if live else None

    def email(self, ref: Ref) -> str | None:
        """Return the e-mail by which the YAML names a person; None for one who is gone."""
        live = self._live(ref)
        found = live.json.get("email") if live else None
        return str(found) if found else None

    def _sort(self, live: Live) -> str:
        """Return what tells a layered schedule from a shift-based one that has or gets its name."""
        twins = self._handles.get(live.kind.name, {}).get(live.handle.casefold(), ())
        has_twin = any(one.is_shift_based for one in twins) and not live.is_shift_based
        entry = self._entries.get(self._heirs.get(live.id, ("", "")))
        return " (layers)" if has_twin or (entry and _named(entry, live.name)) else ""

    def _heir(self, live: Live) -> str | None:
        """The name that something live is to get, if it takes the place of another."""
        pairs = ((self._pairs.get(heir), heir) for heir in self._heirs.values())
        found = (heir for mine, heir in pairs if mine and mine.id == live.id)
        return next((str(self._entries[heir].resource.name) for heir in found), None)

    def _unseen(self, ref: Ref) -> str | None:
        """Return words for what is neither live nor written, such as a deleted user."""
        listed = "user" in self._snapshot.live and not self._snapshot.missing("user")
        deleted = ref.kind == "user" and listed
        return ref.label or ref.name or ref.key or (f"deleted user {ref.id}" if deleted else ref.id)

    def _to_be_made(self, entry: Entry) -> str:
        """The name of what is not live, told apart from something live of the same name."""
        name = str(entry.resource.name)
        twin = name.casefold() in self._handles.get(entry.kind, {})
        return f"{name} (new)" if twin else name

    def wire(self, ref: Ref) -> dict[str, Any]:
        """A canonical reference as the API's `{id, type}`, with a placeholder for an id to come."""
        live = self._live(ref)
        is_v3 = live is not None and live.is_shift_based
        return {
            "id": ident(ref),
            "type": f"{ref.kind}{'_v3' if is_v3 else ''}_reference",
        }

    def _live(self, ref: Ref) -> Live | None:
        if ref.id is not None:
            return self._snapshot.of(ref.kind).get(ref.id)
        return self._pairs.get((ref.kind, str(ref.key)))

    @property
    def people(self) -> dict[str, str]:
        """The names of people by e-mail."""
        users = self._snapshot.of("user").values()
        return {live.handle: live.name for live in users}


def _by_handle(lives: Mapping[str, Live]) -> dict[str, list[Live]]:
    groups: dict[str, list[Live]] = defaultdict(list)
    for live in lives.values():
        groups[live.handle.casefold()].append(live)
    return groups


def _named(entry: Entry, name: str) -> bool:
    return str(entry.resource.name).casefold() == name.casefold()


def _title(ref: Ref) -> str:
    return KINDS[ref.kind].title


def encode(value: Any, directory: Directory) -> Any:
    """A body with every Ref written as the API wants it."""
    if isinstance(value, Ref):
        return directory.wire(value)
    if isinstance(value, Mapping):
        return {key: encode(child, directory) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [encode(child, directory) for child in value]
    return value
