import httpx
import pytest
from api.wire import TOKEN, client, error, failure, json_answer

from pdsync.api import Connection
from pdsync.errors import ApiError, Forbidden


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"error": {"message": "Invalid Input Provided", "code": 2001, "errors": ["A", "B."]}},
            "400 Invalid Input Provided (code 2001): A; B.",
        ),
        (
            {"error": {"message": "Invalid Input Provided", "code": 2001, "errors": "A"}},
            "400 Invalid Input Provided (code 2001): A",
        ),
        (
            {"error": {"message": "Escalation Policy has already been taken", "errors": None}},
            "400 Escalation Policy has already been taken",
        ),
        (
            {"error": {"message": "Invalid Schedule", "code": 3001, "errors": {"a.b": ["A", "B"]}}},
            "400 Invalid Schedule (code 3001): a.b: A; a.b: B",
        ),
        ({"error": {"code": 2001}}, "400 Bad Request (code 2001)"),
        ({"error": {"message": "A", "errors": ["A"]}}, "400 A"),
        ({"error": {"message": "A", "code": "2001", "details": {"b": 1}}}, "400 A: details: b: 1"),
        ({"error": "No user behind this key"}, "400 No user behind this key"),
        ({"error": ["A", "B"]}, "400 A: B"),
        ({"error": None}, "400 Bad Request"),
        ({"message": "A", "errors": ["B"]}, "400 A: B"),
        ({"error": {"message": {"a": [[[[[["deep"]]]]]]}}}, "400 a: …"),
        ("A", "400 A"),
        ([], "400 Bad Request"),
        (None, "400 Bad Request"),
    ],
)
def test_every_shape_of_an_error_is_told(body, message):
    assert failure(httpx.Response(400, json=body)).message == f"PUT /services/P1: {message}"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(400), "400 Bad Request"),
        (httpx.Response(404, text="Not here\nat all"), "404 Not here at all"),
        (
            httpx.Response(401, html="HTTP Token: Access denied.\n"),
            "401 HTTP Token: Access denied.",
        ),
        (httpx.Response(400, text='{"error": {"mess'), '400 {"error": {"mess'),
        (httpx.Response(418, text="[" * 9_000), "418 " + "[" * 500),
        (httpx.Response(499, content=b"\xff\xfe"), "499 \ufffd\ufffd"),
        (httpx.Response(499), "499 error"),
        (
            httpx.Response(502, html="<html><h1>Bad gateway</h1>"),
            "502 Bad Gateway, an HTML page and not PagerDuty's own answer",
        ),
        (
            httpx.Response(503, text="\n<HTML>"),
            "503 Service Unavailable, an HTML page and not PagerDuty's own answer",
        ),
    ],
)
def test_an_error_that_is_not_json_is_told_all_the_same(answer, message):
    assert failure(answer).message == f"PUT /services/P1: {message}"


def test_an_error_keeps_its_parts():
    told = failure(error(400, "Invalid Input Provided", 2001, ["A", "B"]))
    assert (told.status, told.code, told.reasons) == (400, 2001, ("A", "B"))


def test_nothing_in_an_answer_steers_the_terminal():
    words = {"message": "\x1b[2J\x07a\u202eb\x9b", "code": 1, "errors": ["c\r\n\td", "\ud800"]}
    told = failure(json_answer(400, {"error": words}))
    assert told.message == (
        "PUT /services/P1: 400 \\x1b[2J\\x07a\\u202eb\\x9b (code 1): c d; \\ud800"
    )


def test_a_refused_token_names_what_to_check():
    told = failure(error(401, "Authentication failed", 2006), method="GET")
    assert (type(told), told.message, told.hint) == (
        Forbidden,
        "GET /services/P1: 401 Authentication failed (code 2006)",
        (
            "check the token (PAGERDUTY_TOKEN, --token-file) and its region: PagerDuty (US) was "
            "asked; PAGERDUTY_SERVICE_REGION is us or eu"
        ),
    )


@pytest.mark.parametrize(
    ("method", "hint"),
    [
        ("GET", "check that the token's user may see this, and the token's region"),
        ("PUT", "it takes a key that is not read-only, of a user who may change this"),
    ],
)
def test_a_forbidden_call_names_what_to_check(method, hint):
    told = failure(httpx.Response(403, text="Forbidden"), method=method)
    assert (type(told), told.message, told.hint) == (
        Forbidden,
        f"{method} /services/P1: 403 Forbidden",
        hint,
    )


@pytest.mark.parametrize(
    ("scopes", "hint"),
    [
        (
            {"required_scopes": "services.write", "token_scopes": "services.read teams.read"},
            "the token needs the scope services.write; it has services.read teams.read",
        ),
        (
            {"required_scopes": ["services.write"], "token_scopes": []},
            "the token needs the scope services.write; it has none",
        ),
    ],
)
def test_a_missing_scope_is_named_with_the_present_ones(scopes, hint):
    told = failure(error(403, "Access Denied", 2010, **scopes))
    assert (told.message, told.hint) == (
        "PUT /services/P1: 403 Access Denied (code 2010)",
        hint,
    )


@pytest.mark.parametrize(
    ("path", "named"),
    [("/teams", "the ability `teams`"), ("/priorities", "an ability that this needs")],
)
def test_a_missing_ability_is_named(path, named):
    told = failure(error(402, "Not in this plan", 2014), method="GET", path=path)
    assert (told.message, told.hint) == (
        f"GET {path}: 402 Not in this plan (code 2014)",
        f"the account's PagerDuty plan lacks {named}; GET /abilities lists those it has",
    )


@pytest.mark.parametrize(
    ("base", "how"),
    [
        (
            "http://localhost:8080/v2",
            "http://localhost:8080/v2/users is not there: leave out `/v2`, and write "
            "`http://localhost:8080`",
        ),
        (
            "https://pagerduty.example",
            "https://pagerduty.example/users is not there: check the address "
            "(PAGERDUTY_SERVICE_REGION, --api-url)",
        ),
    ],
)
def test_a_list_that_is_not_there_is_one_of_another_address(base, how):
    answer = error(404, "Not Found", code=2100)
    there = client(lambda _: answer, connection=Connection(base, TOKEN, "x"))
    with there as api, pytest.raises(ApiError) as caught:
        api.get("/users")
    assert (caught.value.message, caught.value.hint) == (
        "GET /users: 404 Not Found (code 2100)",
        how,
    )


def test_a_thing_that_is_not_there_may_be_gone():
    assert failure(error(404, "Not Found", code=2100)).hint is None
