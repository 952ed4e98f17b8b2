"""What does not come back when an account goes back, and what must not go unasked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.kinds import titled
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Change, Plan
from pdsync.series import all_of

_ON_CALL = {"schedule", "escalation_policy", "service"}


def lost(plan: Plan, known: Known) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it was after the plan, the gravest first."""
    changes = [one for one in plan.changes if not one.blocked]
    made = [one for one in changes if one.action is Action.CREATE]
    yield from (_new_key(one) for one in made if one.kind == "integration")
    yield from _keys_that_go(changes, known)
    yield from (_new_id(one) for one in made if one.kind not in {"integration", "team_member"})
    if any(one.kind in _ON_CALL for one in changes):
        yield (
            "Incidents that are open stay with whoever they are assigned to: look at them, and "
            "reassign those that woke the wrong person."
        )


def unasked(plan: Plan, known: Known, allowed: int | None) -> Iterator[str]:
    """Yield why a plan is refused that deletes keys, where nobody has allowed so many deletions."""
    going = [one for one in plan.changes if not one.blocked and _has_keys(one, known)]
    total = sum(one.lost for one in plan.changes)
    if going and (allowed is None or allowed < total):
        verb = "has" if len(going) == 1 else "have"
        doomed = all_of(titled(*one.address) for one in going)
        yield (
            f"{doomed} would be deleted, and {verb} keys that somebody may send events "
            f"with; check that nobody does, then allow it with `--allow-deletes {total}`"
        )


def _new_key(change: Change) -> str:
    service = change.key.rpartition("/")[0]
    return (
        f"Integration '{change.name}' of service `{service}` comes back with another key: "
        "take it from its page, and give it to whatever sends the events."
    )


def _keys_that_go(changes: Sequence[Change], known: Known) -> Iterator[str]:
    for one in changes:
        if _has_keys(one, known):
            yield f"{_headed(one)} goes with its keys: what is sent with them is lost."


def _new_id(change: Change) -> str:
    said = f"{_headed(change)} comes back with another id"
    if change.kind == "schedule":
        return (
            f"{said}: its overrides are gone, and people subscribe to its calendar once more; make "
            "again the overrides that still matter."
        )
    if change.kind == "service":
        return (
            f"{said}: its incidents, and links and workflows that name the old one, are not its "
            "own; look for what is set up by hand, such as Slack channels and dependencies."
        )
    return f"{said}: whatever names the old one outside of this configuration must be set again."


def _has_keys(change: Change, known: Known) -> bool:
    """Return True if integrations go by a change, each of which may have a key."""
    if change.action is not Action.DELETE:
        return False
    if change.kind == "integration":
        return True
    live = known.snapshot.of(change.kind).get(str(change.id))
    return change.kind == "service" and bool(live and live.raw.get("integrations"))


def _headed(change: Change) -> str:
    """Return the thing of a change as a sentence begins with it."""
    named = titled(*change.address)
    return named[:1].upper() + named[1:]
