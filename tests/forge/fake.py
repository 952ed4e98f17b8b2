"""What fakes of forges share: requests in, answers out, over httpx or a socket of this machine."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import httpx

BOT = {"login": "github-actions[bot]", "id": 41898282}


@dataclass(frozen=True)
class Asked:
    """A request: its path below the root of the host, its query, and its JSON."""

    method: str
    path: str
    query: dict
    body: object
    headers: dict

    def __str__(self):
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Answer:
    status: int
    body: object = None
    headers: dict = field(default_factory=dict)

    @property
    def text(self):
        if self.body is None:
            return ""
        return self.body if isinstance(self.body, str) else json.dumps(self.body)


class Forge:
    """A forge: `instead` of its own answers it gives those that a test wrote, once each.

    An answer that is `DONE` stands for a connection that breaks off after the forge did its work.
    """

    def __init__(self):
        self.asked = []
        self.instead = {}

    def own(self, asked):
        raise NotImplementedError

    def __call__(self, request):
        """Answer a request of httpx."""
        asked = Asked(
            request.method,
            request.url.path,
            dict(parse_qsl(request.url.query.decode())),
            json.loads(request.content) if request.content else None,
            dict(request.headers),
        )
        self.asked.append(asked)
        for call, answers in self.instead.items():
            if str(asked).startswith(call) and answers:
                answer = answers.pop(0)
                if answer is DONE:
                    self.own(asked)
                    raise httpx.ReadTimeout("made up", request=request)
                if isinstance(answer, Exception):
                    raise answer
                return self._given(answer)
        return self._given(self.own(asked))

    def _given(self, answer):
        return httpx.Response(answer.status, headers=answer.headers, text=answer.text)

    @property
    def calls(self):
        """What was asked, in order; paths without the part that all have."""
        return [str(one) for one in self.asked]

    @property
    def writes(self):
        return [str(one) for one in self.asked if one.method != "GET"]


DONE = object()


@contextmanager
def served(forge):
    """The forge at an address of this machine, for processes."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            size = int(self.headers.get("Content-Length") or 0)
            content = self.rfile.read(size)
            parts = urlsplit(self.path)
            url = f"http://{self.headers['Host']}{parts.path}?{parts.query}"
            request = httpx.Request(self.command, url, headers=dict(self.headers), content=content)
            answer = forge(request)
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name not in {"content-length", "content-encoding"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815 - as http.server calls them

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
