"""The rate limit is shared: a part of each minute's requests is left to others with the token."""

import httpx
import pytest
from api.wire import Clock, client


class Limit:
    """So many requests a minute for a token; `others` use some with each of ours."""

    def __init__(self, clock, limit, *, others=0, tells=True):
        self.clock, self.limit, self.others, self.tells = clock, limit, others, tells
        self.opened, self.left = clock.now, limit
        self.sent = []

    def __call__(self, request):
        if self.clock.now >= self.opened + 60:
            self.opened, self.left = self.clock.now, self.limit
        self.left -= 1 + self.others
        self.sent.append(self.clock.now - 1000)
        headers = {
            "ratelimit-remaining": str(self.left),
            "ratelimit-reset": str(self.opened + 60 - self.clock.now),
        }
        told = {"ratelimit-limit": str(self.limit)} if self.tells else {}
        return httpx.Response(200, json={}, headers=headers | told)


def first_minute(limit, **ways):
    """How many of many requests go out before the first wait, and when the others do."""
    clock = Clock()
    account = Limit(clock, limit, **ways)
    with client(account, clock=clock) as api:
        for number in range(limit + 10):
            if number % 2:
                api.get("/x")
            else:
                api.send("PUT", "/x", {}, repeatable=True)
    return account.sent.count(0), account.sent[-1]


@pytest.mark.parametrize(
    ("limit", "ways", "sent"),
    [
        (960, {}, 912),
        (960, {"tells": False}, 912),
        (960, {"others": 2}, 304),
        (100, {}, 95),
        (50, {}, 47),
        (19, {}, 19),
    ],
)
def test_one_in_twenty_is_left_to_others(limit, ways, sent):
    assert first_minute(limit, **ways)[0] == sent


def test_the_rest_goes_when_the_minute_is_over():
    assert first_minute(960) == (912, 60)
