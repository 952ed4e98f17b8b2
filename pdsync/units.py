"""Units of time in seconds, as the clock on a wall counts them."""

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
