import json
import logging
import socket
import ssl
from contextlib import suppress

import httpx
import pytest
from api.wire import HERE, TOKEN, Clock, Script, caused, client, error
from hypothesis import given
from hypothesis import strategies as st

from pdsync import __version__
from pdsync.api import Client, Connection, Listing
from pdsync.errors import ApiError, Forbidden, NoAnswer, PdsyncError

NETWORK_HINT = (
    "check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and the address "
    "(PAGERDUTY_SERVICE_REGION, --api-url)"
)
NOT_PAGERDUTY_HINT = (
    "something else answers in PagerDuty's place: check the proxy settings "
    "(HTTPS_PROXY, NO_PROXY) and the address (PAGERDUTY_SERVICE_REGION, --api-url)"
)
LOGIN_PAGE = httpx.Response(200, html="<!DOCTYPE html><title>Sign in</title>")


def failure(*answers, method="PUT", path="/services/P1"):
    with client(Script(*answers)) as api, pytest.raises(PdsyncError) as caught:
        api.get(path) if method == "GET" else api.send(method, path, {}, repeatable=False)
    return caught.value


def json_answer(status, body):
    return httpx.Response(status, content=json.dumps(body).encode())


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
        ("PUT", "check that the token is not a read-only key and that its user may change this"),
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


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_web_page_in_place_of_an_answer_is_not_pagerduty(method):
    told = failure(LOGIN_PAGE, method=method)
    assert (type(told), told.message, told.hint) == (
        NoAnswer,
        (
            f"{method} /services/P1: api.pagerduty.com answers with an HTML page; "
            "this is not PagerDuty"
        ),
        NOT_PAGERDUTY_HINT,
    )


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://login.proxy.example/?next=/services", "login.proxy.example"),
        ("/somewhere", "api.pagerduty.com"),
        ("https://[x", "an unreadable address"),
        (f"https://{TOKEN}.example/", "***.example"),
    ],
)
def test_a_redirect_is_an_error_that_names_the_host(location, target):
    script = Script(httpx.Response(302, headers={"location": location}))
    with client(script) as api, pytest.raises(NoAnswer) as caught:
        api.get("/services")
    assert (caught.value.message, caught.value.hint, script.calls) == (
        f"GET /services: api.pagerduty.com redirects to {target}, which is not followed",
        NOT_PAGERDUTY_HINT,
        ["GET /services"],
    )


@pytest.mark.parametrize(
    ("broken", "words", "hint"),
    [
        (
            caused(httpx.ConnectError("x"), ssl.SSLCertVerificationError("self-signed")),
            "the certificate of api.pagerduty.com is not trusted, nothing was sent",
            (
                "a proxy that inspects traffic needs its certificate in SSL_CERT_FILE; "
                "without such a proxy, this is not PagerDuty"
            ),
        ),
        (
            caused(httpx.ConnectError("x"), ssl.SSLError("handshake")),
            "no encrypted connection to api.pagerduty.com, tried 5 times",
            NETWORK_HINT,
        ),
        (
            httpx.ConnectError("[Errno 101] Network is unreachable"),
            "api.pagerduty.com cannot be reached, tried 5 times",
            NETWORK_HINT,
        ),
        (
            httpx.ConnectTimeout("timed out"),
            "api.pagerduty.com accepts no connection within 10 s, tried 5 times",
            NETWORK_HINT,
        ),
        (
            httpx.ProxyError("407 Proxy Authentication Required"),
            "the proxy does not let us through to api.pagerduty.com, tried 5 times",
            "check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host",
        ),
        (
            httpx.DecodingError("incorrect header check"),
            "the connection to api.pagerduty.com broke off, tried 5 times",
            NETWORK_HINT,
        ),
    ],
)
def test_no_answer_says_why_and_what_to_check(broken, words, hint):
    told = failure(broken, method="GET")
    assert (type(told), told.message, told.hint) == (
        NoAnswer,
        f"GET /services/P1: {words}",
        hint,
    )


def test_a_port_that_nobody_listens_on_is_said_plainly(unused_tcp_port):
    here = Connection(f"http://127.0.0.1:{unused_tcp_port}", TOKEN, "here")
    with Client(here, waiting=Clock().waiting) as api, pytest.raises(NoAnswer) as caught:
        api.get("/services")
    assert (caught.value.message, caught.value.sent) == (
        f"GET /services: 127.0.0.1:{unused_tcp_port} refuses the connection, tried 5 times",
        False,
    )


