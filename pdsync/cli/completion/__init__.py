"""Completion of words for shells. Asks no account, and never complains."""
