import logging
import socket
import ssl
import threading
from contextlib import closing

import httpx
import pytest
from api.wire import (
    HERE,
    LOGIN_PAGE,
    NETWORK_HINT,
    NOT_PAGERDUTY_HINT,
    TOKEN,
    Clock,
    Script,
    caused,
    client,
    failure,
)

from pdsync import __version__
from pdsync.api import Client, Connection
from pdsync.errors import NoAnswer, PdsyncError


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
            "the answer of api.pagerduty.com is damaged, tried 5 times",
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
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        answering = threading.Thread(target=answer_once, args=[server], daemon=True)
        answering.start()
        here = Connection(f"http://127.0.0.1:{port}", TOKEN, "here")
        with caplog.at_level(logging.DEBUG), Client(here, waiting=Clock().waiting) as api:
            api.get("/services")
        answering.join()

    assert "send_request_headers.complete" in caplog.text
    assert TOKEN not in caplog.text


def answer_once(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
