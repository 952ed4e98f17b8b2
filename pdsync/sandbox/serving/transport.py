"""The sandbox as an httpx transport: no socket. The only module here that knows httpx."""

from __future__ import annotations

import httpx

from pdsync.sandbox._errors import Dropped
from pdsync.sandbox.serving.respond import Sandbox
from pdsync.sandbox.serving.wire import Request


class _Transport(httpx.BaseTransport):
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = Request.received(
            request.method,
            str(request.url),
            request.headers.items(),
            request.read(),
        )
        try:
            given = self._sandbox.respond(asked)
        except Dropped as dropped:
            raise _lost(dropped, request) from None
        return httpx.Response(given.status, headers=given.headers, content=given.body)


def _lost(dropped: Dropped, request: httpx.Request) -> httpx.TransportError:
    if dropped.when == "before":
        message = "Server disconnected without sending a response."
        return httpx.RemoteProtocolError(message, request=request)
    return httpx.ReadError("Connection reset by peer", request=request)


def transport(sandbox: Sandbox) -> httpx.BaseTransport:
    """A transport for `httpx.Client`; a dropped connection is httpx's own error."""
    return _Transport(sandbox)
