"""The sandbox behind a real socket on this machine."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from pdsync.sandbox import Account, Habits, Sandbox, serve

TOKEN = {"Authorization": "Token token=x"}


@pytest.fixture
def served(tmp_path):
    """Starts servers of one account."""
    account = Account.open(tmp_path / "acme.db")
    servers = []

    def started(**habits):
        sandbox = Sandbox(account, Habits(**{"rate_limit": 0, **habits}))
        server = serve(sandbox)
        server.start()
        servers.append(server)
        return httpx.Client(base_url=server.url, headers=TOKEN, trust_env=False)

    yield started
    for server in servers:
        server.stop()
    account.close()


def test_it_answers_over_http(served, judged):
    with served() as client:
        client.event_hooks = {"response": [judged]}
        made = client.post("/teams", json={"team": {"name": "Core"}})
        assert (made.status_code, made.json()["team"]["name"]) == (201, "Core")
        assert client.delete(f"/teams/{made.json()['team']['id']}").status_code == 204
        assert client.get("/teams").json()["teams"] == []


def test_an_object_is_found_under_the_address_it_gives_of_itself(served):
    with served() as client:
        (user,) = client.get("/users", params={"limit": 1}).json()["users"]
        assert client.get(user["self"]).json()["user"]["id"] == user["id"]


def test_a_connection_is_used_again(served):
    with served() as client:
        streams = [client.get("/teams").extensions["network_stream"] for _ in range(3)]
        assert len({id(stream.get_extra_info("socket")) for stream in streams}) == 1


def test_many_clients_write_at_once(served):
    with served() as client:

        def write(number):
            return client.post("/teams", json={"team": {"name": f"T{number}"}}).status_code

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(write, range(80))) == {201}
        assert client.get("/teams", params={"total": "true"}).json()["total"] == 80


def test_a_lost_connection_is_lost(served):
    with served(hostile=1) as client:
        lost = 0
        for number in range(60):
            try:
                client.get("/teams", params={"n": number})
            except httpx.TransportError:
                lost += 1
        assert lost > 0
