"""Wanted schedules whose zone the account knows, and what cannot be meant on its clocks. Pure."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import Resource, on_live_clocks, waits_for_zone
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry, place_of


def on_clocks(
    entry: Entry, wanted: Resource, live: Live | None, now: datetime
) -> Resource | list[Diagnostic]:
    """Put a wanted entry on the clocks of the live one, or yield what is wrong with it on them."""
    if live is None or not waits_for_zone(wanted):
        return wanted
    try:
        return on_live_clocks(wanted, live.resource(now), now)
    except ValidationError as trouble:
        return [
            error(
                "invalid-value",
                found["ctx"]["message"],
                help=found["ctx"]["help"],
                place=place_of(entry, found["loc"]),
            )
            for found in trouble.errors(include_url=False)
        ]
