"""Ways back from overrides that were made or changed. Pure; sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.frozen import frozen
from pdsync.reconcile.overrides.sending import SentOverride
from pdsync.roster import OnCallHandover


@frozen
class OverrideBack:
    """What takes back an override: to remove `id`, or where that is None to add one for `old`.

    An override that was changed is not as it was once it is removed.
    """

    handover: OnCallHandover
    id: str | None


def ways_back(sent: Sequence[SentOverride]) -> tuple[OverrideBack | None, ...]:
    """Return for each override how its hours go back; None where none have gone anywhere."""
    shortened = {_whose(one.handover) for one in sent if one.changed and _is_kept(one)}
    return tuple(_way_back(one, shortened) for one in sent)


def _way_back(
    one: SentOverride, shortened: Iterable[tuple[str | None, ...]]
) -> OverrideBack | None:
    handover = one.handover
    if not one.is_made or _is_kept(one):
        return None
    is_changed = one.changed or _whose(handover) in shortened
    if is_changed and handover.old:
        return OverrideBack(handover, None)
    return OverrideBack(handover, one.id) if one.id else None


def _is_kept(one: SentOverride) -> bool:
    return one.handover.new == one.handover.old


def _whose(one: OnCallHandover) -> tuple[str | None, ...]:
    return one.schedule, one.part, one.owner, one.old
