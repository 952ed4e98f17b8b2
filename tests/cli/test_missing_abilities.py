"""A list that the account's plan does not have (402) is a sentence, whichever list it is."""

import httpx
import pytest
from cli.test_mutated_answers import ACCOUNT

from pdsync import sandbox

LISTS = ("/users", "/teams", "/schedules", "/v3/schedules", "/escalation_policies", "/services")


class Without(httpx.BaseTransport):
    """An account that does not have what is at one path."""

    def __init__(self, inner, path):
        self.inner, self.path = inner, path

    def handle_request(self, request):
        if request.url.path != self.path:
            return self.inner.handle_request(request)
        error = {"message": "Account does not have the abilities", "code": 2014}
        return httpx.Response(402, json={"error": error})


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("command", [("plan",), ("oncall", "--live")], ids=lambda one: one[0])
def test_a_list_that_the_plan_of_the_account_does_not_have_is_named(
    command, path, write, run, monkeypatch
):
    write(ACCOUNT)
    assert run("apply", "--sandbox", "--yes").code == 0
    real = sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: Without(real(one), path))
    ended = run(*command, "--sandbox")
    is_asked = path != "/teams" or command[0] == "plan"
    assert ended.code == int(is_asked)
    assert bool(ended.err + ended.out * (command[0] == "plan")) == is_asked
