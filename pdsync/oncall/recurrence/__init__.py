"""Recurrence rules of iCalendar as numbered occurrences."""
