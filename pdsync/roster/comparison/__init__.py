"""Comparison of two rosters, before and after a plan."""
