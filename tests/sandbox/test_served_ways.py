"""Ways to reach people: what an account begins with, and tokens that may not read them."""

import pytest
from sandbox.conftest import Caller

from pdsync.sandbox import Account

PHONE = {
    "id": "PPHONE1",
    "type": "phone_contact_method",
    "address": "7700900123",
    "enabled": False,
    "blacklisted": True,
}
ANA = {"id": "PANA000", "name": "Ana", "email": "ana@acme.example", "contact_methods": [PHONE]}


def test_what_pagerduty_alone_decides_is_of_the_seed_and_not_of_requests(connect):
    account = Account.open(":memory:", seed={"users": [ANA]})
    api = Caller(connect(account=account))
    path = "/users/PANA000/contact_methods/PPHONE1"
    before = api.get(path)["contact_method"]
    body = {"contact_method": {**PHONE, "enabled": True, "blacklisted": False}}
    api.client.put(path, json=body)
    after = api.get(path)["contact_method"]
    assert [(one["enabled"], one["blacklisted"]) for one in (before, after)] == [(False, True)] * 2
    account.close()


@pytest.mark.parametrize(
    ("token", "allowed"),
    [("noways-1", ["/users", "/teams"]), ("nopeople-1", ["/teams"])],
)
def test_a_token_may_not_read_them(connect, token, allowed):
    client = connect(token=token)
    paths = ["/users", "/users?include[]=contact_methods", "/users?include[]=notification_rules"]
    found = [one for one in (*paths, "/teams") if client.get(one).status_code == 200]
    assert found == allowed
