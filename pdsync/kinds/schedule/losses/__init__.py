"""Losses: live fields that go because they are not written, with the line that keeps each."""
