"""Connections that misbehave: what stands between a world and its sandbox."""

import httpx


class Wire(httpx.BaseTransport):
    """A connection to the sandbox that changes nothing: what others begin with."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        return self.inner.handle_request(request)


class Bent(Wire):
    """The sandbox behind a connection that can be told to misbehave."""

    def __init__(self, inner):
        super().__init__(inner)
        self.bend = lambda request, answer: answer()

    def handle_request(self, request):
        return self.bend(request, lambda: self.inner.handle_request(request))


class Altered(Wire):
    """The sandbox, whose answers to GET `alter` may change: it takes a request and a body."""

    def __init__(self, inner):
        super().__init__(inner)
        self.alter = lambda _request, body: body

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method != "GET" or answer.status_code != httpx.codes.OK:
            return answer
        body = httpx.Response(200, content=answer.read()).json()
        return httpx.Response(200, json=self.alter(request, body))


def altered(world_of):
    """A world with such answers, as `wire`; `world_of` makes one around a transport."""
    return world_of(around=Altered)


def at(path, change):
    """Change the answers of one path."""
    return lambda request, body: change(body) if request.url.path == path else body


def is_write(request, path=""):
    return request.method != "GET" and path in request.url.path
