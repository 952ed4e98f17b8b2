"""A saved plan against a fresh one: what moved since it was made. Pure, on plans as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pdsync.json_types import JsonView
from pdsync.kinds import KINDS
from pdsync.reconcile._options import VALID
from pdsync.reconcile.checks.promises import UNKEPT
from pdsync.reconcile.impact.oncall_warnings import ON_CALL
from pdsync.stamps import read_stamp

_PASSING = frozenset({"format", "oncall", "valid_until", "made_at", "soon", "tzdata"})
"""What is another a second later, although nothing has moved."""
_OF_THE_MOMENT = ON_CALL | {UNKEPT}
"""Rules whose words tell of the time that is left of a gap, or of who is on call right now."""
_LATE = "it was to take effect before a hand-off, and would do so after it"
_CLOCKS = timedelta(minutes=2)
"""As far as the clocks of two machines may be apart."""
_NOBODY: Mapping[tuple[str, str], str] = {}
_SHOWN = 5
"""As many reasons as a person reads before making the plan again."""


def stale(
    saved: JsonView, fresh: JsonView, now: datetime, by: Mapping[tuple[str, str], str] = _NOBODY
) -> tuple[str, ...]:
    """Why a saved plan is not what a fresh one says; () when it still is.

    The fresh one is made `as_of` the time of the saved one, so that its `valid_until` counts the
    hand-offs since then. Each reason is a sentence that names what moved. A saved plan is never
    trusted for its calls: they must be those of the fresh one. `by` ends what is said of a thing
    that was changed in the account: who it was.
    """
    if not _is_whole(saved):
        return ("it is damaged: its changes cannot be read",)
    if saved.get("version") != fresh["version"]:
        return (f"it was made by pdsync {saved.get('version')}, and this is {fresh['version']}",)
    if saved.get("account") != fresh["account"]:
        return (f"it was made for the account {saved.get('account')}, not {fresh['account']}",)
    moved = [*_configuration(saved, fresh), *_changes(saved, fresh, by)]
    reasons = [*_too_old(saved, fresh, now), *_other_zones(saved, fresh), *moved]
    return _capped(reasons or list(_rest(saved, fresh)))


def _capped(reasons: list[str]) -> tuple[str, ...]:
    """The first few reasons: the new plan shows the rest."""
    more = len(reasons) - _SHOWN
    return (*reasons[:_SHOWN], *((f"and {more} more",) if more > 0 else ()))


def made_at(saved: JsonView) -> datetime | None:
    """Return when a saved plan was made; None where it does not say."""
    return _instant(saved.get("made_at"))


def _too_old(saved: JsonView, fresh: JsonView, now: datetime) -> Iterator[str]:
    """Return why the plan is too old: others may be on call by now than those whom it shows."""
    made = made_at(saved)
    ends = [_instant(one.get("valid_until")) for one in (saved, fresh)]
    if made is None:
        yield "it does not say when it was made"
    elif made > now + _CLOCKS:
        yield f"it was made in the future, at {saved['made_at']}: one of two clocks is wrong"
    elif None in ends:
        yield "it does not say until when it holds"
    elif any(one and now >= one for one in ends):
        handed_over = _handed_over(fresh["oncall"], now) or _handed_over(saved.get("oncall"), now)
        late = fresh["soon"] and now < made + VALID and _LATE
        yield handed_over or late or "it was made more than seven days ago"


def _other_zones(saved: JsonView, fresh: JsonView) -> Iterator[str]:
    before, after = (str(one.get("tzdata")).partition(",")[0] for one in (saved, fresh))
    if before != after:
        yield (
            f"it was made with the rules of time zones of {before}, and these are of {after}, "
            "by which others may be on call"
        )


def _handed_over(oncall: Any, now: datetime) -> str | None:
    handoff = oncall.get("handoff") if isinstance(oncall, Mapping) else None
    if not isinstance(handoff, Mapping):
        return None
    at = _instant(handoff.get("at"))
    if at is None or at > now:
        return None
    return f"others are on call by schedule '{handoff.get('schedule')}' since {handoff.get('at')}"


def _instant(text: Any) -> datetime | None:
    try:
        found = read_stamp(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _configuration(saved: JsonView, fresh: JsonView) -> Iterator[str]:
    if saved.get("digest") != fresh["digest"]:
        yield "the configuration was changed after it was made"


def moved_things(saved: JsonView, fresh: JsonView) -> Mapping[tuple[str, str], str]:
    """Return the ids of what may have been changed in the account since a plan was saved."""
    if not _is_whole(saved):
        return {}
    old, new = _by_address(saved), _by_address(fresh)
    found = {}
    for address in {**old, **new}:
        rows = [plan[address] for plan in (old, new) if address in plan]
        ident = next((one["id"] for one in rows if isinstance(one.get("id"), str)), None)
        if ident and len({str(one.get("fingerprint")) for one in rows}) + (len(rows) == 1) > 1:
            found[address] = ident
    return found


def _changes(saved: JsonView, fresh: JsonView, by: Mapping[tuple[str, str], str]) -> Iterator[str]:
    old, new = _by_address(saved), _by_address(fresh)
    for address in [*old, *(address for address in new if address not in old)]:
        who = by.get(address, "")
        if address not in new:
            yield f"{_said(address)}: nothing is left to {old[address].get('action')}{who}"
        elif address not in old:
            yield f"{_said(address)}: a change to {new[address]['action']} it has come up{who}"
        elif old[address].get("fingerprint") != new[address]["fingerprint"]:
            yield f"{_said(address)}: it was changed in the account{who}"
        elif _besides_risks(old[address]) != _besides_risks(new[address]):
            yield f"{_said(address)}: its change is another one now"
        else:
            known = old[address].get("risks")
            risks = (one for one in new[address]["risks"] if not _holds(known, one))
            yield from (f"{_said(address)}: a risk has come up: {one}" for one in risks)


def _besides_risks(change: JsonView) -> JsonView:
    """A change, for comparison: of risks only new ones count, since any may pass with time.

    Its teams are a heading for people.
    """
    return {name: value for name, value in change.items() if name not in {"risks", "teams"}}


def _holds(known: Any, risk: str) -> bool:
    return isinstance(known, list) and risk in known


def _by_address(plan: JsonView) -> dict[tuple[str, str], JsonView]:
    return {(str(one["kind"]), str(one["key"])): one for one in plan["changes"]}


def _said(address: tuple[str, str]) -> str:
    kind = KINDS.get(address[0])
    return f"{kind.title if kind else address[0]} `{address[1]}`"


def _rest(saved: JsonView, fresh: JsonView) -> Iterator[str]:
    for name, value in fresh.items():
        if name not in _PASSING and _lasting(name, saved.get(name)) != _lasting(name, value):
            yield f"its `{name}` is not that of a new plan"


def _lasting(name: str, value: Any) -> Any:
    """A value without what is said of the moment."""
    if name == "changes":
        return [_besides_risks(one) for one in value]
    if name != "diagnostics" or not isinstance(value, list):
        return value
    return [
        one for one in value if not (isinstance(one, Mapping) and one.get("rule") in _OF_THE_MOMENT)
    ]


def _is_whole(saved: JsonView) -> bool:
    changes = saved.get("changes")
    return isinstance(changes, list) and all(
        isinstance(one, Mapping) and {"kind", "key"} <= set(one) for one in changes
    )
