"""Requests that hand hours over: one for each schedule, and one for each override that is changed.

In a layered schedule a newer override wins over an older one, and each is taken or refused for
itself. In a shift-based one an override is of one member's shifts on one rotation or custom shift:
one that stands there already is changed, and what of it stays is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime

from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.json_types import Json, JsonView
from pdsync.oncall import Span
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.roster import OnCallHandover
from pdsync.stamps import read_stamp, utc_stamp

_ANY = Span(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
"""In place of a span, where what is alike but for that is put together."""


@frozen
class OverrideRequest:
    """Request that makes overrides, in order those of `items`; or that changes `changed`, an id.

    `whole` if PagerDuty takes all of its items or none.
    """

    schedule: str
    method: str
    path: str
    body: Json = field(hash=False)
    items: tuple[OnCallHandover, ...]
    whole: bool = False
    changed: str | None = None


def override_requests(
    snapshot: Snapshot, handovers: Iterable[OnCallHandover]
) -> tuple[OverrideRequest, ...]:
    """Return the requests for some handovers, in the order of their schedules."""
    by_schedule: dict[str, list[OnCallHandover]] = {}
    for one in handovers:
        by_schedule.setdefault(one.schedule, []).append(one)
    lives = ((snapshot.of("schedule")[ident], items) for ident, items in by_schedule.items())
    return tuple(
        request
        for live, items in lives
        for request in (_of_shifts if live.is_shift_based else _of_layers)(live, items)
    )


def _of_layers(live: Live, items: Sequence[OnCallHandover]) -> Iterator[OverrideRequest]:
    body = {"overrides": [_override(one) for one in items]}
    yield OverrideRequest(live.id, "POST", f"{live.path}/overrides", body, tuple(items))


def _override(one: OnCallHandover) -> Json:
    return {
        "start": utc_stamp(one.span.start),
        "end": utc_stamp(one.span.end),
        "user": {"id": one.new, "type": "user_reference"},
    }


def _of_shifts(live: Live, items: Sequence[OnCallHandover]) -> Iterator[OverrideRequest]:
    """Yield first what is made, then what of standing overrides is changed: no hour is let go."""
    made: list[OnCallHandover] = []
    changes: list[OverrideRequest] = []
    for one in items:
        standing = [raw for raw in live.raw.get("overrides", ()) if _is_handed_on(raw, one)]
        left = [one.span]
        for raw in standing:
            override = Span(read_stamp(raw["start_time"]), read_stamp(raw["end_time"]))
            change, more = _changed(live, raw, override, one)
            changes.append(change)
            made += more
            left = [rest for span in left for rest in _without(span, override)]
        made += [_over(one, span) for span in left]
    if made:
        apart = tuple(_apart(made))
        body = {"overrides": [_shift_override(live, one) for one in apart]}
        yield OverrideRequest(live.id, "POST", f"{live.path}/overrides", body, apart, whole=True)
    yield from changes


def _apart(made: Iterable[OnCallHandover]) -> Iterator[OnCallHandover]:
    """Yield what is to be made, each hour once: overrides that stand may say the same twice."""
    spans: dict[OnCallHandover, list[tuple[datetime, datetime]]] = {}
    for one in made:
        spans.setdefault(replace(one, span=_ANY), []).append((one.span.start, one.span.end))
    for whose, those in spans.items():
        yield from (replace(whose, span=Span(*one)) for one in merge(those))


def _changed(
    live: Live, raw: JsonView, standing: Span, one: OnCallHandover
) -> tuple[OverrideRequest, list[OnCallHandover]]:
    """Return how a standing override is changed, and what is to be made beside it."""
    start, end = max(standing.start, one.span.start), min(standing.end, one.span.end)
    path = f"{live.path}/overrides/{raw['id']}"
    more: list[OnCallHandover] = []
    if standing.start < start:
        # What is over, or stays, keeps its id; PagerDuty changes no beginning of what runs.
        kept = _over(one, Span(standing.start, start), one.old)
        more.append(_over(one, Span(start, end)))
    else:
        kept = _over(one, Span(start, end))
    if end < standing.end:
        more.append(_over(one, Span(end, standing.end), one.old))
    fields = {
        "start_time": raw["start_time"],
        "end_time": utc_stamp(kept.span.end),
        "overriding_member": _member(kept.new),
    }
    return (
        OverrideRequest(
            live.id,
            "PUT",
            path,
            {"override": fields},
            (kept,),
            whole=True,
            changed=str(raw["id"]),
        ),
        more,
    )


def _over(one: OnCallHandover, span: Span, new: str | None = None) -> OnCallHandover:
    return OnCallHandover(one.schedule, span, one.old, new or one.new, one.owner, one.part)


def _without(span: Span, taken: Span) -> Iterator[Span]:
    if span.start < min(taken.start, span.end):
        yield Span(span.start, min(taken.start, span.end))
    if max(taken.end, span.start) < span.end:
        yield Span(max(taken.end, span.start), span.end)


def _is_handed_on(raw: JsonView, one: OnCallHandover) -> bool:
    """Return True for the override by which somebody has the hours that they hand on."""
    of = raw.get("rotation_id") or raw.get("custom_shift_id")
    who = (raw["overridden_member"].get("user_id"), raw["overriding_member"].get("user_id"))
    if of != one.part or who != (one.owner, one.old):
        return False
    start, end = read_stamp(raw["start_time"]), read_stamp(raw["end_time"])
    return start < one.span.end and one.span.start < end


def _shift_override(live: Live, one: OnCallHandover) -> Json:
    rotations = {rotation.get("id") for rotation in live.raw.get("rotations", ())}
    return {
        "type": "override_shift",
        ("rotation_id" if one.part in rotations else "custom_shift_id"): one.part,
        "start_time": utc_stamp(one.span.start),
        "end_time": utc_stamp(one.span.end),
        "overridden_member": _member(one.owner),
        "overriding_member": _member(one.new),
    }


def _member(user: str | None) -> Json:
    return {"type": "user_member", "user_id": user} if user else {"type": "empty_member"}


def is_it(raw: JsonView, one: OnCallHandover, now: datetime) -> bool:
    """Return True for an override of an account that says what a handover does.

    One that begins at once may have begun a moment later.
    """
    user = raw.get("user") or raw.get("overriding_member") or {}
    start, end = (raw.get(name) or raw.get(f"{name}_time") for name in ("start", "end"))
    if (user.get("id") or user.get("user_id")) != one.new or not (start and end):
        return False
    began = read_stamp(start)
    begins = began == one.span.start or (one.span.start <= began <= now)
    of = raw.get("rotation_id") or raw.get("custom_shift_id")
    whose = (raw.get("overridden_member") or {}).get("user_id")
    is_of = (of, whose) == (one.part, one.owner if one.part else None)
    return begins and read_stamp(end) == one.span.end and is_of
