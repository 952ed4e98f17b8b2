"""Losses: what is live and goes because it is not written, with the line that keeps it."""
