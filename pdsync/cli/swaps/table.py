"""Table of who is on call before hours go over and after, as of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pdsync.cli._asking import RosterSource
from pdsync.cli.swaps.naming import all_schedules
from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.reconcile.overrides import effect_of
from pdsync.render.plan import oncall_json
from pdsync.roster import Roster
from pdsync.units import A_DAY


def before_and_after(
    rosters: RosterSource, after: Roster, schedules: Iterable[str], now: datetime, end: datetime
) -> Json | None:
    """Return who is on call by some schedules until an end; None where nobody can be told."""
    called = {one.token: one for one in all_schedules(rosters)}, {**rosters.people}
    days = -(-(end - now) // A_DAY)
    found = effect_of(rosters.roster, after, schedules, Span(now, now + days * A_DAY), called)
    return oncall_json(found)
