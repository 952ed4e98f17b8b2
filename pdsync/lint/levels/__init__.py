"""Levels of escalation policies as several rules look at them: gaps, and how bad a failure is."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.lint.levels.gaps import Gaps, gaps_in
    from pdsync.lint.levels.in_use import judged_by_services, never_asked
    from pdsync.lint.levels.services import never_escalates, services_at_work, urgencies
    from pdsync.lint.levels.severities import policies_of

__all__ = [
    "Gaps",
    "gaps_in",
    "judged_by_services",
    "never_asked",
    "never_escalates",
    "policies_of",
    "services_at_work",
    "urgencies",
]
