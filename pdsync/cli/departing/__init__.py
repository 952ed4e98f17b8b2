"""Departures: who leaves, what is edited, and who is on call before and after. Only reads."""
