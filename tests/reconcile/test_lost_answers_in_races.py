"""Another run makes the same in bad weather, answers lost or lists short: the twin is named."""

from threading import Event

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


class Crossing(httpx.BaseTransport):
    """Reads one list of schedules before all that `other` does, and the other list after it."""

    def __init__(self, inner):
        self.inner, self.other, self.made = inner, None, False
        self.is_over = Event()

    def handle_request(self, request):
        self.made = self.made or request.method == "POST"
        which = request.url.path if self.made and request.method == "GET" else ""
        if which == "/schedules":
            assert self.is_over.wait(60)
        answer = self.inner.handle_request(request)
        if which == "/v3/schedules" and not self.is_over.is_set():
            self.other()
            self.is_over.set()
        return answer


class Unshown(httpx.BaseTransport):
    """Does not show yet what another run has made with layers."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if (request.method, request.url.path) != ("GET", "/schedules"):
            return answer
        return httpx.Response(200, json={"schedules": [], "total": 0, "more": False})


def test_copies_with_layers_and_with_rotations_are_named_although_lists_are_read_in_between():
    account = World().account
    ours = World(account=account, around=Crossing)
    theirs = World(account=account, around=Unshown)
    plan, other = ours.plan(TEXT), theirs.plan(TEXT.replace("layers:", "rotations:"))
    ours.wire.other = lambda: theirs.carry_out(other)
    assert [one.key for one in ours.carry_out(plan).twins] == ["primary", "second"]
