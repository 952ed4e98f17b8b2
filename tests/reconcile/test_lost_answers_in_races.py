"""Another run makes the same in bad weather, answers lost or lists short: the twin is named."""

import httpx
from reconcile.twin_world import TEXT, copy_of
from reconcile.world import World, results


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


class Short(httpx.BaseTransport):
    """Leaves what `hides` says out of lists of schedules, `times` often once a copy is there."""

    def __init__(self, inner, account, times, hides):
        self.inner, self.account, self.times, self.hides = inner, account, times, hides
        self.copied = None

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.method == "POST" and "Second" in request.read().decode():
            self.copied = copy_of(World.on(self.account), "Second")
        is_list = (request.method, request.url.path) == ("GET", "/schedules")
        if self.copied is None or not is_list or not self.times:
            return answer
        self.times -= 1
        body = httpx.Response(200, content=answer.read()).json()
        kept = [one for one in body["schedules"] if not self.hides(one, self.copied)]
        return httpx.Response(200, json={**body, "schedules": kept})


def after_a_copy(times, hides):
    """An apply while a copy of a schedule is made by another run, and lists are short."""
    account = World().account
    world = World(account=account, around=lambda inner: Short(inner, account, times, hides))
    return world.carry_out(world.plan(TEXT))


def is_the_copy(one, copied):
    return one["id"] == copied


def is_another(one, _copied):
    return one["name"] == "Primary"


def test_a_copy_that_short_lists_leave_out_is_named_once_they_are_whole():
    assert [one.key for one in after_a_copy(4, is_the_copy).twins] == ["second"]


def test_a_copy_that_short_lists_show_is_named_although_they_never_are_whole():
    assert [one.key for one in after_a_copy(99, is_another).twins] == ["second"]


def test_where_lists_stay_short_each_that_shows_no_copy_may_have_one():
    done = after_a_copy(99, is_the_copy)
    assert done.twins == ()
    told = (
        "failed",
        "whether another run has made it as well could not be read: "
        "GET /schedules listed fewer than there are, twice",
    )
    assert [results(done)["schedule", key] for key in ("primary", "second")] == [told, told]
