"""`pdsync comment` where the network or the forge is in the way, each told in its own words."""

import ssl
from pathlib import Path

import httpx
import pytest
import respx
from forge.fake import Answer
from forge.github import too_long
from forge.jobs import COMMENTS, GRAPHQL, HOST, PAGE, TEXT, job_of_github, said

LIST = f"GET {COMMENTS}"
POST = f"POST {COMMENTS}"
IMPOSTOR = (
    "something else answers in GitHub's place: check the proxy settings (HTTPS_PROXY, NO_PROXY) "
    "and the address (GITHUB_API_URL)"
)
NETWORK = (
    "check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and the address (GITHUB_API_URL)"
)
PAGE_OF_ERRORS = Answer(502, "<html><body>Bad gateway</body></html>")


@pytest.fixture
def github(monkeypatch):
    Path("plan.md").write_text(TEXT, encoding="utf-8")
    with job_of_github(monkeypatch) as forge:
        yield forge


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (Answer(403, {"message": "slow down"}, {"retry-after": "30"}), "30"),
        (Answer(429, "Retry later", {"retry-after": "7"}), "7"),
        (
            Answer(
                403,
                {"message": "no more"},
                {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1772452920"},
            ),
            "121",  # two minutes after noon of 2 March 2026: one second is added
        ),
        (Answer(403, {"message": "You have exceeded a secondary rate limit."}), "60"),
        (Answer(429), "60"),
    ],
)
def test_a_rate_limit_is_waited_for(github, run, answer, waits):
    github.instead[POST] = [answer]
    ended = run("comment", "plan.md")
    assert (ended.code, ended.out, ended.err) == (
        0,
        f"New comment: {PAGE}\n",
        f"GitHub's rate limit is reached, waiting {waits} s\n",
    )


@pytest.mark.parametrize("status", [403, 429])
def test_a_rate_limit_that_opens_late_is_not_waited_for(github, run, status):
    github.instead[POST] = [Answer(status, "Retry later", {"retry-after": "3600"})]
    assert said(run("comment", "plan.md")) == (
        f"{POST}: {status} Retry later, which ends in 3600 s: too long to wait",
        "run the job again after that: the token, or its user, has sent too much",
    )


@pytest.mark.parametrize(
    ("call", "answer", "told"),
    [
        (
            POST,
            Answer(403, {"message": "Unable to create comment because issue is locked."}),
            (
                "403 Unable to create comment because issue is locked.",
                "unlock the conversation, or let the step go without a comment",
            ),
        ),
        (
            POST,
            Answer(403, {"message": "Forbidden", "documentation_url": "https://docs"}),
            (
                "403 Forbidden",
                "give the job `permissions: pull-requests: write`, or `issues: write` for --issue",
            ),
        ),
        (
            LIST,
            Answer(404, {"message": "Not Found", "status": "404"}),
            (
                "404 Not Found",
                "it is not there, or the token may not see it; "
                "GitHub does not tell these two apart",
            ),
        ),
        (
            POST,
            too_long(),
            ("422 Validation Failed; Body is too long (maximum is 65536 characters)", ""),
        ),
        (
            POST,
            Answer(422, {"message": "No", "errors": [{"code": "invalid", "field": "body"}]}),
            ("422 No; body is invalid", ""),
        ),
        (
            LIST,
            Answer(410, {"message": "Issues are disabled"}),
            (
                "410 Issues are disabled",
                "switch issues on in the settings of the repository",
            ),
        ),
        (LIST, Answer(418, ""), ("418 I'm a Teapot", "")),
        (LIST, Answer(400, {}), ("400 Bad Request", "")),
    ],
)
def test_a_refusal_is_told_in_its_own_words(github, run, call, answer, told):
    github.instead[call] = [answer]
    assert said(run("comment", "plan.md")) == (f"{call}: {told[0]}", told[1])


