"""Asking an account who is on call: only reads, and one request for each schedule and range."""

from datetime import timedelta

from organisation import PRIMARY
from reconcile.world import World

from pdsync.reconcile import read_names, verify


def asked(world, config):
    world.forget()
    account = read_names(world.client, config, world.now)
    return account, [one.id for one in account.snapshot.of("schedule").values()]


def paths(world, ident):
    return [one.path.replace(ident, "ID") for one in world.sandbox.requests if ident in one.path]


def test_a_schedule_is_read_with_its_overrides_in_one_request():
    world = World()
    world.applied(PRIMARY)
    account, (primary,) = asked(world, world.config(PRIMARY))

    account = account.with_schedules(
        world.client, [primary], world.now, world.now + timedelta(weeks=4)
    )

    assert account.roster.shifts(primary, world.now, world.now + timedelta(weeks=1))
    assert paths(world, primary) == ["/schedules/ID"]
    assert world.writes() == []


def test_verifying_takes_a_request_for_each_range():
    world = World()
    world.applied(PRIMARY)
    account, (primary,) = asked(world, world.config(PRIMARY))

    (found,) = verify(world.client, account, [primary], 1)

    assert (found.difference, len(found.spans)) == (None, 2)
    assert paths(world, primary) == ["/schedules/ID"] * 2
    assert world.writes() == []


def test_a_recent_past_is_read_with_the_future_and_years_of_it_one_by_one():
    world = World()
    world.applied(PRIMARY)
    account, (primary,) = asked(world, world.config(PRIMARY))
    month, year = timedelta(days=30), timedelta(days=365)

    account.with_schedules(world.client, [primary], world.now - month, world.now + year)
    assert paths(world, primary) == ["/schedules/ID"]

    world.forget()
    account.with_schedules(world.client, [primary], world.now - 2 * year, world.now + year)
    asked_for = [dict(one.query) for one in world.sandbox.requests]
    assert [(one["since"][:10], one["until"][:10]) for one in asked_for] == [
        ("2024-03-02", "2025-03-02"),
        ("2025-03-02", "2026-01-01"),
        ("2026-01-01", "2027-01-01"),
    ]
