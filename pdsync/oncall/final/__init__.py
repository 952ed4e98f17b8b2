"""Final schedule: layers, events and overrides rendered into shifts."""
