"""Requests that hand hours over in a shift-based schedule, where overrides that stand are changed.

There an override is of one member's shifts on one rotation or custom shift. One by which somebody
has hours that they hand on is changed, and what they keep of it is made anew, before. Worked
example, ben in for ana from Monday to Friday, of whom chloe takes Wednesday:

    POST    ben for ana Mon-Tue, Thu-Fri    his anyway: if nothing follows, all is as it was
    PUT     the override: chloe for ana Wed

Of one that runs PagerDuty changes no beginning: there chloe's is made, and the override that stands
ends before it. Whoever has their own hours back needs no override: where ana takes Wednesday, the
override becomes that of Monday and Tuesday, and where she takes all of it, it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract
from pdsync.json_types import Json, JsonView
from pdsync.oncall import Span
from pdsync.reconcile.overrides.request import OverrideRequest, override_member
from pdsync.reconcile.overrides.standing import read_override
from pdsync.reconcile.read.snapshot import Live
from pdsync.roster import OnCallHandover, Roster, turns_on
from pdsync.stamps import utc_stamp


@frozen
class StandingShift:
    """Override of a shift-based schedule, as PagerDuty tells it."""

    raw: JsonView = field(hash=False)
    start: datetime
    end: datetime

    def cut(self, items: Iterable[OnCallHandover]) -> list[OnCallHandover]:
        """Return what of some handovers lies in it, in order."""
        spans = ((max(self.start, it.span.start), min(self.end, it.span.end), it) for it in items)
        found = (replace(it, span=Span(start, end)) for start, end, it in spans if start < end)
        return sorted(found, key=lambda it: it.span)


def of_shifts(
    live: Live, roster: Roster, items: Sequence[OnCallHandover], now: datetime
) -> Iterator[OverrideRequest]:
    """Yield first what is made, then what of standing overrides is changed: no hour is let go."""
    by_holder: dict[tuple[str | None, ...], list[OnCallHandover]] = {}
    for one in items:
        by_holder.setdefault((one.part, one.owner, one.old), []).append(one)
    made: list[OnCallHandover] = []
    changes: list[OverrideRequest] = []
    for those in by_holder.values():
        standing = standing_of(live.raw.get("overrides", ()), those[0])
        changed = [one for one in standing if one.cut(those)]
        others = [one for one in standing if one not in changed]
        recut = _Recut.of(live, those, now, [*_kept(roster, those, changed, others)])
        changes += [recut.change(one) for one in changed]
        made += recut.to_make
    if made:
        made.sort(key=lambda it: it.span)
        body = {"overrides": [_shift_override(live, one) for one in made]}
        path = f"{live.path}/overrides"
        yield OverrideRequest(live.id, "POST", path, body, tuple(made), whole=True)
    yield from changes


def standing_of(rows: Iterable[JsonView], one: OnCallHandover) -> list[StandingShift]:
    """Return the overrides by which somebody has hours of the same person's shifts."""
    told = ((raw, read_override(one.schedule, raw)) for raw in rows)
    return [
        StandingShift(raw, it.span.start, it.span.end)
        for raw, it in told
        if (it.part, it.instead_of, it.user) == (one.part, one.owner, one.old)
    ]


def _kept(
    roster: Roster,
    items: Sequence[OnCallHandover],
    changed: Iterable[StandingShift],
    others: Iterable[StandingShift],
) -> Iterator[OnCallHandover]:
    """Yield what somebody keeps of changed overrides, but for what they have by another too."""
    one = items[0]
    hours: list[tuple[datetime, datetime]] = []
    for it in changed:
        for turn in turns_on(roster, one.schedule, it.start, it.end):
            cut = turn.within(it.start, it.end)
            if cut and (turn.holder, turn.owner, turn.part) == (one.old, one.owner, one.part):
                hours += [(span.start, span.end) for span in cut.spans]
    away = [(it.span.start, it.span.end) for it in items] + [(it.start, it.end) for it in others]
    for start, end in subtract(merge(hours), away):
        yield replace(one, span=Span(start, end), new=one.old or one.new)


@dataclass
class _Recut:
    """Cuts hours that one person hands on into overrides to make and standing ones to change.

    `to_make` is what is still to be made, what goes to others first; each change takes its part.
    """

    live: Live
    items: Sequence[OnCallHandover]
    now: datetime
    to_make: list[OnCallHandover]

    @classmethod
    def of(
        cls,
        live: Live,
        items: Sequence[OnCallHandover],
        now: datetime,
        kept: Sequence[OnCallHandover],
    ) -> _Recut:
        given = [one for one in items if not is_back(one)]
        return cls(live, items, now, [*given, *kept])

    def change(self, standing: StandingShift) -> OverrideRequest:
        """Return how a standing override is changed to something that is to be made, or goes."""
        away = standing.cut(self.items)
        becomes = self._becomes(standing, away[0])
        ident = str(standing.raw["id"])
        path = f"{self.live.path}/overrides/{ident}"
        method, body, items = "DELETE", None, tuple(away)
        if becomes:
            self.to_make = [left for one in self.to_make for left in _without(one, becomes)]
            method, body = "PUT", {"override": _changed(standing, becomes)}
            items = becomes, *(one for one in away if is_back(one))
        return OverrideRequest(self.live.id, method, path, body, items, whole=True, changed=ident)

    def _becomes(self, standing: StandingShift, first: OnCallHandover) -> OnCallHandover | None:
        if standing.start < min(self.now, first.span.start):
            past = Span(standing.start, first.span.start)
            return replace(first, span=past, new=first.old or first.new)
        return next((it for one in self.to_make for it in standing.cut([one])), None)


def is_back(one: OnCallHandover) -> bool:
    """Return True for hours of a shift-based schedule that go to whose they are by the rotation."""
    return one.part is not None and one.new == one.owner


def _without(one: OnCallHandover, said: OnCallHandover) -> Iterator[OnCallHandover]:
    if one.new != said.new:
        yield one
        return
    for start, end in subtract(
        [(one.span.start, one.span.end)], [(said.span.start, said.span.end)]
    ):
        yield replace(one, span=Span(start, end))


def _changed(standing: StandingShift, becomes: OnCallHandover) -> Json:
    start = utc_stamp(becomes.span.start)
    if becomes.span.start == standing.start:
        start = standing.raw["start_time"]
    return {
        "start_time": start,
        "end_time": utc_stamp(becomes.span.end),
        "overriding_member": override_member(becomes.new),
    }


def _shift_override(live: Live, one: OnCallHandover) -> Json:
    rotations = {rotation.get("id") for rotation in live.raw.get("rotations", ())}
    return {
        "type": "override_shift",
        ("rotation_id" if one.part in rotations else "custom_shift_id"): one.part,
        "start_time": utc_stamp(one.span.start),
        "end_time": utc_stamp(one.span.end),
        "overridden_member": override_member(one.owner),
        "overriding_member": override_member(one.new),
    }
