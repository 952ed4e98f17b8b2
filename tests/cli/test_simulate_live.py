"""`pdsync simulate --live`: what the account alone knows counts."""

import httpx
import pytest
from organisation import ACME

from pdsync import sandbox


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_the_account_is_asked_with_live(run):
    run("apply", "--sandbox", "--yes")

    offline = run("simulate", "cart", "--format", "json").json
    live = run("simulate", "cart", "--live", "--sandbox", "--format", "json").json

    assert live["service"]["id"]
    assert [s["users"] for s in live["steps"]] == [s["users"] for s in offline["steps"]]


PAUSED = ACME + "    auto_pause_notifications_parameters: {enabled: true, timeout: 15m}\n"


def test_a_pause_in_the_account_is_asked_for(run, write):
    write(PAUSED)
    run("apply", "--sandbox", "--yes")
    write(ACME)

    course = run("simulate", "cart", "--live", "--sandbox", "--format", "json").json
    proof = run("simulate", "--all", "--live", "--sandbox", "--within", "14m")

    assert "an alert that is likely to pass by itself waits 15m before all this" in course["notes"]
    assert (proof.code, proof.last_line) == (1, "1 service: 0 proved, 1 not")


class Without(httpx.BaseTransport):
    """An account that refuses to tell of what it does not have."""

    def __init__(self, inner, status):
        self.inner, self.status = inner, status

    def handle_request(self, request):
        if "auto_pause" in str(request.url):
            error = {"message": "Account does not have the ability", "code": 2014}
            return httpx.Response(self.status, json={"error": error})
        return self.inner.handle_request(request)


@pytest.mark.parametrize("status", [402, 403])
def test_an_account_without_pauses_is_asked_without(run, monkeypatch, status):
    run("apply", "--sandbox", "--yes")
    whole = sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: Without(whole(one), status))

    assert run("simulate", "--all", "--live", "--sandbox").code == 0
