"""Offline checks of a configuration. Reads nothing, sends nothing, prints nothing."""

from __future__ import annotations

from pdsync.diagnostics import Diagnostic
from pdsync.source import Config


def lint(config: Config) -> tuple[Diagnostic, ...]:
    """Everything that can be said about a configuration with no network, in order of place."""
    return config.problems


__all__ = ["lint"]
