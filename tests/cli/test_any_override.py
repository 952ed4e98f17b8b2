"""Any hours given away and taken back: by the account's rendering nothing else ever moves."""

import io
import json
import tempfile
from collections import Counter
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from reconcile.handing_over import LAYERED, ROTATIONS, hours, made, on_call, person
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.world import World

from pdsync import sandbox
from pdsync.cli import main
from pdsync.cli._clock import CommandClock

pytestmark = pytest.mark.slow

# A week in which clocks change in Europe, in Australia or in none, and one in New York.
STARTS = [datetime.fromisoformat(f"2026-{one}T10:30Z") for one in ("03-26", "04-02", "10-29")]
ZONES = ["Europe/London", "America/New_York", "Australia/Sydney", "Etc/UTC"]
PEOPLE = [ANA, BEN, CHLOE, DANIEL]
AHEAD = timedelta(days=12)
HOUR = timedelta(hours=1)
forms = st.one_of(
    st.tuples(st.just("layers"), st.sampled_from(LAYERED)),
    st.tuples(st.just("rotations"), st.sampled_from(ROTATIONS)),
)
spans = st.tuples(st.integers(0, 24 * 6), st.integers(1, 24 * 4))
asked = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), spans)


class Desk:
    """An account in a file, a schedule in it, and the command line beside it."""

    def __init__(self, directory, start, zone, form):
        self.file, self.start = Path(directory) / "account.db", start
        with self.world() as world:
            self.ident = made(world, form[1], zone, form[0])
            self.people = {one: person(world, one) for one in PEOPLE}

    @contextmanager
    def world(self):
        account = sandbox.Account.open(str(self.file), clock=lambda: self.start)
        world = World.on(account)
        world.now = self.start
        yield world
        account.close()

    def hours(self):
        with self.world() as world:
            return hours(world, self.ident, self.start, self.start + AHEAD)

    def override(self, *words):
        clock = CommandClock(lambda: self.start, lambda: 0.0, lambda _: None)
        out, err = io.StringIO(), io.StringIO()
        how = ("--sandbox-file", str(self.file), "--yes", "--anyway", "--format", "json")
        with redirect_stdout(out), redirect_stderr(err):
            code = main(("override", *words, *how), clock=clock)
        return code, json.loads(out.getvalue()), err.getvalue()

    def add(self, user, instead, span):
        since, until = self.times(span)
        when = ("--from", "now" if since == self.start else since.isoformat())
        words = ("--user", user, "--instead-of", instead, *when, "--to", until.isoformat())
        return self.override("add", "a", *words)

    def times(self, span):
        since = self.start + span[0] * HOUR
        return since, since + span[1] * HOUR


@contextmanager
def desk(start, zone, form):
    with tempfile.TemporaryDirectory() as directory:
        yield Desk(directory, start, zone, form)


def handed(before, old, new, since, until):
    """Everybody's hours, with those that one person has in a range given to another."""
    theirs = [*_counts(before.get(old, {}), since, until)]
    steps = {who: dict(those) for who, those in before.items()}
    for who, sign in ((old, -1), (new, 1)):
        mine = steps.setdefault(who, {})
        for start, end, count in theirs:
            mine[start] = mine.get(start, 0) + sign * count
            mine[end] = mine.get(end, 0) - sign * count
    told = {who: {at: by for at, by in those.items() if by} for who, those in steps.items()}
    return {who: those for who, those in told.items() if those}


def _counts(steps, since, until):
    """How often somebody is on call in a range, by stretch."""
    instants = sorted({since, until, *(at for at in steps if since < at < until)})
    for start, end in pairwise(instants):
        count = sum(by for at, by in steps.items() if at <= start)
        if count:
            yield start, end, count


def has_gap(found, since, until):
    """Return True if nobody is on call at some time of a range."""
    everybody = Counter()
    for steps in found.values():
        everybody.update(steps)
    covered = [(start, end) for start, end, _ in _counts(everybody, since, until)]
    return sum((end - start for start, end in covered), timedelta()) < until - since


@at_most(20, deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(ZONES), forms, asked)
def test_exactly_that_persons_hours_go_over_and_come_back(start, zone, form, wish):
    user, instead, span = wish
    with desk(start, zone, form) as it:
        since, until = it.times(span)
        before = it.hours()
        code, row, said = it.add(user, instead, span)
        old, new = it.people[instead], it.people[user]
        is_of_nobody = form[0] == "rotations" and has_gap(before, since, until)
        if user == instead or is_of_nobody or not on_call(before.get(old, {}), since, until):
            assert code == 1, said
            assert it.hours() == before
            return
        after = handed(before, old, new, since, until)
        # By an override of one rotation somebody who is on by another is on twice: both count.
        assert (code, it.hours()) == (0, after), said
        assert {one["outcome"] for one in row["overrides"]} == {"made"}
        for one in row["overrides"]:
            assert it.override("remove", "a", "--id", one["id"])[0] == 0
        assert it.hours() == before


@at_most(12, deadline=None)
@given(
    st.sampled_from(STARTS),
    st.sampled_from(ZONES),
    forms,
    st.lists(asked, min_size=2, max_size=3),
)
def test_what_is_given_on_goes_over_again(start, zone, form, wishes):
    with desk(start, zone, form) as it:
        for user, instead, span in wishes:
            before = it.hours()
            code, _, said = it.add(user, instead, span)
            after = handed(before, it.people[instead], it.people[user], *it.times(span))
            assert it.hours() == (before if code else after), said
            assert code == 0 or said.startswith("error: "), said
