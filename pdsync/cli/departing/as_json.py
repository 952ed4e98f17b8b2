"""A departure as `pdsync.departure/1`."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from pdsync.cli.departing.leaving import Leaving
from pdsync.json_types import Json
from pdsync.render import DEPARTURE, diagnostic_json, made_by, place_json
from pdsync.render.plan import oncall_json
from pdsync.source.departure import Spot, TurnTaken
from pdsync.stamps import zone_stamp


def departure_json(parting: Leaving, diffs: Mapping[str, str]) -> Json:
    """Return what was edited, or would be, and what is to be said of it."""
    found = parting.departed
    return {
        **made_by(DEPARTURE),
        "person": {"email": parting.leaver.email, "id": parting.leaver.id},
        "instead": parting.leaver.instead,
        "written": parting.written,
        "files": [{"file": name, "diff": text} for name, text in sorted(diffs.items())],
        "places": [*map(_spot, found.spots)],
        "kept_once": [*map(_spot, found.kept_once)],
        "turns_taken": [_turn(one, parting) for one in found.turns_taken],
        "mentions": [{"file": file, "line": line} for file, line in parting.mentions],
        "oncall": oncall_json(parting.oncall),
        "diagnostics": [*map(diagnostic_json, parting.findings)],
    }


def _spot(spot: Spot) -> Json:
    return {"kind": spot.entry.kind, "key": spot.entry.key, "place": place_json(spot.place)}


def _turn(one: TurnTaken, parting: Leaving) -> Json:
    running = one.running
    return {
        "schedule": one.schedule,
        "place": place_json(one.place),
        "until": zone_stamp(running.until, ZoneInfo(running.zone)),
        "time_zone": running.zone,
        "taker": parting.people.get(running.taker, running.taker),
    }
