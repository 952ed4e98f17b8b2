"""Simulated incidents as JSON, text and Mermaid."""
