"""What people arrange among themselves on a schedule: made when asked for, and never written."""

from __future__ import annotations

from pdsync.kinds._field_checks import Refusal

OVERRIDE_COMMANDS = (
    "`pdsync override add`, `pdsync swap` and `pdsync cover` make them, and plan and apply keep "
    "them"
)
_WHY = "these are people's own arrangements, made in PagerDuty and no part of the configuration"
_OVERRIDES = Refusal(_WHY, f"delete this here: {OVERRIDE_COMMANDS}")
ARRANGEMENTS = {
    "overrides": _OVERRIDES,
    "overrides_subschedule": _OVERRIDES,
    "custom_shifts": Refusal(_WHY, "delete this here: plan and apply keep those of the account"),
}
"""The fields of a schedule that have them, in PagerDuty's answers."""
