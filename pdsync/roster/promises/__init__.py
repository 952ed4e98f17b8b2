"""Promises of schedules (`expect:`), proved or broken."""
