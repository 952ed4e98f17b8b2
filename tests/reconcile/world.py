"""A configuration and an account for tests: YAML in, plans and requests out, no real time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from pdsync.api import Client, Connection, Waiting
from pdsync.reconcile import Options, Running, apply_plan, make_plan
from pdsync.sandbox import Account, Habits, Sandbox, transport
from pdsync.sandbox.state.store import Store
from pdsync.source import load_texts

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SETTINGS = "stack: acme\n"
UNMARKED = "ownership: none\n"


class World:
    """One account in memory, and a clock that only sleeping moves."""

    def __init__(self, *, seed=None, habits=None, around=lambda inner: inner, account=None):
        self.now = START
        self.how = {}
        """More of the surroundings of an apply: its writers, who is told of its progress."""
        self.account = account or opened(seed, lambda: self.now)
        habits = habits or Habits(rate_limit=0)
        self.sandbox = Sandbox(self.account, habits, sleep=self.sleep, monotonic=self.seconds)
        waiting = Waiting(self.sleep, self.seconds, lambda: 0.5)
        connection = Connection("https://api.pagerduty.com", "token", "sandbox")
        self.wire = around(transport(self.sandbox))
        """What answers: the sandbox, or what stands `around` it."""
        self.client = Client(connection, transport=self.wire, waiting=waiting)

    @classmethod
    def on(cls, account):
        """The same account, without any bad days."""
        return cls(account=account)

    def sleep(self, seconds):
        self.now += timedelta(seconds=seconds)

    def seconds(self):
        return self.now.timestamp()

    def config(self, text, settings=SETTINGS):
        return load_texts({"pdsync.yaml": settings, "policies.yaml": text})

    def plan(self, text, settings=SETTINGS, **options):
        return self.plan_of(self.config(text, settings), **options)

    def plan_of(self, config, **options):
        return make_plan(config, self.client, Options(**options), now=self.now)

    def apply(
        self, text, settings=SETTINGS, *, interrupted=lambda: False, unforeseen=repr, **options
    ):
        config = self.config(text, settings)
        plan = self.plan_of(config, **options)
        assert not plan.is_broken, said(plan)
        assert not plan.refused, plan.refused
        running = self.running(interrupted=interrupted, unforeseen=unforeseen)
        return apply_plan(plan, self.client, running)

    def running(self, *, interrupted=lambda: False, unforeseen=repr):
        return Running(
            lambda: self.now,
            self.sleep,
            interrupted=interrupted,
            unforeseen=unforeseen,
            **self.how,
        )

    def carry_out(self, plan):
        """Apply a plan that was made before."""
        return apply_plan(plan, self.client, self.running())

    def applied(self, text, settings=SETTINGS, **options):
        """Apply, and see that all is done and that nothing is left."""
        done = self.apply(text, settings, **options)
        assert ended(done) == {"done"} or not done.outcomes, ended(done)
        assert changes(self.plan(text, settings)) == []
        return done

    def get(self, path, **params):
        return self.client.get(path, tuple(params.items()))

    def send(self, method, path, body=None):
        return self.client.send(method, path, body, repeatable=False).body

    def named(self, kind, plural, name):
        found = [one for one in self.get(f"/{plural}")[plural] if one["name"] == name]
        assert len(found) == 1, f"{len(found)} {kind} called {name}"
        return found[0]

    def writes(self):
        """Every write so far, with names for ids."""
        return [(one.method, one.path) for one in self.sandbox.requests if one.method != "GET"]

    def once_written(self):
        """Ctrl-C at the next write: the answer to whether there was one."""
        before = len(self.writes())
        return lambda: len(self.writes()) > before

    def forget(self):
        self.sandbox.requests.clear()


def opened(seed, clock):
    """A new account in memory. What every new one holds is copied, which is many times quicker."""
    if seed is not None:
        return Account.open(":memory:", seed=seed, clock=clock)
    account = Account(Store(":memory:"), clock)
    furnished().store.db.backup(account.store.db)
    return account


@cache
def furnished():
    return Account.open(":memory:", clock=lambda: START)


def risks(world, text, **options):
    """The risks of the changes of a plan."""
    return [risk for one in world.plan(text, **options).changes for risk in one.risks]


def adopting(world, before, after):
    """What is wrong with a plan that takes over a schedule which nobody has marked."""
    world.applied(before, UNMARKED)
    return [(one.message, one.help) for one in world.plan(after).diagnostics if one.is_error]


def changes(plan):
    return [(one.action.value, one.kind, one.key) for one in plan.changes]


def fields(plan):
    return {field.path: (field.old, field.new) for one in plan.changes for field in one.fields}


def said(plan):
    return [
        (one.rule, str(one.place) if one.place else None, one.message) for one in plan.diagnostics
    ]


def ended(applied):
    return {outcome.result.value for outcome in applied.outcomes}


def results(applied):
    return {
        (one.change.kind, one.change.key): (one.result.value, one.reason)
        for one in applied.outcomes
    }


def without(plan, key):
    return replace(plan, changes=tuple(one for one in plan.changes if one.key != key))
