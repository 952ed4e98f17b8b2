"""Accounts that cannot be read: each failure in words, with exit code 1, and no token in sight."""

import httpx
import pytest
import respx

US = "https://api.pagerduty.com"
TOKEN = "u+secret-token-1234"


@pytest.fixture(autouse=True)
def _a_configuration_and_a_token(write, monkeypatch):
    write("teams: {web: {}}\n")
    monkeypatch.setenv("PAGERDUTY_TOKEN", TOKEN)


@pytest.fixture
def account():
    with respx.mock(base_url=US, assert_all_called=False) as routes:
        yield routes


def planned(run, account, answer):
    account.route().mock(side_effect=answer if isinstance(answer, Exception) else lambda _: answer)
    ended = run("plan")
    assert TOKEN not in ended.out + ended.err
    return ended.code, ended.err


EMPTY = {"limit": 100, "offset": 0, "more": False, "total": 0}


def nothing(request):
    plural = request.url.path.rpartition("/")[2]
    return httpx.Response(200, json={**EMPTY, plural: []})


ELSEWHERE = (
    "    = help: something else answers in PagerDuty's place: check the proxy settings "
    "(HTTPS_PROXY, NO_PROXY) and the address (PAGERDUTY_SERVICE_REGION, --api-url)\n"
)


def test_a_wrong_token_or_region_says_what_to_check(run, account):
    refused = httpx.Response(401, text="HTTP Token: Access denied.")
    assert planned(run, account, refused) == (
        1,
        "error: GET /teams: 401 HTTP Token: Access denied.\n"
        "    = help: check the token (PAGERDUTY_TOKEN, --token-file) and its region: "
        "PagerDuty (US) was asked; PAGERDUTY_SERVICE_REGION is us or eu\n",
    )


def test_a_proxy_that_answers_with_a_page_is_not_pagerduty(run, account):
    page = httpx.Response(200, html="<html><title>Sign in</title></html>")
    assert planned(run, account, page) == (
        1,
        "error: GET /teams: api.pagerduty.com answers with an HTML page; this is not PagerDuty\n"
        + ELSEWHERE,
    )


def test_a_redirect_to_another_host_is_not_followed(run, account):
    away = httpx.Response(302, headers={"location": "https://login.example/x"})
    assert planned(run, account, away) == (
        1,
        "error: GET /teams: api.pagerduty.com redirects to login.example, which is not followed\n"
        + ELSEWHERE,
    )


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            httpx.Response(200, text='{"teams": ['),
            "the answer of api.pagerduty.com is cut off or not JSON, tried 5 times",
        ),
        (
            httpx.ConnectError("boom"),
            "api.pagerduty.com cannot be reached, tried 5 times",
        ),
        (
            httpx.Response(503, json={"error": {"message": "Down", "code": 2000}}),
            "503 Down (code 2000)",
        ),
    ],
)
def test_what_may_pass_is_tried_again_and_then_said_once(run, account, trouble, said):
    code, err = planned(run, account, trouble)
    waits = [line for line in err.splitlines() if "trying again in" in line]
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    assert (code, len(waits)) == (1, 4)
    assert len(errors) == 1
    assert errors[0].startswith(f"error: GET /teams: {said}")


def test_a_rate_limit_is_waited_for(run, account):
    slow = iter([httpx.Response(429, headers={"ratelimit-reset": "7"})] * 2)
    account.route().mock(side_effect=lambda request: next(slow, None) or nothing(request))
    ended = run("plan")
    assert ended.code == 0
    assert "rate limit reached, waiting 8 s" in ended.err
    assert ended.last_line.startswith("Plan: 1 to create")
