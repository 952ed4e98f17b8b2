"""Layers of a layered schedule: model, JSON, engine, and whose turn it is."""
