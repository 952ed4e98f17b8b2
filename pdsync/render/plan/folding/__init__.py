"""Folding of large plans: the most dangerous first, and what is the same told once."""
