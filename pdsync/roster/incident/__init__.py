"""Simulated incidents: who is assigned when, and why."""
