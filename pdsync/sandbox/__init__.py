"""A pretend PagerDuty: its REST API over one SQLite file. Imports nothing else of pdsync.

It is a double that must be able to contradict the tool, so it shares no code with it: what it
knows of PagerDuty is written here a second time, from PagerDuty's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.sandbox._errors import Dropped, SandboxError
from pdsync.sandbox._times import go_by
from pdsync.sandbox.serving.respond import Habits, Sandbox
from pdsync.sandbox.serving.server import Server, serve
from pdsync.sandbox.serving.tls import Secured, secured
from pdsync.sandbox.serving.wire import Request, Response
from pdsync.sandbox.state.account import Account
from pdsync.sandbox.state.account_state import ANY_SUBDOMAIN
from pdsync.sandbox.state.seed import DEFAULT_SEED, load_seed

if TYPE_CHECKING:
    import httpx


def transport(sandbox: Sandbox) -> httpx.BaseTransport:
    """A transport for `httpx.Client`; a dropped connection is httpx's own error."""
    from pdsync.sandbox.serving.transport import transport as made

    return made(sandbox)


__all__ = [
    "ANY_SUBDOMAIN",
    "DEFAULT_SEED",
    "Account",
    "Dropped",
    "Habits",
    "Request",
    "Response",
    "Sandbox",
    "SandboxError",
    "Secured",
    "Server",
    "go_by",
    "load_seed",
    "secured",
    "serve",
    "transport",
]
