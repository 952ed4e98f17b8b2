"""The sandbox behind a real socket on this machine."""

import ssl
import stat
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from pdsync.sandbox import Account, Habits, Sandbox, SandboxError, secured, serve

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


def test_addresses_are_those_that_were_asked(served):
    with served() as client:
        (user,) = client.get("/users", params={"limit": 1}).json()["users"]
        told = [user["self"], user["html_url"]]
        assert told == [f"{client.base_url}/users/{user['id']}"] * 2


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("pagerduty.test:99", "http://pagerduty.test:99"),
        ("[::1]:99", "http://[::1]:99"),
        ("x[y", None),
        ("a b", None),
    ],
)
def test_a_host_that_is_none_is_not_given_back(served, host, told):
    with served() as client:
        (user,) = client.get("/users?limit=1", headers={"Host": host}).json()["users"]
        assert user["self"] == f"{told or client.base_url}/users/{user['id']}"


def test_https_is_spoken_to_who_trusts_the_authority(tmp_path, judged):
    pytest.importorskip("trustme")
    first, again = secured(tmp_path / "acme.db"), secured(tmp_path / "acme.db")
    assert again.authority == first.authority == tmp_path / "acme.db.ca.pem"
    key = tmp_path / "acme.db.key.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "PRIVATE" not in first.authority.read_text("ascii")
    account = Account.open(":memory:")
    server = serve(Sandbox(account), tls=again.context)
    server.start()
    try:
        trusting = ssl.create_default_context(cafile=first.authority)
        for name in ("127.0.0.1", "localhost"):
            url = server.url.replace("127.0.0.1", name)
            with httpx.Client(base_url=url, headers=TOKEN, verify=trusting) as client:
                client.event_hooks = {"response": [judged]}
                (user,) = client.get("/users", params={"limit": 1}).json()["users"]
                assert user["self"] == f"{url}/users/{user['id']}"
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(server.url, trust_env=False)
    finally:
        server.stop()
        account.close()


def test_a_damaged_certificate_is_named(tmp_path):
    for end in ("ca", "key"):
        (tmp_path / f"acme.db.{end}.pem").write_text("damaged")
    with pytest.raises(SandboxError) as told:
        secured(tmp_path / "acme.db")
    key = tmp_path / "acme.db.key.pem"
    assert str(told.value) == f"{key} holds no certificate: delete it to have a new one"
