"""Requests that change rotations and events without a gap in cover."""
