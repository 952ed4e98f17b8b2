"""Overrides that stand, as plain dicts from which the text is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pdsync.json_types import Json
from pdsync.reconcile.overrides import StandingOverride
from pdsync.render.agenda.as_json import Names, time_json


def standing_json(
    one: StandingOverride, owners: Iterable[str], schedule: Json, names: Names, now: datetime
) -> Json:
    """Return an override: who has which hours instead of whom, its id, and if it runs."""
    zone = schedule["time_zone"]
    return {
        "schedule": schedule,
        "id": one.id,
        "start": time_json(one.span.start, zone),
        "end": time_json(one.span.end, zone),
        "user": names.person(one.user) if one.user else None,
        "instead_of": [names.person(owner) for owner in owners],
        "running": one.is_on(now),
    }
