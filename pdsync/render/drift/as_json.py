"""Drift as JSON: the plan, and of each of its changes what happened outside of it."""

from __future__ import annotations

from dataclasses import asdict

from pdsync.json_types import Json
from pdsync.reconcile.drift import Act, Drift, Outside, Trace, Trail, What
from pdsync.render._formats import DRIFT, made_by
from pdsync.render.plan.as_json import plan_json
from pdsync.stamps import zone_stamp


def drift_json(drift: Drift) -> Json:
    """Return drift as `pdsync.drift/1`, from which every other form is made."""
    row = plan_json(drift.plan)
    changes = [
        {**change, "outside": _outside(drift.outside[(change["kind"], change["key"])])}
        for change in row["changes"]
    ]
    return {
        **row,
        **made_by(DRIFT),
        "people": {**drift.people, **row["people"]},
        "changes": changes,
        "made": [{**asdict(thing), "outside": act_json(act)} for thing, act in drift.made],
        "drift": {what.value: drift.count(what) for what in What} | {"made": len(drift.made)},
        "audit": _trail(drift.trail),
    }


def _trail(trail: Trail) -> Json:
    return {
        "since": zone_stamp(trail.since),
        "until": zone_stamp(trail.until),
        "unknown": trail.unknown,
        "cut": trail.is_cut,
    }


def _outside(one: Outside) -> Json:
    return {"what": one.what.value, "by": [_told(told) for told in one.told]}


def _told(told: Trace) -> Json:
    return {**act_json(told.act), "fields": list(told.fields), "sure": told.is_sure}


def act_json(act: Act) -> Json:
    """Return who did something, when and by which method."""
    doer = act.doer
    return {
        "at": zone_stamp(act.at),
        "who": doer.email or doer.name or None,
        "type": doer.type,
        "method": doer.method,
        "token": doer.token,
    }
