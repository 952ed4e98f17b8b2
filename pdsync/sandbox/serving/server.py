"""The sandbox over HTTP on a local address. Prints nothing."""

from __future__ import annotations

import re
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pdsync.sandbox._errors import Dropped
from pdsync.sandbox.serving.respond import Sandbox
from pdsync.sandbox.serving.wire import Request, Response

HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], sandbox: Sandbox, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(address, _Conversation)
        self.sandbox = sandbox
        self.scheme = "https" if tls else "http"
        if tls:
            # Hands are shaken in the thread of each conversation: a slow client delays no other.
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def url(self) -> str:
        """Address at which it listens, without a slash at the end."""
        host, port = self.server_address[:2]
        return f"{self.scheme}://{host!s}:{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        content = self.rfile.read(length) if length else b""
        url = f"{self._origin()}{self.path}"
        asked = Request.received(self.command, url, self.headers.items(), content)
        try:
            self._send(self.server.sandbox.respond(asked))
        except Dropped:
            self.close_connection = True

    def _origin(self) -> str:
        """The address that the client asked, as far as its Host header can be one."""
        host = self.headers.get("host", "")
        return f"{self.server.scheme}://{host}" if HOST.fullmatch(host) else self.server.url

    def _send(self, given: Response) -> None:
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.status != 204:  # noqa: PLR2004 - No Content has no length
            self.send_header("content-length", str(len(given.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Says nothing: the log is the sandbox's `requests`."""


class Server:
    """A listening sandbox: serve in this thread with `serve_forever`, or `start` and `stop`."""

    def __init__(self, listener: _Listener) -> None:
        self._listener = listener
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address to give to clients, without a slash at the end."""
        return self._listener.url

    def serve_forever(self) -> None:
        """Answers until `stop` is called from another thread, or the thread is interrupted."""
        self._listener.serve_forever(poll_interval=0.05)

    def start(self) -> None:
        """Answers in a thread of its own."""
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops answering and frees the port."""
        if self._thread is not None:
            self._listener.shutdown()
            self._thread.join()
        self._listener.server_close()


def serve(
    sandbox: Sandbox,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> Server:
    """Binds the address (any free port for 0) and returns the server, not yet answering."""
    return Server(_Listener((host, port), sandbox, tls))
