"""A proxy that refuses is told as the proxy; its password never is."""

import socket
import threading
from contextlib import closing

import pytest
from api.wire import HERE, Clock

from pdsync.api import Client
from pdsync.errors import NoAnswer

HINT = "check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host"


@pytest.fixture
def closed_port():
    """A port of this machine on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


class Refusing(threading.Thread):
    """A proxy that lets nobody through, so many times."""

    def __init__(self, server, times):
        super().__init__(daemon=True)
        self.server, self.times = server, times

    def run(self):
        for _ in range(self.times):
            connection, _ = self.server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


def failure():
    with Client(HERE, waiting=Clock().waiting) as api, pytest.raises(NoAnswer) as caught:
        api.get("/services")
    return caught.value


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_one_that_refuses_the_connection_is_named(monkeypatch, closed_port, name):
    monkeypatch.setenv(name, f"http://somebody:secret@127.0.0.1:{closed_port}")

    told = failure()

    assert (told.message, told.hint, told.sent) == (
        f"GET /services: the proxy 127.0.0.1:{closed_port} refuses the connection, tried 5 times",
        HINT,
        False,
    )


def test_one_may_be_written_as_a_host_alone(monkeypatch, closed_port):
    monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{closed_port}")

    assert failure().message == (
        f"GET /services: the proxy 127.0.0.1:{closed_port} refuses the connection, tried 5 times"
    )


def test_one_whose_name_is_not_known_is_named(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")

    assert failure().message == (
        "GET /services: the name proxy.invalid of the proxy is not known on this network, "
        "tried 5 times"
    )


def test_one_that_says_no_is_named(monkeypatch):
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        refusing = Refusing(server, times=5)
        refusing.start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        told = failure()
        refusing.join()

    assert told.message == (
        f"GET /services: the proxy 127.0.0.1:{port} does not let us through to "
        "api.pagerduty.com, tried 5 times"
    )


def test_a_host_that_needs_no_proxy_is_told_as_itself(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")
    monkeypatch.setenv("NO_PROXY", "pagerduty.com")

    assert failure().message == (
        "GET /services: the name api.pagerduty.com is not known on this network, tried 5 times"
    )
