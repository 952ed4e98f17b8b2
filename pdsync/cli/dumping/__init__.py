"""Dumps into files that are there already."""
