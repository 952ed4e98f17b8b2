"""Structures that PagerDuty replaces whole: matched by what they are, nothing in them lost."""

import pytest
from organisation import ANA, BEN, FIRST_DOCUMENT
from reconcile.world import World, changes, fields, said

from pdsync.errors import Forbidden
from pdsync.sandbox import DEFAULT_SEED

POLICY = """
escalation_policies:
  pay:
    escalation_rules:
      - {{escalation_delay_in_minutes: {delay}, targets: [ana.silva@acme.example]}}
      - {{escalation_delay_in_minutes: 20, targets: [ben.okafor@acme.example]}}
"""


def wire(world, name="pay"):
    return world.named("policy", "escalation_policies", name)


def test_only_the_leaf_that_differs_is_shown(world):
    world.applied(POLICY.format(delay=10))
    plan = world.plan(POLICY.format(delay="15m"))
    assert fields(plan) == {"/escalation_rules/0/escalation_delay_in_minutes": (10, 15)}
    assert [change.fields[0].unit for change in plan.changes] == ["minutes"]


def test_an_inserted_rule_is_one_addition_and_keeps_the_ids_of_its_neighbours(world):
    world.applied(POLICY.format(delay=10))
    ids = [rule["id"] for rule in wire(world)["escalation_rules"]]
    more = POLICY.format(delay=10).replace(
        "      - {escalation_delay_in_minutes: 20",
        "      - {escalation_delay_in_minutes: 5, targets: [chloe.martin@acme.example]}\n"
        "      - {escalation_delay_in_minutes: 20",
    )
    assert list(fields(world.plan(more))) == ["/escalation_rules/1"]
    world.applied(more)
    after = [rule["id"] for rule in wire(world)["escalation_rules"]]
    assert [after[0], after[2]] == ids


def test_swapped_rules_are_shown_as_a_move(world):
    world.applied(POLICY.format(delay=20))
    swapped = """
escalation_policies:
  pay:
    escalation_rules:
      - {escalation_delay_in_minutes: 20, targets: [ben.okafor@acme.example]}
      - {escalation_delay_in_minutes: 20, targets: [ana.silva@acme.example]}
"""
    moves = [field.moved_from for field in world.plan(swapped).changes[0].fields]
    assert len(moves) == 1
    assert moves[0] is not None
    world.applied(swapped)


def test_the_order_of_targets_means_nothing(world):
    both = POLICY.format(delay=10).replace(f"[{ANA}]", f"[{ANA}, {BEN}]")
    world.applied(both)
    assert changes(world.plan(both.replace(f"[{ANA}, {BEN}]", f"[{BEN}, {ANA}]"))) == []


def strategy(world, kind):
    ident = wire(world)["id"]
    include = {"include[]": "escalation_rule_assignment_strategies"}
    policy = world.get(f"/escalation_policies/{ident}", **include)["escalation_policy"]
    return [rule[kind]["type"] for rule in policy["escalation_rules"]]


def test_a_strategy_that_is_not_written_survives_a_rewriting_of_its_rule(world):
    world.applied(POLICY.format(delay=10))
    policy = wire(world)
    for rule in policy["escalation_rules"]:
        rule["escalation_rule_assignment_strategy"] = {"type": "round_robin"}
    world.send("PUT", f"/escalation_policies/{policy['id']}", {"escalation_policy": policy})
    world.applied(POLICY.format(delay=15))
    kinds = strategy(world, "escalation_rule_assignment_strategy")
    assert kinds == ["round_robin", "round_robin"]


def test_the_strategy_is_asked_for_and_sent_only_when_it_is_used(world):
    world.applied(POLICY.format(delay=10))
    asked = [one for one in world.sandbox.requests if "strateg" in str(one.query) + str(one.body)]
    assert asked == []


def test_an_account_without_round_robin_can_change_its_rules(world):
    abilities = [name for name in DEFAULT_SEED["abilities"] if name != "round_robin"]
    plain = World(seed={**DEFAULT_SEED, "abilities": abilities})
    plain.applied(POLICY.format(delay=10))
    plain.applied(POLICY.format(delay=15))


def test_an_account_that_refuses_round_robin_says_what_may_be_the_reason():
    abilities = [name for name in DEFAULT_SEED["abilities"] if name != "round_robin"]
    plain = World(seed={**DEFAULT_SEED, "abilities": abilities})
    text = POLICY.format(delay=10).replace(
        "targets: [ana", "escalation_rule_assignment_strategy: round_robin, targets: [ana"
    )
    plain.applied(POLICY.format(delay=10))
    with pytest.raises(Forbidden, match="writes `escalation_rule_assignment_strategy`, which not"):
        plain.plan(text)


def everybody(delay):
    return POLICY.format(delay=delay).replace(
        "targets:", "escalation_rule_assignment_strategy: assign_to_everyone, targets:"
    )


def test_an_account_without_round_robin_takes_it_that_everybody_is_notified():
    abilities = [name for name in DEFAULT_SEED["abilities"] if name != "round_robin"]
    plain = World(seed={**DEFAULT_SEED, "abilities": abilities})
    plain.applied(everybody(10))
    plain.applied(everybody(15))


