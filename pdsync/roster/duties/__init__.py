"""Duties of one person: where they are named, their turns, and what nobody else has."""
