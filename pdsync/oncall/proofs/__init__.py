"""Proofs for all time: coverage, equivalence, what repeats."""
