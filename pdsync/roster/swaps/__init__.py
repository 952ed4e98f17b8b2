"""Swaps and cover: turns of people, and who takes whose. Pure; sends nothing."""
