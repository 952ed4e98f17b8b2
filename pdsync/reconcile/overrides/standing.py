"""Overrides that stand on a schedule, with their ids, and a roster without one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync import oncall
from pdsync.errors import NotWhole
from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.json_types import JsonView
from pdsync.oncall import Span
from pdsync.reconcile._remote import Query, Remote
from pdsync.reconcile.read.snapshot import Live
from pdsync.roster import OnCallHandover, Roster, turns_on
from pdsync.stamps import read_stamp, utc_stamp


@frozen
class StandingOverride:
    """Override of an account: who has which hours. `user` is None where it leaves them to nobody.

    `instead_of` is whose shifts of which rotation or custom shift, `part`, it is about; both are
    None in a schedule of layers. `id` is None where PagerDuty does not tell it.
    """

    schedule: str
    span: Span
    user: str | None
    id: str | None = None
    instead_of: str | None = None
    part: str | None = None

    def is_on(self, instant: datetime) -> bool:
        """Return True if it is in force at an instant."""
        return self.span.start <= instant < self.span.end


def read_override(schedule: str, raw: JsonView) -> StandingOverride:
    """Read an override as PagerDuty tells it, of either form of schedule."""
    start, end = (read_stamp(raw.get(name) or raw[f"{name}_time"]) for name in ("start", "end"))
    user = raw.get("user") or raw.get("overriding_member") or {}
    whose = raw.get("overridden_member") or {}
    return StandingOverride(
        schedule,
        Span(start, end),
        user.get("id") or user.get("user_id"),
        raw.get("id"),
        whose.get("user_id"),
        raw.get("rotation_id") or raw.get("custom_shift_id"),
    )


def listed_overrides(
    remote: Remote, path: str, span: Span, *, pages: bool = False, editable: bool = False
) -> list[JsonView]:
    """Return the overrides of a span, each whole, by the path of their list.

    PagerDuty gives the list of a shift-based schedule in `pages`. Raises NotWhole where the answer
    is no list: nothing may be taken for gone then, nor made again.
    """
    params: Query = (
        ("since", utc_stamp(span.start)),
        ("until", utc_stamp(span.end)),
        *((("editable", "true"),) if editable else ()),
        ("overflow", "true"),
    )
    if pages:
        return [*remote.list(path, "overrides", params=params).items]
    answer = remote.get(path, params)
    rows = answer.get("overrides") if isinstance(answer, Mapping) else answer
    if not isinstance(rows, list):
        raise NotWhole(f"GET {path}: the answer holds no list of overrides")
    return [row for row in rows if isinstance(row, Mapping)]


def standing_overrides(remote: Remote, live: Live, span: Span) -> tuple[StandingOverride, ...]:
    """Return the overrides of a schedule, as it was read whole for a span, in order.

    Where the rendering of a layered one does not tell their ids, the list of those that can be
    edited is asked for them.
    """
    rows = live.raw.get("overrides")
    if not live.is_shift_based:
        part = live.raw.get("overrides_subschedule") or {}
        rows = part.get("rendered_schedule_entries")
    found = [read_override(live.id, raw) for raw in rows or ()]
    met = [one for one in found if one.span.start < span.end and span.start < one.span.end]
    if not live.is_shift_based and any(one.id is None for one in met):
        met = [*_with_ids(met, _editable(remote, live, span))]
    return tuple(sorted(met, key=lambda one: (one.span, one.user or "", one.id or "")))


def _editable(remote: Remote, live: Live, span: Span) -> dict[Any, list[str]]:
    """Return the ids of overrides that can be edited, by what they say: several may alike."""
    ids: dict[Any, list[str]] = {}
    for raw in listed_overrides(remote, f"{live.path}/overrides", span, editable=True):
        one = read_override(live.id, raw)
        if one.id:
            ids.setdefault((one.span, one.user), []).append(one.id)
    return ids


def _with_ids(
    found: Iterable[StandingOverride], ids: Mapping[Any, Sequence[str]]
) -> Iterator[StandingOverride]:
    """Yield overrides with their ids; of those that say the same, each has another."""
    left = {said: [*those] for said, those in ids.items()}
    for one in found:
        those = left.get((one.span, one.user))
        yield replace(one, id=those.pop(0)) if those and not one.id else one


def handed_back(
    before: Roster, after: Roster, gone: StandingOverride, span: Span
) -> tuple[OnCallHandover, ...]:
    """Return who has which hours again once an override is gone; raises UndecidedTopic."""
    had, have = (_held(one, gone.schedule, span) for one in (before, after))
    return tuple(
        OnCallHandover(gone.schedule, Span(*one), gone.user, *whose)
        for whose, spans in have.items()
        for one in subtract(spans, had.get(whose, []))
    )


def _held(
    roster: Roster, schedule: str, span: Span
) -> Mapping[tuple[str, str | None, str | None], list[tuple[datetime, datetime]]]:
    """Return the stretches by holder, owner and part."""
    found: dict[tuple[str, str | None, str | None], list[tuple[datetime, datetime]]] = {}
    for turn in turns_on(roster, schedule, span.start, span.end):
        held = turn.within(span.start, span.end)
        spans = [(one.start, one.end) for one in held.spans] if held else []
        found.setdefault((turn.holder, turn.owner, turn.part), []).extend(spans)
    return found


def without_override(roster: Roster, gone: StandingOverride, now: datetime) -> Roster:
    """Return a roster without an override; what is past of one that runs stays."""
    change = _ended if gone.span.start < now else _dropped
    return roster.with_overrides(
        gone.schedule, change(roster.overrides_on(gone.schedule), gone, now)
    )


def _dropped(found: Iterable[Any], gone: StandingOverride, _: datetime) -> Iterator[Any]:
    is_dropped = False
    for one in found:
        if not is_dropped and _is_it(one, gone):
            is_dropped = True
        else:
            yield one


def _ended(found: Iterable[Any], gone: StandingOverride, now: datetime) -> Iterator[Any]:
    for one in found:
        yield replace(one, end=now) if _is_it(one, gone) else one


def _is_it(one: oncall.Override | oncall.ShiftOverride, it: StandingOverride) -> bool:
    if (one.start, one.end) != (it.span.start, it.span.end):
        return False
    if isinstance(one, oncall.Override):
        return one.user == (it.user or "?")
    return (one.ident, one.overridden, one.overriding) == (it.part, it.instead_of, it.user)
