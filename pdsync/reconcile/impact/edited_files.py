"""On-call changes by an edit of files alone, as far as anchors make them known. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pdsync.kinds import Ref, refs_in
from pdsync.reconcile._model import ROSTER_KINDS, OnCall, Touched
from pdsync.reconcile.read.rosters import roster_of_config
from pdsync.roster import Affected, Comparison, Roster, SharedLevels, View
from pdsync.source import Config


def oncall_of_edit(before: Config, after: Config, since: datetime, until: datetime) -> OnCall:
    """Return who is on call by each schedule and level that an edit changes, before and after."""
    old, new = roster_of_config(before), roster_of_config(after)
    compared = Comparison(View(old, since, until), View(new, since, until), _changed(old, new))
    touched = tuple(_touched(one, after) for one in _affected(compared))
    same = tuple(_same_person(compared, touched, after))
    return OnCall(since, until, touched, _names(old, new), same_person=same)


def _same_person(
    compared: Comparison, touched: Iterable[Touched], config: Config
) -> Iterator[tuple[Touched, SharedLevels]]:
    """Yield the neighbours of levels that change, where they come to be the same person."""
    levels = [one.affected for one in touched if one.affected.kind == "level"]
    pairs = {(one.token, (one.number or 0) + by) for one in levels for by in (-1, 0)}
    found = (compared.same_person(*pair) for pair in sorted(pairs) if pair[1])
    for one in found:
        if one:
            yield _touched(Affected("level", one.policy, one.number), config), one


def _changed(old: Roster, new: Roster) -> frozenset[str]:
    schedules = new.resources["schedule"]
    return frozenset(
        key for key, one in old.resources["schedule"].items() if one != schedules.get(key)
    )


def _affected(compared: Comparison) -> Iterator[Affected]:
    schedules = (compared.schedule(one) for one in sorted(compared.touched))
    roster = compared.after.roster
    levels = (
        compared.level(policy, number + 1)
        for policy in roster.resources["escalation_policy"]
        for number in range(len(roster.levels(policy)))
    )
    yield from (one for one in (*schedules, *levels) if one)


def _touched(affected: Affected, config: Config) -> Touched:
    kind = "escalation_policy" if affected.kind == "level" else affected.kind
    entry = config.find(kind, affected.token)
    name = getattr(entry.resource, "name", "") if entry else ""
    return Touched(affected.token, str(name or affected.token), None, affected)


def _names(*rosters: Roster) -> dict[str, str]:
    """Names by token: keys and e-mails are names here."""
    resources = [
        (key, one)
        for roster in rosters
        for kind in ROSTER_KINDS
        for key, one in roster.resources[kind].items()
    ]
    refs: list[Ref] = [ref for _, one in resources for _, ref in refs_in(one)]
    named = {str(ref.id or ref.key or ref.name): str(ref) for ref in refs}
    return named | {key: key for key, _ in resources}
