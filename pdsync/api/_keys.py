"""Secrets in answers: they are dropped before anything sees them. Pure."""

from __future__ import annotations

from typing import Any

# Whoever has one of these can open incidents.
_SECRETS = frozenset({"integration_key", "routing_key", "secret"})
_SIGNS = (*(f'"{name}"' for name in _SECRETS), "\\u00")
"""A text without any of these holds no secret; `\\u00` begins a letter written as its number."""


def without_secrets(parsed: Any, text: str) -> Any:
    """Return the JSON of a text without integration and routing keys, however deep they are."""
    return _cleared(parsed) if any(sign in text for sign in _SIGNS) else parsed


def _cleared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleared(child) for key, child in value.items() if key not in _SECRETS}
    if isinstance(value, list):
        return [_cleared(child) for child in value]
    return value
