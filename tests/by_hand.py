"""Somebody who changes the account by hand, with a token of their own."""

import httpx
from command_line import NOON, the_account

from pdsync import sandbox


class ByHand:
    """A person at the account of the commands, or a script that has a key of the account."""

    def __init__(self, name="Ana Silva", key=None, at=NOON):
        self.account = sandbox.Account.open("pdsync-sandbox.db", clock=lambda: at)
        wire = sandbox.transport(sandbox.Sandbox(self.account))
        with the_account() as world:
            user = world.named("user", "users", name)
        token = key or f"user-{user['id']}"
        self.end = token[-4:]
        self.http = httpx.Client(
            transport=wire,
            base_url="https://sandbox.invalid",
            headers={"Authorization": f"Token token={token}"},
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()
        self.account.close()

    def send(self, method, path, body=None):
        answer = self.http.request(method, path, json=body)
        assert answer.status_code < 300, answer.text

    def ident(self, plural, name):
        listed = self.http.get(f"/{plural}").json()[plural]
        (found,) = [one for one in listed if one["name"] == name]
        return found["id"]

    def change(self, called, **fields):
        self.send("PUT", f"/services/{self.ident('services', called)}", {"service": fields})

    def delete(self, plural, name):
        self.send("DELETE", f"/{plural}/{self.ident(plural, name)}")

    def make_service(self, name, of="Checkout"):
        policy = self.ident("escalation_policies", of)
        reference = {"id": policy, "type": "escalation_policy_reference"}
        self.send("POST", "/services", {"service": {"name": name, "escalation_policy": reference}})
