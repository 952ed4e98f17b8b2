"""Runbooks in Markdown taken apart, for rules to look at. Finds nothing."""
