"""Exit codes and what they mean. Imports nothing: every command needs them."""

FINE = 0
"""Nothing to do, or all done."""
WRONG = 1
"""Usage, configuration, API; an apply that is not complete or was not confirmed."""
CHANGES = 2
"""`plan --detailed-exitcode` only: there are changes."""
REFUSED = 3
"""Refused, nothing sent; or all done but for blocked deletions."""
INTERRUPTED = 130
"""Ctrl-C."""
