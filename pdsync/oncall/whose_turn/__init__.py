"""Turns of rotations: keep, move or hand them over when a definition changes."""
