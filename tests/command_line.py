"""What tests of the command line share: a small configuration, a clock, what a command printed."""

import io
import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from reconcile.world import World

from pdsync import sandbox

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

CHECKOUT = """\
escalation_policies:
  checkout:
    name: Checkout
    num_loops: 2
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [ana.silva@acme.example]
      - escalation_delay_in_minutes: 15m
        targets: [ben.okafor@acme.example, chloe.martin@acme.example]
services:
  checkout-api:
    name: Checkout API
    escalation_policy: checkout
    acknowledgement_timeout: 30m
  legacy-cart:
    name: Legacy Cart
    escalation_policy: checkout
"""
WITHOUT_LEGACY_CART = CHECKOUT[: CHECKOUT.index("  legacy-cart:")]


class Terminal(io.StringIO):
    """A person's keyboard: what they will type, and what happens before they do."""

    def __init__(self, typed, before=lambda: None):
        super().__init__(typed)
        self.before = before

    def readline(self, *args):
        self.before()
        return super().readline(*args)

    def isatty(self):
        return True


class PassingTime:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.seconds = 0.0

    def sleep(self, seconds):
        self.seconds += seconds

    def monotonic(self):
        return self.seconds

    def now(self):
        return NOON + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def last_line(self):
        return self.out.rstrip().splitlines()[-1]


def words(text):
    """A text as if the terminal were wide."""
    return " ".join(text.split())


class Between(httpx.BaseTransport):
    """An account whose answers to some requests are others, once they are carried out or before."""

    def __init__(self, inner, answer, asked):
        self.inner, self.answer, self.asked = inner, answer, asked

    def handle_request(self, request):
        self.asked.append((request.method, request.url.path))
        found = self.answer(request, lambda: self.inner.handle_request(request))
        return found if found is not None else self.inner.handle_request(request)


def schedule(ended, key="primary"):
    (found,) = [one for one in ended.json["schedules"] if one["key"] == key]
    return found


@contextmanager
def the_account():
    """The account that the commands use, over the wire."""
    account = sandbox.Account.open("pdsync-sandbox.db", clock=lambda: NOON)
    yield World.on(account)
    account.close()
