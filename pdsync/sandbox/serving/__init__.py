"""Serving of requests: HTTP, transport, limits, bad days."""
