"""Checks of a plan: each finds one kind of problem. Pure."""
