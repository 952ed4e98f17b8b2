"""Abilities: what the account's plan allows."""

from __future__ import annotations

from pdsync.sandbox._errors import not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.seed import DEFAULT_SEED


def abilities(call: Call) -> Response:
    """GET /abilities."""
    return answer(200, {"abilities": call.account.abilities})


def ability(call: Call) -> Response:
    """GET /abilities/{name}: 204 with it, 402 without it, 404 when there is no such ability."""
    name = call.ids["name"]
    if name not in (*DEFAULT_SEED["abilities"], *call.account.abilities):
        raise not_found()
    call.need(name)
    return answer(204)


ROUTES = [Route("GET", "/abilities", abilities), Route("GET", "/abilities/{name}", ability)]
