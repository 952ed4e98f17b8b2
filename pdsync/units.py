"""Units of time: in seconds, as the clock on a wall counts them, and as lengths of time."""

from datetime import timedelta

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
