"""Turns kept, moved and handed over when a rotation changes."""
