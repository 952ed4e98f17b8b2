"""Dumps: of an account into a new directory, and of what was changed in it into files."""
