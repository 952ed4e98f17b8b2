"""Survey of a roster for a report: calendars, coverage, load."""
