"""Answers to who is on call when."""
