"""Verification of who is on call against the account's own rendering."""
