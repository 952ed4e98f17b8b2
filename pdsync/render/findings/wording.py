"""Words of a finding where a format has no place of its own for the help. Pure."""

from __future__ import annotations

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic
from pdsync.render._escape import visible


def whole_message(finding: Diagnostic) -> str:
    """Return the message with the help on a line below it."""
    lines = [finding.message, *([f"help: {finding.help}"] if finding.help else [])]
    return "\n".join(map(harmless, lines))


def harmless(text: str) -> str:
    """Return a text of a file on one line, without its keys and tokens."""
    return visible(hidden(text))
