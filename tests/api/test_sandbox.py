"""The client against the pretend PagerDuty, in good weather and in bad."""

import pytest
from api.wire import Clock

from pdsync.api import Client, Connection, Reply
from pdsync.errors import ApiError, Forbidden, PdsyncError
from pdsync.sandbox import Account, Habits, Sandbox, transport


@pytest.fixture
def account():
    account = Account.open(":memory:")
    yield account
    account.close()


def opened(account, *, token="secret", clock=None, **habits):
    clock = clock or Clock()
    sandbox = Sandbox(account, Habits(**habits), sleep=clock.sleep, monotonic=lambda: clock.now)
    here = Connection("https://api.pagerduty.com", token, "sandbox")
    return Client(here, transport=transport(sandbox), waiting=clock.waiting)


def make_teams(account, count):
    with opened(account, rate_limit=0) as api:
        for number in range(count):
            api.send("POST", "/teams", {"team": {"name": f"T{number:03}"}}, repeatable=False)


def names(api):
    listing = api.list("/teams", "teams")
    return sorted(team["name"] for team in listing.items), listing.total, listing.short


def test_a_list_of_many_pages_is_read_whole(account):
    make_teams(account, 250)
    with opened(account) as api:
        assert names(api) == ([f"T{number:03}" for number in range(250)], 250, False)
        assert api.requests == 3


def test_a_write_gives_what_was_made_and_a_deletion_is_done_twice(account):
    with opened(account) as api:
        made = api.send("POST", "/teams", {"team": {"name": "Büro"}}, repeatable=False)
        path = f"/teams/{made.body['team']['id']}"
        assert (made.status, made.body["team"]["name"]) == (201, "Büro")
        assert api.get(path) == made.body
        assert api.send("DELETE", path, repeatable=True) == Reply(204, None)
        assert api.send("DELETE", path, repeatable=True) == Reply(404, None)


def test_the_rate_limit_is_kept_without_being_refused_once(account):
    clock = Clock()
    make_teams(account, 3)
    with opened(account, clock=clock, rate_limit=2) as api:
        for _ in range(6):
            api.get("/teams")
        assert (api.requests, clock.passed) == (6, 120.0)


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("wrong", "POST /teams: 401 Authentication failed (code 2006)"),
        ("readonly", "POST /teams: 403 Access Denied (code 2010)"),
        (None, "POST /teams: 401 HTTP Token: Access denied."),
    ],
)
def test_a_token_that_may_not_is_refused(account, token, message):
    with opened(account, token=token) as api, pytest.raises(Forbidden) as caught:
        api.send("POST", "/teams", {"team": {"name": "A"}}, repeatable=False)
    assert caught.value.message == message


def test_a_missing_ability_is_named():
    account = Account.open(":memory:", seed={"abilities": []})
    with opened(account) as api, pytest.raises(ApiError) as caught:
        api.send("POST", "/teams", {"team": {"name": "A"}}, repeatable=False)
    account.close()
    assert (caught.value.status, caught.value.reasons) == (402, ("Required ability: teams",))


def test_a_refusal_is_told_with_its_reasons(account):
    make_teams(account, 1)
    with opened(account) as api, pytest.raises(ApiError) as caught:
        api.send("POST", "/teams", {"team": {"name": "t000"}}, repeatable=False)
    assert caught.value.message == (
        "POST /teams: 400 Invalid Input Provided (code 2001): Name has already been taken"
    )


@pytest.mark.parametrize("seed", range(5))
def test_bad_days_do_not_change_what_is_read(account, seed):
    make_teams(account, 30)
    with opened(account, hostile=seed) as api:
        for _ in range(5):
            assert names(api) == ([f"T{number:03}" for number in range(30)], 30, False)


@pytest.mark.parametrize("seed", range(5))
def test_on_bad_days_what_is_repeatable_takes_effect(account, seed):
    make_teams(account, 10)
    with opened(account, hostile=seed) as api:
        for team in api.list("/teams", "teams").items:
            body = {"team": {"description": "seen"}}
            api.send("PUT", f"/teams/{team['id']}", body, repeatable=True)
    with opened(account) as api:
        teams = api.list("/teams", "teams").items
    assert [team["description"] for team in teams] == ["seen"] * 10


@pytest.mark.parametrize("seed", range(5))
def test_on_bad_days_a_lost_answer_is_the_only_doubt(account, seed):
    with opened(account, hostile=seed) as api:
        certain, uncertain = set(), set()
        for number in range(30):
            name = f"T{number:03}"
            try:
                api.send("POST", "/teams", {"team": {"name": name}}, repeatable=False)
                certain.add(name)
            except PdsyncError as lost:
                if getattr(lost, "sent", False) or getattr(lost, "is_unclear", False):
                    uncertain.add(name)
    with opened(account) as api:
        made, _, _ = names(api)
    assert certain <= set(made) <= certain | uncertain
