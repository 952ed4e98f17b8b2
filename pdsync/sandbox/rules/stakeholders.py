"""Stakeholders: people who look on, and whom PagerDuty takes into no schedule and no policy."""

from __future__ import annotations

from pdsync.sandbox.state.store import Row

ROLES = frozenset({"read_only_user", "read_only_limited_user"})
NO_STAKEHOLDERS = "Stakeholders cannot be added to schedules"


def is_stakeholder(row: Row) -> bool:
    """Return True if the user has a stakeholder's role."""
    return row.fields.get("role") in ROLES
