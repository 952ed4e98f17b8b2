"""Which wanted resource is which live one, and what happens to what is no longer wanted."""

import pytest
from reconcile.world import changes, fields, said

TEAM = "teams: {payments: {name: Payments}}"


def marked(world, name, mark, kind="team", plural="teams"):
    body = {"type": kind, "name": name, "description": mark}
    return world.send("POST", f"/{plural}", {kind: body})[kind]


def test_what_is_not_there_is_created_with_a_mark_and_then_left_alone(world):
    world.applied(TEAM)
    live = world.named("team", "teams", "Payments")
    assert live["description"] == "[managed by pdsync: acme/payments]"


def test_the_users_description_stands_before_the_mark(world):
    world.applied("teams: {payments: {name: Payments, description: Takes money.}}")
    live = world.named("team", "teams", "Payments")
    assert live["description"] == "Takes money.\n\n[managed by pdsync: acme/payments]"


def test_an_unwritten_description_is_sent_back_unchanged(world):
    marked(world, "Payments", "By hand.")
    world.applied(TEAM)
    live = world.named("team", "teams", "Payments")
    assert live["description"] == "By hand.\n\n[managed by pdsync: acme/payments]"


@pytest.mark.parametrize("between", [" ", "\r\n\r\n", "", "\n", " \t\n "])
def test_the_mark_is_recognised_whatever_stands_before_it(world, between):
    marked(world, "Payments", f"By hand.{between}[managed by pdsync: acme/payments]")
    assert changes(world.plan(TEAM)) == []


def test_renaming_keeps_the_resource(world):
    world.applied(TEAM)
    before = world.named("team", "teams", "Payments")["id"]
    plan = world.plan("teams: {payments: {name: Money}}")
    assert changes(plan) == [("update", "team", "payments")]
    world.applied("teams: {payments: {name: Money}}")
    assert world.named("team", "teams", "Money")["id"] == before


def test_a_changed_key_without_was_is_an_error_and_no_deletion(world):
    world.applied(TEAM)
    plan = world.plan("teams: {money: {name: Payments}}")
    assert said(plan) == [
        (
            "renamed-key",
            "policies.yaml:1:9",
            "team 'Payments' is managed by this stack under the key `payments`, "
            "which is no longer in the configuration",
        )
    ]
    assert plan.diagnostics[0].help == "write `was: payments` on `money`, or give it another name"


def test_was_moves_the_mark_to_the_new_key(world):
    world.applied(TEAM)
    text = "teams: {money: {name: Payments, was: payments}}"
    assert fields(world.plan(text)) == {"/key": ("payments", "money")}
    world.applied(text)
    live = world.named("team", "teams", "Payments")
    assert live["description"] == "[managed by pdsync: acme/money]"


def test_stack_was_renames_the_stack(world):
    world.applied(TEAM)
    settings = "stack: shop\nstack_was: acme\n"
    assert fields(world.plan(TEAM, settings)) == {"/stack": ("acme", "shop")}
    world.applied(TEAM, settings)
    assert changes(world.plan(TEAM, "stack: shop\n")) == []


def test_a_namesake_without_a_mark_is_adopted_without_field_changes(world):
    marked(world, "Payments", "By hand.")
    plan = world.plan(TEAM)
    assert changes(plan) == [("adopt", "team", "payments")]
    assert fields(plan) == {}


def test_an_adoption_shows_the_fields_that_would_change(world):
    marked(world, "Payments", "By hand.")
    plan = world.plan("teams: {payments: {name: Payments, description: Ours.}}")
    assert changes(plan) == [("adopt", "team", "payments")]
    assert fields(plan) == {"/description": ("By hand.", "Ours.")}


def test_adoption_can_be_forbidden(world):
    marked(world, "Payments", None)
    plan = world.plan(TEAM, "stack: acme\nsafety: {adopt: refuse}\n")
    assert plan.refused == ("`safety: {adopt: refuse}` forbids to take over team 'Payments'",)


def test_all_that_would_be_adopted_is_named(world):
    marked(world, "Payments", None)
    marked(world, "Search", None)
    text = "teams: {payments: {name: Payments}, search: {name: Search}}"
    plan = world.plan(text, "stack: acme\nsafety: {adopt: refuse}\n")
    assert plan.refused == (
        "`safety: {adopt: refuse}` forbids to take over team 'Payments', team 'Search'",
    )


def test_what_another_stack_owns_is_an_error(world):
    marked(world, "Payments", "[managed by pdsync: other/money]")
    assert said(world.plan(TEAM)) == [
        (
            "other-stack",
            "policies.yaml:1:9",
            "team 'Payments' belongs to the stack `other`: [managed by pdsync: other/money]",
        )
    ]


THREE = "teams: {payments: {name: Payments}, search: {name: Search}, core: {name: Core}}"


