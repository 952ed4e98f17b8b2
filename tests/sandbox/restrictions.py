"""Restrictions of layers, as requests have them."""

DAILY = {"type": "daily_restriction", "start_time_of_day": "08:00:00", "duration_seconds": 36_000}
MONDAY = {
    "type": "weekly_restriction",
    "start_day_of_week": 1,
    "start_time_of_day": "02:00:00",
    "duration_seconds": 3_600,
}
