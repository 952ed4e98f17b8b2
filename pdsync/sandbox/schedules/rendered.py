"""A schedule's layers, overrides and final schedule as answers show them, for a range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pdsync.sandbox._errors import Bad, Refused
from pdsync.sandbox._times import instant, moment, read_near, shown, zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.schedules.layers import editions, show_layer
from pdsync.sandbox.schedules.rendering import (
    Entry,
    clipped,
    coverage,
    joined,
    render_layer,
    stacked,
)
from pdsync.sandbox.state.store import Row

Fields = dict[str, Any]
TWO_WEEKS, COMING = timedelta(days=14), timedelta(days=90)


@dataclass(frozen=True)
class Range:
    """Range that a request asks for, and whether entries are cut at its ends."""

    since: datetime
    until: datetime
    overflow: bool

    def cut(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Return the ends of an entry, cut at those of the range unless it may go over them."""
        if self.overflow:
            return start, end
        return max(start, self.since), min(end, self.until)


def request_zone(call: Call, default: str) -> str:
    """The zone in which the answer tells times."""
    wanted = call.param("time_zone")
    if wanted is None:
        return default
    try:
        return zone_name(wanted)
    except Bad as bad:
        raise Refused(400, 2001, "Invalid Input Provided", [f"Time zone {bad}"]) from None


def asked_range(call: Call, zone: str) -> Range | None:
    """The request's `since` and `until`; with only one given, two weeks on its other side."""
    since, until = (_asked(call, name, zone) for name in ("since", "until"))
    if since is None and until is None:
        return None
    begin = since or (until - TWO_WEEKS if until else moment(call.now))
    end = until or begin + TWO_WEEKS
    if begin > end:
        raise Refused(400, 2005, "Invalid Query Date Range", ["until must be after since"])
    return Range(begin, end, call.flag("overflow"))


def _asked(call: Call, name: str, zone: str) -> datetime | None:
    value = call.param(name)
    if value is None:
        return None
    try:
        return moment(read_near(value, zone))
    except Bad:
        raise Refused(400, 2004, f"Invalid time value in {name}") from None


def overrides(call: Call, schedule: str) -> list[Entry]:
    """A schedule's overrides, the newest first: that one wins."""
    rows = reversed(call.store.children("override", schedule))
    return [
        Entry(moment(row.fields["start"]), moment(row.fields["end"]), row.fields["user"], row.id)
        for row in rows
    ]


def final(call: Call, row: Row, span: Range) -> list[Entry]:
    """Render who is on call in a range; entries that reach over its ends are whole."""
    above = [[entry] for entry in _touching(overrides(call, row.id), span)]
    found: list[Entry] = []
    for edition, begin, end in editions(row.fields):
        layers = reversed(edition["schedule_layers"])
        below = [_of_layer(one, edition["time_zone"], span) for one in layers]
        found += clipped(stacked(above + below), begin, end)
    return _touching(joined(found), span)


def _layer_entries(row: Row, ident: str, span: Range) -> list[Entry]:
    """The entries of one layer, whatever it was at the time."""
    found: list[Entry] = []
    for edition, begin, end in editions(row.fields):
        for layer in edition["schedule_layers"]:
            if layer["id"] == ident:
                found += clipped(_of_layer(layer, edition["time_zone"], span), begin, end)
    return _touching(joined(found), span)


def _of_layer(layer: Fields, zone: str, span: Range) -> list[Entry]:
    return render_layer(layer, zone, span.since, span.until)


def _touching(entries: Iterable[Entry], span: Range) -> list[Entry]:
    return [entry for entry in entries if entry.start < span.until and entry.end > span.since]


def layers_and_final(call: Call, row: Row) -> Fields:
    """The parts of a schedule that depend on what the request asks to see."""
    single = "id" in call.ids or call.request.method != "GET"
    own = row.fields["time_zone"]
    zone = request_zone(call, own if single else call.account.time_zone)
    if not single and "schedule_layers" not in call.includes:
        return {}
    # In a list PagerDuty renders only for who names the clocks.
    span = asked_range(call, zone) if single or call.param("time_zone") else None
    layers = [show_layer(call, layer, own, zone) for layer in row.fields["schedule_layers"]]
    if span is not None:
        for layer in layers:
            entries = _layer_entries(row, layer["id"], span)
            layer |= _part(call, entries, span, zone)  # noqa: PLW2901 - filled in place
    shown_layers: Fields = {"schedule_layers": layers[::-1]}
    return shown_layers | (_parts(call, row, span, zone) if single else {})


def _parts(call: Call, row: Row, span: Range | None, zone: str) -> Fields:
    if span is None:
        nobody: Fields = {"rendered_schedule_entries": []}
        return {
            "overrides_subschedule": {"name": "Overrides", **nobody},
            "final_schedule": {"name": "Final Schedule", **nobody},
        }
    standing = _touching(overrides(call, row.id), span)
    standing.sort(key=lambda entry: entry.start)
    return {
        "overrides_subschedule": {"name": "Overrides", **_part(call, standing, span, zone)},
        "final_schedule": {
            "name": "Final Schedule",
            **_part(call, final(call, row, span), span, zone),
        },
    }


def _part(call: Call, entries: list[Entry], span: Range, zone: str) -> Fields:
    kept = entries if span.overflow else clipped(entries, span.since, span.until)
    covered = coverage(entries, span.since, span.until) if span.since < span.until else 0
    return {
        "rendered_schedule_entries": [show_entry(call, entry, zone) for entry in kept],
        "rendered_coverage_percentage": covered,
    }


def show_entry(call: Call, entry: Entry, zone: str) -> Fields:
    """One entry; those of the overrides carry the override's id."""
    told = {
        "start": shown(instant(entry.start), zone),
        "end": shown(instant(entry.end), zone),
        "user": refer(call, "user", entry.user),
    }
    return {"id": entry.id} | told if entry.id else told


def next_on_call(call: Call, row: Row, user: str) -> Fields | None:
    """The shift of a user that is on or comes next; None where none comes within 90 days."""
    now = moment(call.now)
    for entry in final(call, row, Range(now, now + COMING, overflow=True)):
        if entry.user == user:
            return show_entry(call, replace(entry, id=None), row.fields["time_zone"])
    return None


def on_call_between(call: Call, row: Row) -> list[str]:
    """Ids of the users on call at some time in the request's range, or now."""
    now = moment(call.now)
    instantly = Range(now, now + timedelta(seconds=1), overflow=False)
    span = asked_range(call, row.fields["time_zone"]) or instantly
    return list(dict.fromkeys(entry.user for entry in final(call, row, span)))
