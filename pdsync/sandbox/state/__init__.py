"""State of one pretend account."""
