"""Beginnings: a repository, and pages to fill in. Write what is not there, never over a file."""
