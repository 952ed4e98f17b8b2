"""Verification of the account: what was changed in it, and who is on call by its rendering."""
