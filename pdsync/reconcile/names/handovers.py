"""Names that a plan gives to others than those who have them: who has them, who lets go. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Collection, titled
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry, folded_name, place_of


@frozen
class Handover:
    """A name that passes from a live resource to another.

    `taker` is the change of the one that gets it, `giver` that of the one that has it now.
    """

    name: str
    live: Live
    taker: Address
    giver: Address


def handovers(
    kept: Sequence[Change],
    changes: Sequence[Change],
    known: Known,
    drafted: Mapping[Address, Drafted],
) -> tuple[tuple[Handover, ...], tuple[Diagnostic, ...]]:
    """Every name that changes hands, and an error for each that cannot.

    `kept` are the changes inside the selection: neither side of a handover is sent without the
    other, but for one who lets go of a name by itself.
    """
    held = _Held(known, drafted, {one.address: one for one in changes})
    inside = {one.address for one in kept}
    found: list[Handover] = []
    problems: list[Diagnostic] = []
    for one in held.claims(changes):
        wrong = held.wrong(one, inside)
        if wrong:
            problems.append(wrong)
        elif one.giver is not None and {one.taker, one.giver} <= inside:
            found.append(Handover(one.name, one.live, one.taker, one.giver))
    return tuple(found), tuple(problems)


@frozen
class _Claim:
    """A name that a change gives, and a live resource that has it; `giver` is None if it stays."""

    name: str
    live: Live
    taker: Address
    giver: Address | None


@frozen
class _Held:
    """Holders of names, by kind."""

    known: Known
    drafted: Mapping[Address, Drafted]
    changes: Mapping[Address, Change]

    def claims(self, changes: Iterable[Change]) -> Iterator[_Claim]:
        """Every name that some live resource has and a change gives to another."""
        for change in changes:
            name = self.given(change.address)
            if name is None:
                continue
            for live in self._by_name[change.kind, folded_name(change.kind, name)]:
                if live.id == change.id or self._is_unclear(live):
                    continue
                if not self._makes_way(live, change):
                    yield _Claim(name, live, change.address, self._giver(live))

    def _is_unclear(self, live: Live) -> bool:
        """Return True if something else is wrong with its entry, and is reported."""
        address = self._addresses.get(live.id)
        if address is None:
            return self.known.is_unclear(live)
        return address not in self.drafted

    def given(self, address: Address) -> str | None:
        """The name that a change gives; None where it gives none that is new."""
        change = self.changes.get(address)
        if change is None or change.action is Action.DELETE or address not in self.drafted:
            return None
        kind = KINDS[change.kind]
        if not isinstance(kind.endpoint, Collection):
            return None
        name, live = str(self.drafted[address].merged.name), self.known.matching.pairs[address]
        same = live is not None and _folded(live) == (kind.name, folded_name(kind.name, name))
        return None if same else name

    def _giver(self, live: Live) -> Address | None:
        """The change by which a live resource lets go of its name."""
        address = self._addresses.get(live.id)
        if address is not None:
            return address if self.given(address) is not None else None
        return self._going.get(live.id)

    def _makes_way(self, live: Live, change: Change) -> bool:
        """Return True for the layered schedule whose place, name included, a change takes."""
        orphans = self.known.matching.orphans
        return any(one.id == live.id and one.heir == change.address for one in orphans)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[Live]]:
        found: dict[tuple[str, str], list[Live]] = defaultdict(list)
        for live in self.known.snapshot.everything():
            found[_folded(live)].append(live)
        return found

    @cached_property
    def _addresses(self) -> Mapping[str, Address]:
        pairs = self.known.matching.pairs.items()
        return {live.id: address for address, live in pairs if live}

    @cached_property
    def _going(self) -> Mapping[str, Address]:
        return {
            str(one.id): one.address for one in self.changes.values() if one.action is Action.DELETE
        }

    def wrong(self, claim: _Claim, inside: set[Address]) -> Diagnostic | None:
        """Why a name cannot change hands."""
        taken, giver = claim.taker in inside, claim.giver
        if giver is None:
            return self._taken(claim) if taken else None
        if taken and giver not in inside:
            message = (
                f"{titled(*claim.taker)} takes the name '{claim.live.name}' over from "
                f"{titled(*giver)}, which {self.known.options.why_out(*giver)}"
            )
            return self._outside(message, giver, claim.taker)
        goes = self.changes[giver].action is Action.DELETE
        if goes and giver in inside and not taken:
            message = (
                f"{titled(*giver)} goes when {titled(*claim.taker)} has its name, and that "
                f"{self.known.options.why_out(*claim.taker)}"
            )
            return self._outside(message, claim.taker, giver)
        return None

    def _outside(self, message: str, missing: Address, inside: Address) -> Diagnostic:
        return error(
            "needs-outside",
            message,
            help=self.known.options.way_in(*missing),
            place=self.changes[inside].place,
        )

    def _taken(self, claim: _Claim) -> Diagnostic:
        live = claim.live
        return error(
            "name-taken",
            f"{titled(*claim.taker)} cannot be called '{claim.name}': the account has "
            f"{live.kind.title} '{live.name}' ({live.id}), {self._why(live)}",
            help="choose another name, or give that one another name first",
            place=self._place(claim.taker),
        )

    def _why(self, live: Live) -> str:
        address = self._addresses.get(live.id)
        if address is not None:
            return f"which is `{address[1]}` here and keeps its name"
        if live.mark is None:
            return "which is not managed here"
        return f"which is marked {live.mark}"

    def _place(self, address: Address) -> Place | None:
        return place_of(self._entries[address], ("name",))

    @cached_property
    def _entries(self) -> Mapping[Address, Entry]:
        return {(one.kind, one.key): one for one in self.known.config.entries}


def _folded(live: Live) -> tuple[str, str]:
    return live.kind.name, folded_name(live.kind.name, live.name)