@pytest.fixture
def unused_tcp_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "path",
    [
        "services",
        "//evil.example/x",
        "/services/../users",
        "/services/.",
        "/a b",
        "/a?b=c",
        "/a#b",
        "/%2e%2e",
    ],
)
def test_an_id_cannot_address_something_else(path):
    script = Script(httpx.Response(200, json={}))
    with client(script) as api, pytest.raises(PdsyncError) as caught:
        api.get(path)
    assert (caught.value.message, script.calls) == (
        f"GET {path} is no address at PagerDuty: an id in it is not one",
        [],
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"HTTPS_PROXY": "http://x:port"},
        {"ALL_PROXY": "nonsense://x"},
        {"SSL_CERT_FILE": "/none.pem"},
    ],
)
def test_unusable_settings_of_the_environment_are_named(settings, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(PdsyncError) as caught:
        Client(HERE)
    assert (caught.value.message, caught.value.hint) == (
        "the proxy or certificate settings of this environment are unusable",
        "check HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
    )


def test_plain_http_to_this_machine_takes_no_proxy(unused_tcp_port, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    here = Connection(f"http://127.0.0.1:{unused_tcp_port}", TOKEN, "here")
    with Client(here, waiting=Clock().waiting) as api, pytest.raises(NoAnswer, match="refuses"):
        api.get("/services")


@pytest.mark.parametrize(
    ("token", "authorization"),
    [
        (TOKEN, f"Token token={TOKEN}"),
        ("pdus+_0XBPWQQ_dfd712ef", "Bearer pdus+_0XBPWQQ_dfd712ef"),
        (None, None),
    ],
)
def test_a_request_carries_the_token_and_says_who_asks(token, authorization):
    script = Script(httpx.Response(204))
    with client(script, connection=Connection(HERE.base_url, token, "x")) as api:
        api.send("POST", "/services", {"name": "Büro \ud800"}, repeatable=False)
    (request,) = script.requests
    assert request.headers.get("authorization") == authorization
    assert request.headers["accept"] == "application/vnd.pagerduty+json;version=2"
    assert request.headers["user-agent"] == f"pdsync/{__version__}"
    assert request.headers["content-type"] == "application/json"
    assert request.content == b'{"name": "B\\u00fcro \\ud800"}'


def test_a_request_without_a_body_claims_none():
    script = Script(httpx.Response(204))
    with client(script) as api:
        api.send("DELETE", "/services/P1", repeatable=True)
    assert "content-type" not in script.requests[0].headers


def test_no_log_holds_the_token(caplog):
    with caplog.at_level(logging.DEBUG), client(Script(httpx.Response(200, json={}))) as api:
        api.get("/services")
    assert "GET https://api.pagerduty.com/services" in caplog.text
    assert TOKEN not in caplog.text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([TOKEN, f"bad key {TOKEN}!", "message", "errors", "error"]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.just(TOKEN), inner)
        | st.fixed_dictionaries({"error": inner})
        | st.fixed_dictionaries(
            {},
            optional={
                "message": inner,
                "code": inner,
                "errors": inner,
                "required_scopes": inner,
                "token_scopes": inner,
            },
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([400, 401, 402, 403, 404, 409, 422, 429, 500, 503]))
def test_any_json_as_an_error_is_an_error_without_the_token(body, status):
    told = failure(json_answer(status, body), method="PUT")
    words = f"{told.message} {told.hint} {told.reasons}"
    assert isinstance(told, ApiError)
    assert TOKEN not in words
    assert (told.message + (told.hint or "")).isprintable()


@given(JSON)
def test_any_json_as_a_list_is_a_list_or_no_answer(body):
    with client(Script(json_answer(200, body))) as api, suppress(NoAnswer):
        assert isinstance(api.list("/services", "errors"), Listing)


@given(st.binary(), st.sampled_from([200, 201, 302, 400, 502]))
def test_any_bytes_are_an_answer_or_an_error(content, status):
    with client(Script(httpx.Response(status, content=content))) as api, suppress(PdsyncError):
        api.get("/services")
