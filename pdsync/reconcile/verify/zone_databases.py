"""Comparison of the account's time zone rules with pdsync's. Reads no account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import islice, product

from pdsync import oncall
from pdsync.series import all_of
from pdsync.zones import by_other_databases, databases

_MOST = 64
"""How many choices of databases are tried: a schedule has few zones, a machine two databases."""


def by_other_rules(
    schedule: oncall.AnySchedule, at: datetime, is_the_same: Callable[[oncall.AnySchedule], bool]
) -> str | None:
    """A clause that names the rules by which a schedule is the same as an account's, if there are.

    `is_the_same` judges the schedule with the rules of another database for some of its zones.
    """
    zones = oncall.time_zones(schedule, at)
    others = {zone: dict(by_other_databases(zone)) for zone in zones}
    choices = product(*((zone, *others[zone]) for zone in zones))
    for names in islice(choices, 1, _MOST):
        changed = {zone: name for zone, name in zip(zones, names, strict=True) if zone != name}
        if is_the_same(oncall.on_other_clocks(schedule, changed)):
            rules = all_of(f"of {zone} in {others[zone][changed[zone]]}" for zone in changed)
            return f"PagerDuty goes by the rules {rules}, and pdsync by {databases()[0]}"
    return None
