"""Overrides as the command line is told of them: schedules, times, people; those that stand."""