def test_whoever_writes_that_everybody_is_notified_ends_a_round_robin(world):
    world.applied(everybody(10).replace("assign_to_everyone", "round_robin"))
    world.applied(everybody(10))
    kinds = strategy(world, "escalation_rule_assignment_strategy")
    assert kinds == ["assign_to_everyone", "assign_to_everyone"]


def test_a_round_robin_rule_converges(world):
    text = POLICY.format(delay=10).replace(
        "targets: [ana", "escalation_rule_assignment_strategy: round_robin, targets: [ana"
    )
    world.applied(text)


def test_an_unwritten_field_is_neither_compared_nor_sent(world):
    world.applied(POLICY.format(delay=10) + "services: {cart: {escalation_policy: pay}}\n")
    service = world.named("service", "services", "cart")
    changed = {"service": {"acknowledgement_timeout": 600}}
    world.send("PUT", f"/services/{service['id']}", changed)
    text = POLICY.format(delay=10) + "services: {cart: {escalation_policy: pay}}\n"
    assert changes(world.plan(text)) == []


def test_extra_fields_are_sent_and_compared(world):
    text = POLICY.format(delay=10) + (
        "services: {cart: {escalation_policy: pay, extra: {brand_new: 7}}}\n"
    )
    plan = world.plan(text)
    assert plan.calls[-1].body["service"]["brand_new"] == 7
    assert ("/extra/brand_new", (None, 7)) in fields(plan).items()


UNKNOWN = """
escalation_policies:
  pay:
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.sliva@acme.example]}]
"""


def test_an_unknown_person_is_an_error_with_a_near_match(world):
    plan = world.plan(UNKNOWN)
    assert said(plan) == [
        (
            "unknown-reference",
            "policies.yaml:4:67",
            "the account has no user 'ana.sliva@acme.example'",
        )
    ]
    assert plan.diagnostics[0].help == "did you mean ana.silva@acme.example?"


NOBODY = (
    "check the address; whoever was deleted in the account, or is not invited yet, must be "
    "invited there first, or left out here"
)


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("ben.okafro@acme.example", "did you mean ben.okafor@acme.example?"),
        ("benokafor@acme.example", "did you mean ben.okafor@acme.example?"),
        ("ben.okafor@acme.exampel", "did you mean ben.okafor@acme.example?"),
        ("ben.okafor@other.test", "did you mean ben.okafor@acme.example?"),
        ("dan.okafor@acme.example", NOBODY),
        ("ken.okafor@acme.example", NOBODY),
        ("kavya@acme.example", NOBODY),
        ("ben.okafor2@acme.example", NOBODY),
        ("zoe.miller@acme.example", NOBODY),
    ],
)
def test_a_stranger_is_never_proposed_for_a_shared_domain(world, written, help_):
    plan = world.plan(UNKNOWN.replace("ana.sliva@acme.example", written))
    assert [one.help for one in plan.diagnostics] == [help_]


def test_of_two_who_are_as_near_the_domain_decides_and_else_nobody(world):
    def proposed(*addresses):
        for number, address in enumerate(addresses):
            user = {"type": "user", "name": f"N{number}", "email": address}
            world.send("POST", "/users", {"user": user})
        plan = world.plan(UNKNOWN.replace("ana.sliva@acme.example", "mia.ortiz@a.example"))
        return plan.diagnostics[0].help

    assert proposed("mia.ortis@a.example", "mia.ortix@b.example") == (
        "did you mean mia.ortis@a.example?"
    )
    assert proposed("mia.ortix@a.example") == NOBODY


def test_an_e_mail_is_matched_without_case(world):
    world.applied(POLICY.format(delay=10).replace(ANA, "Ana.Silva@Acme.example"))


def two_users():
    people = [("P123ABC", "Engineer"), ("P456DEF", "Lead")]
    users = [
        {"id": i, "name": n, "email": f"{n.lower()}@acme.example", "role": "limited_user"}
        for i, n in people
    ]
    return World(seed={**DEFAULT_SEED, "users": users})


def test_the_document_that_started_the_project_has_one_mistake(world):
    from pdsync.source import load_texts

    config = load_texts({"policy.yaml": f"\n{FIRST_DOCUMENT}"})
    assert [(one.rule, str(one.place)) for one in config.problems] == [
        ("invalid-value", "policy.yaml:5:36")
    ]
    said = f"{config.problems[0].message} {config.problems[0].help}"
    assert "at least 1 minute" in said
    assert "15" in said


def test_mended_it_plans_and_applies_without_a_mark():
    world = two_users()
    text = FIRST_DOCUMENT.replace("minutes: 0", "minutes: 15")
    plan = world.plan(text, settings="safety: {}\n")
    assert changes(plan) == [("create", "escalation_policy", "platform-team")]
    assert [one.rule for one in plan.diagnostics] == ["no-stack"]
    world.apply(text, settings="safety: {}\n")
    assert wire(world, "Platform Team")["description"] is None
    assert changes(world.plan(text, settings="safety: {}\n")) == []
