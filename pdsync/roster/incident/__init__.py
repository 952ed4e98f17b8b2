"""Incidents on paper: who is assigned when, and why."""
