"""Lists that may not be all there is, or contradict themselves: why, and what follows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, SHIFT_BASED, kind_of
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile._remote import RemoteList
from pdsync.series import all_of, any_of
from pdsync.source import Safety

_TRUSTING = frozenset({Action.CREATE, Action.ADOPT, Action.REPLACE})
"""Actions that rely on a list being whole. What is deleted was found, by its mark."""


class Why(StrEnum):
    """Reason to doubt a list."""

    SHORT = "short"
    ENDLESS = "endless"
    UNCOUNTED = "uncounted"
    UNSTEADY = "unsteady"
    CLASHING = "clashing"
    UNIDENTIFIED = "unidentified"
    UNANSWERED = "unanswered"
    WITHHELD = "withheld"


_RULES = {
    Why.SHORT: "short-list",
    Why.ENDLESS: "short-list",
    Why.CLASHING: "clashing-list",
    Why.UNIDENTIFIED: "unread-answer",
    Why.UNANSWERED: "unread-answer",
    Why.WITHHELD: "unread-answer",
}
_UNCOUNTED = frozenset({Why.UNCOUNTED, Why.UNSTEADY})
SHORT = frozenset({Why.SHORT, Why.ENDLESS})
INCOMPLETE = SHORT | _UNCOUNTED
"""What may be wrong with a list so that something is missing in it."""
UNSEEN = frozenset({Why.UNANSWERED, Why.WITHHELD})
"""A list that did not come: nobody knows what would be in it, or something is known to be."""


@frozen
class Doubt:
    """Doubt about the list of a kind, and the `request` that gave it.

    `told` are the numbers or ids that say so. `ids` are those that were listed, where PagerDuty
    promises no count: then a second reading that has the same is as good.
    """

    kind: str
    request: str
    why: Why
    told: str = ""
    ids: frozenset[str] = frozenset()

    @property
    def section(self) -> str:
        """Name of the kind's resources, in words."""
        return KINDS[self.kind].section.replace("_", " ")

    @property
    def sentence(self) -> str:
        """Description of what came, as a clause."""
        told = _TOLD[self.why].format(self.section, self.told)
        return f"{self.request}{told if told.startswith(':') else f' {told}'}"


_TOLD = {
    Why.SHORT: "listed fewer {0} than there are, twice ({1}): what is missing there may exist all "
    "the same",
    Why.ENDLESS: "listed {0} and does not say that they are all, twice: what is missing there may "
    "exist all the same",
    Why.UNCOUNTED: "does not say how many {0} there are (its `total` is no number): what is "
    "missing there may exist all the same",
    Why.UNSTEADY: "listed other {0} when it was asked again: what is missing there may exist all "
    "the same",
    Why.UNIDENTIFIED: ": it may be any of the {0} that are written",
    Why.UNANSWERED: "answered {1}",
    Why.WITHHELD: "answered {1}",
    Why.CLASHING: "listed {1} twice, with different contents: which of them is right is not known",
}


def doubts(kind: str, request: str, listing: RemoteList) -> Iterator[Doubt]:
    """Return the doubts about a list as it was read."""
    if listing.short:
        why = Why.ENDLESS if listing.total is None else Why.SHORT
        yield Doubt(kind, request, why, f"{len(listing.items)} of {listing.total}")
    elif listing.total is None:
        yield Doubt(kind, request, Why.UNCOUNTED)
    if listing.clashing:
        yield Doubt(kind, request, Why.CLASHING, all_of(listing.clashing))


def stands_in_the_way(doubt: Doubt, changes: Iterable[Change], safety: Safety) -> bool:
    """Return True if some changes rely on the list, and may not."""
    if doubt.why is Why.CLASHING:
        return any(True for _ in changes)
    if doubt.why is Why.UNANSWERED:
        return any(_is_shift_based(one) for one in _relying(doubt, changes))
    if doubt.why in _UNCOUNTED and KINDS[doubt.kind].section in safety.uncounted:
        return False
    return any(True for _ in _relying(doubt, changes))


def _relying(doubt: Doubt, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that go by what is not in the list."""
    return (one for one in changes if one.kind == doubt.kind and one.action in _TRUSTING)


def _is_shift_based(change: Change) -> bool:
    return change.wanted is None or kind_of(KINDS[change.kind], change.wanted) is SHIFT_BASED


def refused_lists(
    found: Sequence[Doubt], changes: Sequence[Change], safety: Safety
) -> Iterator[str]:
    """A refusal for each list that the changes must rely on and cannot."""
    for doubt in found:
        if not stands_in_the_way(doubt, changes, safety):
            continue
        if doubt.why is Why.CLASHING:
            yield f"{doubt.sentence}, so nothing is changed; try again later"
            continue
        if doubt.why in UNSEEN:
            what = "with `rotations` " * (doubt.why is Why.UNANSWERED)
            yield f"{doubt.sentence}, so no schedule {what}is created or adopted; {_ANOTHER}"
            continue
        section = KINDS[doubt.kind].section
        other = f", or accept that with `safety: {{uncounted: [{section}]}}` in pdsync.yaml"
        way_out = "try again later" + (other if doubt.why in _UNCOUNTED else "")
        yield f"{doubt.sentence}, so nothing is created or adopted; {way_out}"


def not_all_listed(found: Sequence[Doubt]) -> Iterator[Diagnostic]:
    """A warning for each list of which something is missing, where only questions are asked.

    Of a list that did not come most likely nothing is missing: that is said all the same.
    """
    for doubt in found:
        if doubt.why is not Why.UNIDENTIFIED:
            yield Diagnostic(
                _RULES.get(doubt.why, "short-list"),
                Severity.INFO if doubt.why is Why.UNANSWERED else Severity.WARNING,
                doubt.sentence,
                help=f"{_way_out(doubt)}; what is told goes by what was listed",
            )


def doubtful_lists(
    found: Sequence[Doubt], changes: Sequence[Change], safety: Safety
) -> Iterator[Diagnostic]:
    """A warning for each list of which something is missing, though no change relies on it."""
    for doubt in found:
        if doubt.why in _UNCOUNTED or stands_in_the_way(doubt, changes, safety):
            continue
        relying = [one.name for one in _relying(doubt, changes)]
        if doubt.why is Why.UNANSWERED and not relying:
            continue  # most likely there are none, and nothing is made that could be one of them
        told = "no change of this plan relies on it"
        if relying:
            told = f"see that none of them is called {any_of(map(repr, relying))}"
        yield Diagnostic(
            _RULES[doubt.why],
            Severity.WARNING,
            doubt.sentence,
            help=f"{_way_out(doubt)}; {told}",
        )


_ANOTHER = "use a token that may read them"


def _way_out(doubt: Doubt) -> str:
    if doubt.why is Why.UNANSWERED:
        return f"if the account has some, {_ANOTHER}"
    return _ANOTHER if doubt.why is Why.WITHHELD else "try again later"
