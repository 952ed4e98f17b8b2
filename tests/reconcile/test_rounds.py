"""In how many rounds of requests the account is read: what needs no answer is asked for with it."""

from datetime import timedelta

import pytest
from reconcile.rotas import ANA, BEN
from reconcile.rounds import Rounds
from reconcile.shift_rotas import ident, shift_based, weekdays
from reconcile.test_reading import ZONES, account
from reconcile.wire import altered
from reconcile.world import World, changes
from source_code import ROOT

from pdsync.reconcile import read_names
from pdsync.source import load

LISTS = ("/escalation_policies", "/schedules", "/services", "/teams", "/v3/schedules")


class Watched(World):
    """A world whose requests are counted by rounds."""

    def __init__(self, **options):
        super().__init__(around=self._around, **options)

    def _around(self, inner):
        self.rounds = Rounds(inner)
        return self.rounds

    def planned_in(self, config, *sizes):
        """Plan when nothing is left to do, in rounds of these sizes; return their requests."""
        self.rounds.expect(*sizes)
        assert changes(self.plan_of(config)) == []
        return self.rounds.ended()


def gets(*paths):
    return sorted(f"GET {path}" for path in paths)


def test_the_example_organisation_is_read_in_two_rounds():
    world = Watched()
    config = load(ROOT / "policies")
    world.carry_out(world.plan_of(config))
    members = [
        f"/teams/{one['id']}/members"
        for one in world.get("/teams")["teams"]
        if config.find("team", one["name"].lower().replace(" ", "-")).resource.members
    ]
    in_other_zones = ("/schedules",) * 3
    assert world.planned_in(config, 10, 3) == [
        gets(*LISTS, "/users", "/vendors", *in_other_zones),
        gets(*members),
    ]


def test_shift_based_schedules_and_members_are_read_in_the_second_round():
    world = Watched()
    schedules = "".join(
        shift_based(weekdays(ANA, BEN), key=key).removeprefix("schedules:\n") for key in "abc"
    )
    config = world.config(f"schedules:\n{schedules}teams: {{web: {{members: [{{user: {ANA}}}]}}}}")
    world.carry_out(world.plan_of(config))
    team = world.named("team", "teams", "web")["id"]
    assert world.planned_in(config, 6, 4) == [
        gets(*LISTS, "/users"),
        gets(*(f"/v3/schedules/{ident(world, key)}" for key in "abc"), f"/teams/{team}/members"),
    ]


@pytest.mark.slow
def test_the_pages_of_all_that_is_written_are_read_in_the_first_round_in_every_zone():
    services, schedules, users = 220, 130, 210
    text, seed = account(services, schedules, users)
    world = Watched(seed=seed)
    config = world.config(text)
    world.carry_out(world.plan_of(config))
    in_other_zones = ["/schedules"] * (len(ZONES) - 1)
    pages = ["/services"] * 2 + ["/escalation_policies", "/schedules", *in_other_zones]
    assert world.planned_in(config, 14, 2) == [
        gets(*LISTS, "/users", *in_other_zones, *pages),
        gets("/users", "/users"),
    ]


def test_pages_of_what_is_not_written_are_read_in_the_second_round():
    world = Watched()
    for number in range(101):
        world.send("POST", "/teams", {"team": {"name": f"team {number}"}})
    config = world.config("teams: {web: {name: team 7}}", "ownership: none\n")
    assert world.planned_in(config, 5, 1) == [gets(*LISTS), gets("/teams")]


def test_what_several_changes_take_is_read_in_one_round():
    world = Watched()
    rule = f"{{escalation_delay_in_minutes: 5, targets: [{{user: {ANA}}}]}}"
    text = "escalation_policies:\n" + "".join(
        f"  {key}: {{escalation_rules: [{rule}]}}\n" for key in "abc"
    )
    world.applied(text)
    policies = [one["id"] for one in world.get("/escalation_policies")["escalation_policies"]]
    world.rounds.expect(6, 3)
    assert len(world.plan(text.replace("minutes: 5", "minutes: 6")).changes) == 3
    assert world.rounds.ended()[1] == gets(*(f"/escalation_policies/{one}" for one in policies))


def test_questions_to_the_account_read_its_lists_in_one_round():
    world = Watched()
    world.rounds.expect(5)
    read_names(world.client, world.config(""), world.now)
    lists = {*LISTS, "/users"} - {"/teams"}
    assert world.rounds.ended() == [gets(*lists)]


def test_a_shift_based_schedule_is_read_whole_in_one_round():
    world = Watched()
    text = shift_based(weekdays(ANA, BEN))
    world.applied(text)
    account = read_names(world.client, world.config(text), world.now)
    one = ident(world)
    world.rounds.expect(3)
    account.with_schedules(world.client, [one], world.now, world.now + timedelta(days=7))
    parts = ("", "/custom_shifts", "/overrides")
    assert world.rounds.ended() == [gets(*(f"/v3/schedules/{one}{part}" for part in parts))]


IN_A_ZONE = """schedules:
  a: {{time_zone: {}, layers: [{}]}}
  b: {{time_zone: Europe/London, layers: [{}]}}
teams: {{web: {{members: [{{user: {}}}]}}}}
"""
WEEKLY = f"{{name: L, rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]}}"


def in_zone(zone):
    return IN_A_ZONE.format(zone, WEEKLY, WEEKLY, ANA)


def test_a_schedule_whose_time_zone_changes_is_read_with_who_is_on_call_in_the_second_round():
    world = Watched()
    world.applied(in_zone("Asia/Tokyo"))
    one, team = world.named("schedule", "schedules", "a"), world.named("team", "teams", "web")
    world.rounds.expect(7, 2)
    plan = world.plan(in_zone("America/New_York"), horizon=timedelta(weeks=4))
    assert world.rounds.ended() == [
        gets(*LISTS, "/users", "/schedules"),
        gets(f"/schedules/{one['id']}", f"/teams/{team['id']}/members"),
    ]
    assert [(change.key, change.action) for change in plan.changes] == [("a", "update")]


def test_one_whose_time_zone_changes_is_compared_where_it_is_not_said_who_is_on_call():
    world = altered(World)
    world.applied(in_zone("Asia/Tokyo"))
    one = world.named("schedule", "schedules", "a")

    def without_rendering(request, body):
        if request.url.path != f"/schedules/{one['id']}":
            return body
        return {"schedule": {**body["schedule"], "final_schedule": None}}

    (told,) = world.plan(in_zone("America/New_York"), horizon=timedelta(weeks=4)).changes
    world.wire.alter = without_rendering
    (untold,) = world.plan(in_zone("America/New_York"), horizon=timedelta(weeks=4)).changes
    assert (untold.fields, untold.calls) == (told.fields, told.calls)
