"""Schedules of both forms as PagerDuty renders and serves them."""