@pytest.mark.parametrize("names", [["Payments", "Search"], ["Payments", "Search", "Core"]])
def test_a_mistyped_stack_is_one_error(world, names):
    for name in names:
        marked(world, name, f"[managed by pdsync: acmee/{name.lower()}]")
    (found,) = world.plan(THREE).diagnostics
    listed = ", ".join(f"team '{name}'" for name in names)
    assert (found.rule, str(found.place), found.message, found.help) == (
        "other-stack",
        "policies.yaml:1:9",
        f"{len(names)} things of these names belong to the stack `acmee`: {listed}",
        "nothing in the account has the stack `acme`: write `stack: acmee` if that one is meant, "
        "or `stack_was: acmee` beside it if it has a new name; else choose other names, or take "
        "them out of that stack first",
    )
    assert [one.message for one in found.related] == [f"team '{name}'" for name in names[1:]]


def test_a_stack_that_has_something_is_not_mistyped(world):
    marked(world, "Core", "[managed by pdsync: acme/core]")
    for name in ("Payments", "Search"):
        marked(world, name, f"[managed by pdsync: other/{name.lower()}]")
    (found,) = world.plan(THREE).diagnostics
    assert (found.message, found.help) == (
        "2 things of these names belong to the stack `other`: team 'Payments', team 'Search'",
        "choose other names, or take them out of that stack first",
    )


def test_an_id_says_which_one_is_meant(world):
    live = marked(world, "Pay", None)
    plan = world.plan(f"teams: {{payments: {{id: {live['id']}, name: Payments}}}}")
    assert changes(plan) == [("adopt", "team", "payments")]
    assert fields(plan) == {"/name": ("Pay", "Payments")}


def test_an_id_that_disagrees_with_the_mark_is_an_error(world):
    live = marked(world, "Pay", "[managed by pdsync: acme/pay]")
    plan = world.plan(f"teams: {{payments: {{id: {live['id']}, name: Payments}}}}")
    assert [one.rule for one in plan.diagnostics] == ["id-disagrees"]


def test_an_unknown_id_is_an_error(world):
    plan = world.plan("teams: {payments: {id: PNOSUCH, name: Payments}}")
    assert said(plan) == [
        ("unknown-id", "policies.yaml:1:24", "the account has no team with the id PNOSUCH")
    ]


def test_what_is_no_longer_in_the_yaml_is_deleted(world):
    world.applied("teams: {payments: {}, web: {}}")
    plan = world.plan("teams: {web: {}}")
    assert changes(plan) == [("delete", "team", "payments")]
    world.applied("teams: {web: {}}")
    assert [team["name"] for team in world.get("/teams")["teams"]] == ["web"]


def test_nothing_without_the_mark_is_deleted_or_edited(world):
    marked(world, "By hand", None)
    marked(world, "Others", "[managed by pdsync: other/x]")
    world.applied(TEAM)
    assert changes(world.plan(TEAM)) == []


def test_a_directory_in_which_nothing_matches_the_stack_is_refused(world):
    world.applied(TEAM)
    plan = world.plan("")
    assert plan.refused == (
        "nothing in this configuration is marked as the stack `acme` in the account, and 1 marked "
        "resources would be deleted: this is another team's stack, or the wrong directory",
    )


def test_without_a_stack_there_is_no_mark_and_nothing_is_deleted(world):
    world.applied(TEAM, "stack: acme\n")
    plan = world.plan("teams: {web: {}}", settings="safety: {}\n")
    assert changes(plan) == [("create", "team", "web")]
    assert [one.rule for one in plan.diagnostics] == ["no-stack"]
    world.apply("teams: {web: {}}", settings="safety: {}\n")
    assert world.named("team", "teams", "web")["description"] is None


def test_a_protected_resource_is_not_deleted(world):
    world.applied("teams: {payments: {protected: true}, web: {}}")
    plan = world.plan("teams: {web: {}}")
    assert plan.refused == (
        "team `payments` is protected: put it back with `protected: false`, apply that, "
        "then remove it",
    )
    world.applied("teams: {payments: {protected: false}, web: {}}")
    world.applied("teams: {web: {}}")


def test_protection_stays_when_it_is_not_written(world):
    world.applied("teams: {payments: {protected: true}}")
    world.applied("teams: {payments: {description: New.}}")
    live = world.named("team", "teams", "payments")
    assert live["description"].endswith("[managed by pdsync: acme/payments protected]")


def test_a_staging_configuration_does_not_meet_a_production_token(world):
    plan = world.plan(TEAM, "stack: acme\naccount: acme-staging\n")
    assert said(plan) == [
        (
            "other-account",
            None,
            "the configuration is for the account `acme-staging`, and this token is for `acme`",
        )
    ]
