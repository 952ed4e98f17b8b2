import httpx
import pytest

from pdsync.api import Client, Connection, connection_from
from pdsync.errors import PdsyncError


def refused(**settings):
    with pytest.raises(PdsyncError) as caught:
        connection_from(**{"token": "k", "region": None, "api_url": None} | settings)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("region", "base_url", "label"),
    [
        (None, "https://api.pagerduty.com", "PagerDuty (US)"),
        ("us", "https://api.pagerduty.com", "PagerDuty (US)"),
        (" EU ", "https://api.eu.pagerduty.com", "PagerDuty (EU)"),
    ],
)
def test_a_region_is_an_address(region, base_url, label):
    connection = connection_from(token="k", region=region, api_url=None)
    assert connection == Connection(base_url, "k", label)


@pytest.mark.parametrize(
    ("api_url", "base_url", "label"),
    [
        ("http://localhost:8080/", "http://localhost:8080", "localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
        ("https://proxy.acme.example/pd/", "https://proxy.acme.example/pd", "proxy.acme.example"),
        ("HTTPS://Api.Acme.example", "https://Api.Acme.example", "Api.Acme.example"),
    ],
)
def test_an_address_of_ones_own_wins_over_the_region(api_url, base_url, label):
    connection = connection_from(token="k", region="eu", api_url=api_url)
    assert connection == Connection(base_url, "k", label)


def test_white_space_around_a_token_is_not_part_of_it():
    assert connection_from(token=" key\n", region=None, api_url=None).token == "key"


@pytest.mark.parametrize("token", [None, "", "  \n"])
def test_no_token_is_an_error_that_says_where_it_goes(token):
    assert refused(token=token) == (
        "no PagerDuty token",
        (
            "set PAGERDUTY_TOKEN (a read-only key is enough to plan) or --token-file; "
            "--sandbox needs none"
        ),
    )


@pytest.mark.parametrize("token", ["Token token=abc", "schlüssel", "a\x00b"])
def test_a_token_that_cannot_be_one_is_refused_without_showing_it(token):
    assert refused(token=token) == (
        "the PagerDuty token holds a space or a character that no token has",
        "set the key alone, without quotes or words around it",
    )


def test_an_unknown_region_names_the_known_ones():
    assert refused(region="apac") == (
        "unknown PagerDuty region 'apac'",
        "PAGERDUTY_SERVICE_REGION is us or eu; --api-url is for anything else",
    )


@pytest.mark.parametrize("host", ["api.acme.example", "127.0.0.1.acme.example", "10.0.0.1"])
def test_plain_http_is_refused_to_any_other_machine(host):
    assert refused(api_url=f"http://{host}:8080") == (
        f"the token would travel unencrypted to {host}",
        "write https:// in --api-url; plain http:// is for this machine only",
    )


@pytest.mark.parametrize(
    "api_url",
    [
        "api.acme.example",
        "ftp://api.acme.example",
        "https://",
        "https://user:secret@api.acme.example",
        "http://localhost\\@evil.example",
        "https://api.acme.example/?a=b",
        "https://api.acme.example#x",
        "https://api.acme.example:port",
        "https://[::1",
        "https://api acme.example",
        "https://api.acme.example/a b",
    ],
)
def test_an_address_that_can_be_read_in_two_ways_is_refused(api_url):
    assert refused(api_url=api_url) == (
        "--api-url is not a usable address",
        (
            "write scheme and host, such as https://api.pagerduty.com or http://localhost:8080, "
            "without user, query or fragment"
        ),
    )


def test_a_connection_does_not_show_its_token():
    assert "secret" not in repr(Connection("https://x.example", "secret", "x"))


def test_certificates_are_loaded_for_https_alone(monkeypatch):
    loaded, load = [], httpx.create_ssl_context
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: loaded.append(1) or load())

    for scheme in ("http", "https"):
        Client(Connection(f"{scheme}://127.0.0.1:1", "t", "here")).close()

    assert loaded == [1]
