"""Rotations of a shift-based schedule: model, JSON, engine, and whose turn it is."""