def test_a_wrong_token_is_said(github, run, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_expired")
    ended = run("comment", "plan.md")
    assert said(ended) == (
        "GET /api/v3/user: 401 Bad credentials",
        "check GITHUB_TOKEN: it is wrong or has expired",
    )


def test_a_list_is_asked_for_again_after_a_bad_gateway(github, run):
    github.instead[LIST] = [PAGE_OF_ERRORS, PAGE_OF_ERRORS]
    ended = run("comment", "plan.md")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (0, f"New comment: {PAGE}\n", 2)


def test_a_gateway_that_stays_bad_is_told_without_its_page(github, run):
    github.instead[LIST] = [PAGE_OF_ERRORS] * 20
    what, hint = said(run("comment", "plan.md"))
    assert (what, hint) == (
        f"{LIST}: 502 Bad Gateway, an HTML page and not GitHub's own answer, tried 5 times",
        "",
    )


@pytest.mark.parametrize(
    "answer", [Answer(200, "<html>Sign in</html>"), Answer(200, "[{"), Answer(200, "[" * 9000)]
)
def test_an_answer_that_is_no_json_is_somebody_elses(github, run, answer):
    github.instead[LIST] = [answer]
    assert said(run("comment", "plan.md")) == (
        f"{LIST}: the answer of {HOST} is not JSON",
        IMPOSTOR,
    )


def test_a_repository_that_was_renamed_is_found(github, run):
    github.instead[POST] = [Answer(307, None, {"location": f"{COMMENTS}?moved"})]
    ended = run("comment", "plan.md")
    assert (ended.code, ended.out) == (0, f"New comment: {PAGE}\n")


def test_a_redirection_in_a_circle_ends(github, run):
    github.instead[LIST] = [Answer(301, None, {"location": COMMENTS})] * 9
    assert said(run("comment", "plan.md"))[0] == f"{LIST}: redirected more than 4 times"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(307, None, {"location": "https://evil.example/"}),
        Answer(301, None, {"location": f"http://{HOST}/"}),
        Answer(302, None, {"location": f"https://{HOST}:444/"}),
        Answer(200, [], {"link": '<https://evil.example/?page=2>; rel="next"'}),
    ],
)
def test_the_token_goes_to_no_other_host(github, run, answer):
    elsewhere = respx.mock.route().respond(200, json=[])
    github.instead[LIST] = [answer]
    what, hint = said(run("comment", "plan.md"))
    assert (what, hint, elsewhere.called) == (
        f"{LIST}: it leads to another host, which is not followed",
        IMPOSTOR,
        False,
    )


def always(monkeypatch, cause):
    """Let each connection fail, for this cause."""

    def fail(self, request):
        raise httpx.ConnectError("made up", request=request) from cause

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", fail)


def test_a_certificate_that_nobody_signed_is_not_trusted(github, run, monkeypatch):
    always(monkeypatch, ssl.SSLCertVerificationError("self-signed"))
    what, hint = said(run("comment", "plan.md"))
    assert (what, hint.endswith("this is not GitHub")) == (
        f"{GRAPHQL}: the certificate of {HOST} is not trusted, nothing was sent",
        True,
    )


def test_a_network_that_is_not_there_is_tried_five_times(github, run, monkeypatch):
    always(monkeypatch, ConnectionRefusedError())
    assert said(run("comment", "plan.md")) == (
        f"{GRAPHQL}: {HOST} refuses the connection, tried 5 times",
        NETWORK,
    )


def test_causes_that_lead_in_a_circle_end(github, run, monkeypatch):
    one, other = ValueError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    always(monkeypatch, one)
    assert said(run("comment", "plan.md"))[0] == (
        f"{GRAPHQL}: {HOST} cannot be reached, tried 5 times"
    )


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500])
def test_nothing_shows_the_token(github, run, monkeypatch, status):
    told = {"message": f"bad {github.token}", "errors": [github.token, {github.token: "x"}]}
    github.instead[POST] = [Answer(status, told)] * 9
    monkeypatch.setenv("PDSYNC_DEBUG", "1")
    ended = run("comment", "plan.md", "--verbose")
    assert (ended.code, github.token in ended.out + ended.err) == (1, False)
    assert f"{POST}: {status}, " in ended.err
