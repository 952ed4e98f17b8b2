"""Levels of escalation policies as several rules look at them: gaps, and how bad a failure is."""

from pdsync.lint.levels.gaps import Gaps, gaps_in
from pdsync.lint.levels.severities import policies_of

__all__ = ["Gaps", "gaps_in", "policies_of"]
