"""What a plan works out once, and what it never copies."""

from collections import Counter
from datetime import timedelta

import pytest
from reconcile.world import World, changes

from pdsync.kinds import Model, Ref
from pdsync.oncall.final import schedule
from pdsync.reconcile import Options
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan import planning
from pdsync.reconcile.plan.make import read_known
from pdsync.reconcile.read.lists import read_lists
from pdsync.reconcile.read.snapshot import Live

SERVICES = 3
TEXT = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
escalation_policies:
  support:
    name: Support
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary]
services:
""" + "".join(
    f"  s{number}: {{name: S{number}, escalation_policy: support, incident_urgency_rule: high}}\n"
    for number in range(SERVICES)
)


@pytest.fixture
def nothing_to_change():
    world = World()
    world.applied(TEXT)
    return world, world.config(TEXT)


def counted(monkeypatch, name):
    """Count for each type of model how often something is done to it."""
    done, do = Counter(), getattr(Model, name)

    def counting(one, *args, **kwargs):
        done[(one if isinstance(one, type) else type(one)).__name__] += 1
        return getattr(do, "__func__", do)(one, *args, **kwargs)

    is_of_class = hasattr(do, "__func__")
    monkeypatch.setattr(Model, name, classmethod(counting) if is_of_class else counting)
    return done


def test_what_is_as_it_should_be_is_not_read(nothing_to_change, monkeypatch):
    world, config = nothing_to_change
    read = counted(monkeypatch, "of_values")

    assert changes(world.plan_of(config)) == []

    assert not read


def test_a_service_that_differs_is_read_once(nothing_to_change, monkeypatch):
    world, _ = nothing_to_change
    config = world.config(TEXT.replace("rule: high", "rule: low"))
    read = counted(monkeypatch, "of_values")

    assert len(changes(world.plan_of(config))) == SERVICES

    assert (read["Service"], read["UrgencyRule"]) == (SERVICES, SERVICES)


def test_models_are_copied_for_their_references_alone(nothing_to_change, monkeypatch):
    world, config = nothing_to_change
    copied = counted(monkeypatch, "model_copy")

    assert changes(world.plan_of(config)) == []

    assert (copied["Service"], copied["UrgencyRule"]) == (SERVICES, 0)


def test_what_several_services_refer_to_is_looked_up_once(nothing_to_change, monkeypatch):
    world, config = nothing_to_change
    asked, look_up = Counter(), Directory._looked_up
    monkeypatch.setattr(
        Directory, "_looked_up", lambda self, ref: asked.update([ref]) or look_up(self, ref)
    )

    assert changes(world.plan_of(config)) == []

    assert (asked[Ref("escalation_policy", key="support")], {*asked.values()}) == (1, {1})


def test_models_with_the_same_fields_have_one_set_of_their_names(nothing_to_change):
    world, config = nothing_to_change
    known = read_known(config, world.client, Options(), world.now)
    written = [entry.resource for entry in config.of("service")]
    live = [one.resource(world.now) for one in known.snapshot.of("service").values()]

    sets = [len({id(one.model_fields_set) for one in models}) for models in (written, live)]

    assert sets == [1, 1]


def test_what_is_live_is_the_same_once_it_is_read_into_a_model(nothing_to_change):
    world, config = nothing_to_change
    lives = [*read_lists(world.client, config).everything()]

    def known():
        return [(one.id, one.name, one.handle, one.url, one.nameless, one.raw) for one in lives]

    before = known()
    for one in lives:
        one.resource(world.now)

    assert (len(before), known()) == (SERVICES + 2, before)


@pytest.mark.parametrize("lacking", [{"name": None}, {"name": 5}, {"description": 5}])
def test_what_did_not_come_is_still_told_once_the_rest_is_read(nothing_to_change, lacking):
    world, config = nothing_to_change
    whole, *_ = read_lists(world.client, config).of("service").values()
    live = Live.of(whole.kind, {**whole.raw, **lacking}, request="GET /services")
    before = live.nameless
    live.resource(world.now)

    assert (before is not None, live.nameless) == (True, before)


def test_a_list_that_is_read_again_and_is_the_same_needs_no_second_plan(monkeypatch):
    world = World()
    config = world.config(TEXT)
    drafted = []
    draft = planning.draft
    monkeypatch.setattr(planning, "draft", lambda *of: drafted.append(of[0].key) or draft(*of))

    assert world.plan_of(config).refused == ()

    read = [one.path for one in world.sandbox.requests]
    assert (read.count("/v3/schedules"), drafted.count("primary")) == (2, 1)


ALONE, _, _ = TEXT.partition("escalation_policies:")


def renderings(monkeypatch, text):
    """Count how often layers are rendered for a plan in which somebody leaves a schedule."""
    world, asked = World(), []
    world.applied(text)
    config = world.config(text.replace("ana.silva@acme.example, ", ""))
    render = schedule.stacked
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "stacked", lambda *args: asked.append(args) or render(*args))
        world.plan_of(config, horizon=timedelta(weeks=4))
    return len(asked)


def test_levels_and_services_take_no_rendering_of_the_schedule_that_they_follow(monkeypatch):
    alone, followed = (renderings(monkeypatch, text) for text in (ALONE, TEXT))
    assert (alone > 0, followed) == (True, alone)
