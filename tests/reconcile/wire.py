"""Answers that are changed on their way, as a proxy or a bad day changes them."""

import httpx


class Altered(httpx.BaseTransport):
    """The sandbox, whose answers to GET `alter` may change: it takes a request and a body."""

    def __init__(self, inner):
        self.inner = inner
        self.alter = lambda _request, body: body

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method != "GET" or answer.status_code != httpx.codes.OK:
            return answer
        body = httpx.Response(200, content=answer.read()).json()
        return httpx.Response(200, json=self.alter(request, body))


def altered(world_of):
    """A world with such answers, as `wire`; `world_of` makes one around a transport."""
    made = []

    def around(inner):
        made.append(Altered(inner))
        return made[0]

    world = world_of(around=around)
    world.wire = made[0]
    return world


def at(path, change):
    """Change the answers of one path."""
    return lambda request, body: change(body) if request.url.path == path else body
