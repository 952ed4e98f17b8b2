"""The common ground of the tests is itself as promised."""

import os
import socket

import pytest


def test_a_test_cannot_reach_another_machine():
    with pytest.raises(AssertionError, match=r"tried to reach 192\.0\.2\.1: use the sandbox"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_test_cannot_look_up_another_machine():
    with pytest.raises(AssertionError, match=r"tried to reach api\.pagerduty\.com"):
        socket.getaddrinfo("api.pagerduty.com", 443)


def test_a_test_may_talk_to_a_server_of_its_own():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()


@pytest.fixture(scope="module")
def settings_of_this_machine():
    names = {"PAGERDUTY_TOKEN", "PDSYNC_CONFIG", "CI", "NO_COLOR", "TZ", "https_proxy"}
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, "from outside")
        yield names


def test_no_setting_of_this_machine_reaches_a_test(settings_of_this_machine):
    assert settings_of_this_machine.isdisjoint(os.environ)
