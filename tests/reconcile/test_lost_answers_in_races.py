"""Another run makes the same while the answer to a create is lost: the twin is still named."""

import httpx
from reconcile.twin_world import TEXT, copy_of
from reconcile.world import World


class Lost(httpx.BaseTransport):
    """Loses the answer to a create; `then` happens, and the lists show what was made much later."""

    def __init__(self, inner, name, then):
        self.inner, self.name, self.then = inner, name, then
        self.made, self.lists = None, 0

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method == "POST" and self.name in request.read().decode():
            self.made = httpx.Response(200, content=answer.read()).json()["schedule"]["id"]
            self.then()
            raise httpx.ReadError("connection reset", request=request)
        if self.made is None or request.url.path != "/schedules":
            return answer
        self.lists += 1
        body = httpx.Response(200, content=answer.read()).json()
        kept = [one for one in body["schedules"] if one["id"] != self.made or self.lists > 5]
        return httpx.Response(200, json={**body, "schedules": kept, "total": len(kept)})


def test_a_copy_that_is_taken_for_a_create_without_an_answer_is_named_as_a_twin():
    account = World().account
    world = World(
        account=account,
        around=lambda inner: Lost(inner, "Second", lambda: copy_of(World.on(account), "Second")),
    )
    config = world.config(TEXT, "stack: acme\n")
    plan = world.plan_of(config)
    assert "second" in {one.key for one in world.carry_out(plan).twins}
