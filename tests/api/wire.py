"""A client whose other end is a list of answers or a function, and whose time is made up."""

import json
from threading import Lock

import httpx
import pytest

from pdsync.api import Client, Connection, Waiting
from pdsync.errors import PdsyncError

TOKEN = "y_NbAkKc66ryYTWUXYEu"
HERE = Connection("https://api.pagerduty.com", TOKEN, "PagerDuty (US)")


NETWORK_HINT = (
    "check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and the address "
    "(PAGERDUTY_SERVICE_REGION, --api-url)"
)
NOT_PAGERDUTY_HINT = (
    "something else answers in PagerDuty's place: check the proxy settings "
    "(HTTPS_PROXY, NO_PROXY) and the address (PAGERDUTY_SERVICE_REGION, --api-url)"
)
LOGIN_PAGE = httpx.Response(200, html="<!DOCTYPE html><title>Sign in</title>")


class Clock:
    """Time that passes only by sleeping; `chance` is always the same."""

    def __init__(self, chance=1.0):
        self.now = 1000.0
        self._lock = Lock()
        self.waiting = Waiting(self.sleep, lambda: self.now, lambda: chance)

    def sleep(self, seconds):
        with self._lock:
            self.now += seconds

    @property
    def passed(self):
        return self.now - 1000.0


class Script:
    """Answers in the order written; an exception is raised, the last answer is repeated."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def calls(self):
        return [f"{request.method} {request.url.path}" for request in self.requests]


def client(handler, *, clock=None, notice=None, connection=HERE):
    return Client(
        connection,
        transport=httpx.MockTransport(handler),
        waiting=(clock or Clock()).waiting,
        notice=notice,
    )


def error(status, message=None, code=None, errors=None, **others):
    said = {"message": message, "code": code, "errors": errors}
    return httpx.Response(status, json={"error": said | others})


def caused(error, cause):
    """The error as httpx raises it: with what the system said underneath."""
    error.__cause__ = cause
    return error


def failure(*answers, method="PUT", path="/services/P1"):
    with client(Script(*answers)) as api, pytest.raises(PdsyncError) as caught:
        api.get(path) if method == "GET" else api.send(method, path, {}, repeatable=False)
    return caught.value


def json_answer(status, body):
    return httpx.Response(status, content=json.dumps(body).encode())
