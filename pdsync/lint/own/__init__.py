"""The organisation's own rules, written in CEL under `rules:`. Run nothing but expressions."""
