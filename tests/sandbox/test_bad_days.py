"""Latency, the rate limit, and the hostile sandbox."""

import json
from collections import Counter

import httpx
import pytest

from pdsync.sandbox import Account, Habits, Sandbox, transport

TOKEN = {"Authorization": "Token token=x"}


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.time = 0.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    def monotonic(self):
        return self.time


@pytest.fixture
def watch():
    return Watch()


def test_every_answer_takes_its_latency(connect, watch):
    client = connect(habits=Habits(latency_ms=50), sleep=watch.sleep)
    client.get("/teams")
    client.get("/users")
    assert watch.slept == [0.05, 0.05]


def test_the_budget_is_told_with_every_answer(connect, watch):
    client = connect(habits=Habits(rate_limit=960), monotonic=watch.monotonic)
    client.get("/teams")
    watch.time += 10.5
    told = client.get("/teams").headers
    assert (told["ratelimit-limit"], told["ratelimit-remaining"], told["ratelimit-reset"]) == (
        "960",
        "958",
        "50",
    )
    assert len(told["x-request-id"]) == 32


def test_a_spent_budget_is_429_until_the_minute_is_over(connect, watch):
    client = connect(habits=Habits(rate_limit=2), monotonic=watch.monotonic)
    assert [client.get("/teams").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/teams")
    assert refused.json() == {"error": {"message": "Rate Limit Exceeded", "code": 2020}}
    watch.time += int(refused.headers["ratelimit-reset"])
    assert client.get("/teams").status_code == 200


def test_each_token_has_its_own_budget(connect, watch):
    client = connect(habits=Habits(rate_limit=1), monotonic=watch.monotonic)
    assert client.get("/teams").status_code == 200
    assert client.get("/teams", headers={"Authorization": "Bearer other"}).status_code == 200
    assert client.get("/teams").status_code == 429


@pytest.fixture
def hostile():
    """Opens clients of one account in bad weather; answers are not judged."""
    account = Account.open(":memory:")
    clients = []

    def opened(seed):
        sandbox = Sandbox(account, Habits(rate_limit=0, hostile=seed))
        client = httpx.Client(
            transport=transport(sandbox), base_url="https://api.pagerduty.com", headers=TOKEN
        )
        client.account = account
        clients.append(client)
        return client

    yield opened
    for client in clients:
        client.close()
    account.close()


def outcome(client, method, path, **ways):
    try:
        return client.request(method, path, **ways)
    except httpx.TransportError as lost:
        return lost


def told(answer):
    if isinstance(answer, httpx.TransportError):
        return type(answer).__name__
    if answer.status_code == 429:
        return f"429 {'with' if 'ratelimit-reset' in answer.headers else 'without'} headers"
    return answer.status_code


def weather(client, count=400):
    return [told(outcome(client, "GET", "/teams", params={"n": n})) for n in range(count)]


def test_every_kind_of_trouble_comes(hostile):
    assert set(weather(hostile(1))) == {
        200,
        500,
        502,
        "429 with headers",
        "429 without headers",
        "RemoteProtocolError",
        "ReadError",
    }


@pytest.mark.slow
def test_the_same_seed_is_the_same_weather(hostile):
    assert weather(hostile(7)) == weather(hostile(7))
    assert weather(hostile(7)) != weather(hostile(8))


def test_trouble_strikes_one_request_at_most_twice_in_a_row(hostile):
    client = hostile(3)
    answers = [told(outcome(client, "GET", "/teams")) for _ in range(1_000)]
    streaks = "".join("." if answer == 200 else "x" for answer in answers)
    assert "xx" in streaks
    assert "xxx" not in streaks


def test_a_write_may_take_effect_and_its_answer_be_lost(hostile):
    client = hostile(5)
    made = {}
    for number in range(200):
        name = f"T{number}"
        made[name] = told(outcome(client, "POST", "/teams", json={"team": {"name": name}}))
    there = {row.label for row in client.account.store.children("team", "")}
    fates = Counter((answer, name in there) for name, answer in made.items())
    assert fates["ReadError", True] > 0
    assert fates[502, True] > 0
    assert fates["RemoteProtocolError", False] > 0
    assert fates[500, False] > 0
    assert {effect for (answer, effect) in fates if answer == 201} == {True}


def patient(client, method, path, **ways):
    for _ in range(3):
        answer = outcome(client, method, path, **ways)
        if isinstance(answer, httpx.Response) and answer.status_code < 429:
            return answer
    raise AssertionError("three times unlucky")


def test_what_was_written_is_seen_late_and_soon(hostile):
    client, seen = hostile(11), []
    for number in range(30):
        name = f"T{number}"
        patient(client, "POST", "/teams", json={"team": {"name": name}})
        reads = [name in listed(client) for _ in range(4)]
        assert reads[-1]
        seen.append(reads.index(True))
    assert set(seen) >= {0, 1, 2}


def listed(client):
    teams = patient(client, "GET", "/teams", params={"limit": 100}).json()["teams"]
    return {team["name"] for team in teams}


def test_a_list_that_lacks_what_is_seen_late_still_counts_it(hostile):
    client, short = hostile(11), 0
    for number in range(30):
        patient(client, "POST", "/teams", json={"team": {"name": f"T{number}"}})
        answer = patient(client, "GET", "/teams", params={"limit": 100, "total": "true"}).json()
        assert answer["total"] == number + 1
        short += len(answer["teams"]) < answer["total"]
    assert short > 0


def test_answers_are_shuffled_and_hold_what_nobody_described(hostile):
    client = hostile(2)
    orders, roles, surprised = set(), set(), 0
    for _ in range(40):
        answer = patient(client, "GET", "/users", params={"limit": 100}).json()
        orders.add(tuple(user["id"] for user in answer["users"]))
        roles |= {user["role"] for user in answer["users"]}
        surprised += "surprise" in answer
    assert len(orders) > 1
    assert "galactic_user" in roles
    assert 0 < surprised < 40


def test_ids_of_overrides_are_told_only_to_who_asks_for_those_that_can_be_edited(hostile):
    client = hostile(2)
    ident = patient(client, "GET", "/users").json()["users"][0]["id"]
    user = {"id": ident, "type": "user_reference"}
    layer = {
        "start": "2026-01-01T00:00:00Z",
        "rotation_virtual_start": "2026-01-01T00:00:00Z",
        "rotation_turn_length_seconds": 86400,
        "users": [{"user": user}],
    }
    body = {"name": "S", "time_zone": "Etc/UTC", "schedule_layers": [layer]}
    made = patient(client, "POST", "/schedules", json={"schedule": body}).json()["schedule"]
    path = f"/schedules/{made['id']}/overrides"
    times = {"start": "2089-01-01T00:00:00Z", "end": "2089-01-02T00:00:00Z"}
    patient(client, "POST", path, json={"overrides": [times | {"user": user}]})
    span = {"since": "2088-12-01T00:00:00Z", "until": "2089-02-01T00:00:00Z"}

    def told(**more):
        answers = (patient(client, "GET", path, params=span | more) for _ in range(9))
        lists = (one.json()["overrides"] for one in answers if one.status_code == 200)
        return {"id" in one for several in lists for one in several}

    assert told() == {False}
    assert told(editable="true") == {True}


@pytest.fixture
def shift_path(hostile):
    """Makes a shift-based schedule on a bad day; gives (client, its path, its rotations' paths)."""
    client = hostile(4)

    def posted(path, body):
        answer = outcome(client, "POST", path, json=body)
        while not (isinstance(answer, httpx.Response) and answer.status_code == 201):
            answer = outcome(client, "POST", path, json=body)
        return next(iter(answer.json().values()))["id"]

    schedule = {"schedule": {"name": "Shifts", "time_zone": "Etc/UTC"}}
    path = f"/v3/schedules/{posted('/v3/schedules', schedule)}"
    rotations = [f"{path}/rotations/{posted(f'{path}/rotations', {})}" for _ in range(3)]
    return client, path, rotations


def test_shift_based_schedules_have_bad_days_too(shift_path):
    client, path, rotations = shift_path
    orders, lacking = set(), 0
    for _ in range(60):
        answer = patient(client, "GET", path)
        told = answer.json()["schedule"]["rotations"] if answer.status_code == 200 else []
        lacking += any("events" not in one for one in told)
        orders.add(tuple(one["id"] for one in told))
    assert 0 < lacking < 60
    # A post whose answer was lost was made again.
    assert max(map(len, orders)) >= len(rotations)
    assert len(orders) > 3


def test_a_new_rotation_is_seen_late_and_soon(shift_path):
    client, path, _ = shift_path

    def seen():
        told = patient(client, "GET", f"{path}/rotations").json()["rotations"]
        return {rotation["id"] for rotation in told}

    late = []
    for _ in range(5):
        answer = patient(client, "POST", f"{path}/rotations", json={})
        made = answer.json()["rotation"]["id"]
        reads = [made in seen() for _ in range(4)]
        assert reads[-1]
        late.append(reads.index(True))
    assert max(late) > 0


def test_priorities_stay_in_their_order(hostile):
    client = hostile(2)
    for _ in range(20):
        priorities = patient(client, "GET", "/priorities").json()["priorities"]
        assert [one["name"] for one in priorities] == ["P1", "P2", "P3", "P4", "P5"]


def test_good_weather_has_no_surprises(api):
    assert "surprise" not in json.dumps(api.get("/users"))
