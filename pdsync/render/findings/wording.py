"""Words of a finding where a format has no place of its own for the help. Pure."""

from __future__ import annotations

from pdsync.credentials import hidden
from pdsync.diagnostics import Diagnostic, Fix, NewText
from pdsync.render._diagnostics import fix_words
from pdsync.render._escape import visible


def whole_message(finding: Diagnostic) -> str:
    """Return the message with the help on a line below it, and what --fix does."""
    lines = [finding.message, *([f"help: {finding.help}"] if finding.help else [])]
    lines += [f"fix: {words}"] if (words := fix_words(finding)) else []
    return "\n".join(map(harmless, lines))


def replacements(fix: Fix) -> tuple[NewText, ...]:
    """Return what a fix comes to; nothing where that has a key or token, which nobody is shown."""
    if any(hidden(one.text) != one.text for one in fix.replacements):
        return ()
    return fix.replacements


def harmless(text: str) -> str:
    """Return a text of a file on one line, without its keys and tokens."""
    return visible(hidden(text))
