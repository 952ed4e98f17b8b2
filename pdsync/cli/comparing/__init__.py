"""Comparisons of a configuration with a revision of git, by an account that is made up for it."""
