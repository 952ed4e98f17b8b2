"""Part of a plan: what `--only` and `--team` let through."""

import pytest
from reconcile.world import changes, said

from pdsync.errors import PdsyncError

TEXT = """
teams: {web: {}, pay: {}}
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
  pay:
    team: pay
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
services:
  shop: {escalation_policy: web}
  till: {escalation_policy: pay}
"""


def test_only_a_kind(world):
    assert changes(world.plan(TEXT, only=(("team", None),))) == [
        ("create", "team", "web"),
        ("create", "team", "pay"),
    ]


def test_only_one_resource_of_a_kind(world):
    assert changes(world.plan(TEXT, only=(("team", "pay"),))) == [("create", "team", "pay")]


def test_a_team_brings_what_belongs_to_it_and_the_services_of_its_policies(world):
    assert changes(world.plan(TEXT, team="pay")) == [
        ("create", "team", "pay"),
        ("create", "escalation_policy", "pay"),
        ("create", "service", "till"),
    ]


def test_nothing_outside_the_selection_is_deleted(world):
    world.applied(TEXT)
    less = "teams: {web: {}, pay: {}}"
    assert [kind for _, kind, _ in changes(world.plan(less, only=(("service", None),)))] == [
        "service",
        "service",
    ]
    assert [key for _, _, key in changes(world.plan(less, team="pay"))] == ["till", "pay"]


def test_a_create_that_is_needed_from_outside_is_an_error_that_names_it(world):
    plan = world.plan(TEXT, only=(("service", "till"),))
    assert said(plan) == [
        (
            "needs-outside",
            "policies.yaml:12:3",
            "service `till` needs escalation policy `pay`, which would have to be created and is "
            "outside the selection",
        )
    ]
    assert plan.diagnostics[0].help == "add `--only escalation_policy:pay`"


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (
            {"only": (("servce", None),)},
            "--only servce: there is no such kind",
            "did you mean `service`?",
        ),
        (
            {"only": (("service", "tlil"),)},
            "--only service:tlil: there is no such service",
            "write one of those in the configuration: shop, till",
        ),
        (
            {"only": (("service", "Till"),)},
            "--only service:Till: there is no such service",
            "did you mean `service:till`?",
        ),
        (
            {"team": "wbe"},
            "--team wbe: there is no such team in the configuration",
            "write one of those in the configuration: pay, web",
        ),
    ],
)
def test_a_selection_of_what_does_not_exist_is_an_error(world, options, message, hint):
    with pytest.raises(PdsyncError) as caught:
        world.plan(TEXT, **options)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def left(plan):
    return [(one.kind, one.key, one.action) for one in plan.excepted]


def test_what_is_excepted_is_left_alone_and_said(world):
    world.applied(TEXT)
    text = TEXT.replace("shop: {", "shop: {acknowledgement_timeout: 1h, ").replace(
        "till: {escalation_policy: pay}", ""
    )
    plan = world.plan(text, excepted=(("service", "shop"), ("service", "till"), ("team", "web")))
    assert (changes(plan), left(plan)) == (
        [],
        [("service", "shop", "update"), ("service", "till", "delete"), ("team", "web", None)],
    )


def test_what_still_uses_something_that_is_left_alone_keeps_that_from_being_deleted(world):
    world.applied(TEXT)
    text = TEXT[: TEXT.index("services:")].replace("pay: {}", "").replace("team: pay", "team: web")
    plan = world.plan(text.replace("  pay:\n", "  pay2:\n"), excepted=(("service", "till"),))
    assert [(one.key, one.blocked) for one in plan.changes if one.blocked] == [
        (
            "pay",
            ("used by service 'till' (not in this configuration), which is outside the selection",),
        ),
        ("pay", ("used by escalation policy 'pay' (not in this configuration)",)),
    ]


def test_what_needs_something_that_is_left_alone_is_an_error_with_both_ways_out(world):
    plan = world.plan(TEXT, excepted=(("escalation_policy", "pay"),))
    assert said(plan) == [
        (
            "needs-outside",
            "policies.yaml:12:3",
            "service `till` needs escalation policy `pay`, which would have to be created and is "
            "left alone (`--except`)",
        )
    ]
    assert plan.diagnostics[0].help == (
        "leave out `--except escalation_policy:pay`, or add `--except service:till`"
    )


def test_with_a_team_or_only_both_hold(world):
    shop = ("service", "shop")
    assert changes(world.plan(TEXT, team="web", excepted=(shop,))) == [
        ("create", "team", "web"),
        ("create", "escalation_policy", "web"),
    ]
    assert changes(world.plan(TEXT, only=(("team", None),), excepted=(("team", "pay"),))) == [
        ("create", "team", "web")
    ]


@pytest.mark.parametrize("options", [{"only": (("servce", None),)}, {"excepted": (("tem", "a"),)}])
def test_a_kind_that_there_is_not_is_refused_before_anything_is_read(world, options):
    with pytest.raises(PdsyncError):
        world.plan(TEXT, **options)
    assert world.sandbox.requests == []


def test_without_a_stack_an_unknown_key_is_refused_before_anything_is_read(world):
    with pytest.raises(PdsyncError) as caught:
        world.plan(TEXT, "", excepted=(("service", "Till"),))
    assert (caught.value.message, caught.value.hint, world.sandbox.requests) == (
        "--except service:Till: there is no such service",
        "did you mean `service:till`?",
        [],
    )
