"""Merges as the command line is told of them: the revision from which one was made."""
