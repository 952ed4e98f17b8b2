"""Matching of what is wanted to what is live. Pure."""
