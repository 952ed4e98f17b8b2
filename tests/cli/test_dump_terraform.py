"""A dump of what Terraform looks after: its names, what is left to it, and what it forgets."""

import json
from pathlib import Path

import pytest
from command_line import the_account
from terraform_states import SECRET, moved_to, stored, tracked

CASES = ("state-v4-modules.tfstate", "show.json")


def files(out="out"):
    return {one.name: one.read_text(encoding="utf-8") for one in sorted(Path(out).iterdir())}


def removed(*resources):
    """The blocks that have Terraform forget some resources."""
    return [
        f"removed {{\n  from = {one}\n\n  lifecycle {{\n    destroy = false\n  }}\n}}\n"
        for one in resources
    ]


@pytest.mark.parametrize("case", CASES)
def test_what_a_state_tracks_is_dumped_under_terraforms_names_and_nothing_else(
    case, shared, ids, move
):
    text = (shared / "cases" / "terraform" / case).read_text(encoding="utf-8")

    found = move(moved_to(text, ids))

    assert {(one["kind"], one["key"]) for one in found["taken"]} == {
        ("team", "checkout"),
        ("schedule", "primary"),
        ("escalation_policy", "checkout"),
        ("service", "worker-0"),
        ("service", "worker-1"),
        ("service", "apis-basket.api"),
        ("service", "apis-cart"),
        ("integration", "apis-basket.api/events"),
        ("integration", "apis-cart/events"),
    }
    assert "Clicked" not in "".join(files().values())
    assert "".join(files()["removed.tf"].partition("removed {")[1:]) == "\n".join(
        removed(
            "module.apis.pagerduty_service.this",
            "module.apis.pagerduty_service_integration.events",
            "pagerduty_escalation_policy.checkout",
            "pagerduty_schedule.primary",
            "pagerduty_service.worker",
            "pagerduty_team.checkout",
        )
    )


def test_both_forms_of_a_state_give_the_same_files(shared, ids, move):
    for case in CASES:
        text = (shared / "cases" / "terraform" / case).read_text(encoding="utf-8")
        move(moved_to(text, ids), out=case)
    assert files(CASES[0]) == files(CASES[1])


def test_the_plan_of_it_adopts_and_changes_no_field_and_keeps_terraforms_text(
    shared, ids, move, run
):
    text = (shared / "cases" / "terraform" / CASES[0]).read_text(encoding="utf-8")
    move(moved_to(text, ids))

    plan = run("plan", "--sandbox", "--config", "out", "--format", "json").json

    assert {one["action"] for one in plan["changes"]} == {"adopt"}
    assert [one["fields"] for one in plan["changes"] if one["fields"]] == []
    assert run("apply", "--sandbox", "--config", "out", "--yes").code == 0
    assert run("plan", "--sandbox", "--config", "out", "--detailed-exitcode").code == 0
    with the_account() as world:
        described = world.named("service", "services", "cart")["description"]
    assert described == "Managed by Terraform\n\n[managed by pdsync: acme/apis-cart]"


def test_no_value_of_a_state_is_ever_shown_or_written(shared, ids, move, run):
    text = (shared / "cases" / "terraform" / CASES[0]).read_text(encoding="utf-8")
    said = json.dumps(move(moved_to(text, ids)))
    assert SECRET in text
    assert SECRET not in said + "".join(files().values())


def test_what_is_gone_is_listed_and_its_resource_has_no_block(ids, move):
    found = move(
        stored(
            tracked("pagerduty_service", "cart", ids["P000008"]),
            tracked("pagerduty_service", "old", "PGONE01"),
            joined(
                tracked("pagerduty_service", "worker", ids["P000009"], index=0),
                tracked("pagerduty_service", "worker", "PGONE02", index=1),
            ),
        )
    )

    assert [(one["address"], one["id"]) for one in found["gone"]] == [
        ("pagerduty_service.old", "PGONE01"),
        ("pagerduty_service.worker[1]", "PGONE02"),
    ]
    assert found["removed"] == ["pagerduty_service.cart"]
    assert found["not_removed"] == [
        {"resource": "pagerduty_service.worker", "because_of": ["pagerduty_service.worker[1]"]}
    ]


def joined(first, *others):
    """One resource with the instances of several."""
    every = [*first["instances"], *(it for one in others for it in one["instances"])]
    return {**first, "instances": every}


def test_a_block_is_only_written_where_all_instances_of_all_modules_are_in_the_dump(ids, move):
    found = move(
        stored(
            tracked("pagerduty_service", "this", ids["P000007"], module='module.apis["a"]'),
            tracked("pagerduty_service", "this", None, module='module.apis["b.c"]'),
            tracked("pagerduty_service", "this", "P\ud800", module='module.apis["d"]'),
            joined(
                tracked("pagerduty_service", "worker", ids["P000009"]),
                tracked("pagerduty_service", "worker", "POLD", deposed="0a1b2c3d"),
            ),
        )
    )

    assert found["removed"] == []
    assert not Path("out", "removed.tf").exists()
    assert {one["address"]: one["why"] for one in found["left"]} == {
        'module.apis["b.c"].pagerduty_service.this': "the state does not say its id",
        'module.apis["d"].pagerduty_service.this': "the state does not say its id",
        "pagerduty_service.worker": "Terraform has replaced it and is yet to delete it: "
        "run `terraform apply` first",
    }


def test_kinds_that_pdsync_does_not_have_stay_with_what_they_depend_on(ids, move):
    cart = "pagerduty_service.cart"
    found = move(
        stored(
            tracked("pagerduty_service", "cart", ids["P000008"]),
            tracked("pagerduty_user", "ana", ids["ANA"]),
            tracked("pagerduty_user_contact_method", "ana", "PMETHOD"),
            tracked("pagerduty_slack_connection", "cart", "PSLACK", dependencies=[cart]),
            tracked("aws_ssm_parameter", "key", "/cart/key", dependencies=[cart, "aws_x.y"]),
            tracked("pagerduty_vendor", "datadog", "PVENDOR", mode="data"),
        )
    )

    assert {one["address"]: one["why"] for one in found["stays"]} == {
        "pagerduty_slack_connection.cart": "pdsync does not have this kind",
        "pagerduty_user.ana": "pdsync names people by e-mail, and does not make them",
        "pagerduty_user_contact_method.ana": "how somebody is reached is theirs, and pdsync "
        "leaves it alone",
    }
    assert found["needed"] == [
        {"resource": "aws_ssm_parameter.key", "depends_on": [cart]},
        {"resource": "pagerduty_slack_connection.cart", "depends_on": [cart]},
    ]


def test_memberships_are_in_the_dump_with_their_team(ids, move):
    team, ana = ids["P000001"], ids["ANA"]

    def memberships(*more):
        members = joined(
            tracked("pagerduty_team_membership", "of", f"{ana}:{team}", index="ana"),
            tracked("pagerduty_team_membership", "of", f"PNOBODY:{team}", index="nobody"),
        )
        return move(stored(members, *more), out=f"out-{len(more)}")

    alone = memberships(tracked("pagerduty_service", "cart", ids["P000008"]))
    together = memberships(
        tracked("pagerduty_service", "cart", ids["P000008"]),
        tracked("pagerduty_team", "checkout", team),
    )

    assert [(one["address"], one["why"]) for one in alone["left"]] == [
        ('pagerduty_team_membership.of["ana"]', "its team is not in the dump")
    ]
    assert [one["address"] for one in together["taken"]] == [
        "pagerduty_service.cart",
        "pagerduty_team.checkout",
        'pagerduty_team_membership.of["ana"]',
    ]
    assert [one["address"] for one in together["gone"]] == [
        'pagerduty_team_membership.of["nobody"]'
    ]


def test_what_another_stack_has_and_what_is_not_selected_is_left(ids, move, run):
    text = stored(
        tracked("pagerduty_service", "cart", ids["P000008"]),
        tracked(
            "pagerduty_service_integration",
            "events",
            ids["P000010"],
            attributes={"service": ids["P000008"]},
        ),
        tracked("pagerduty_escalation_policy", "checkout", ids["P000004"]),
    )
    move(text, "--stack", "other", "--only", "service")
    assert run("apply", "--sandbox", "--config", "out", "--yes").code == 0

    found = move(text, "--stack", "mine", "--only", "service", out="mine")

    assert {one["address"]: one["why"] for one in found["left"]} == {
        "pagerduty_escalation_policy.checkout": "--team and --only leave it out",
        "pagerduty_service.cart": "the stack other has it",
        "pagerduty_service_integration.events": "its service is not in the dump",
    }


def test_a_tainted_object_is_taken_over_and_named(ids, move):
    found = move(stored(tracked("pagerduty_service", "cart", ids["P000008"], status="tainted")))
    assert (found["removed"], found["tainted"]) == (["pagerduty_service.cart"],) * 2


def test_what_is_tracked_under_two_addresses_is_taken_over_once(ids, move):
    found = move(
        stored(
            tracked("pagerduty_service", "cart", ids["P000008"]),
            tracked("pagerduty_service", "also", ids["P000008"]),
        )
    )
    assert [(one["address"], one["key"]) for one in found["taken"]] == [
        ("pagerduty_service.also", "also"),
        ("pagerduty_service.cart", "also"),
    ]


ROTATING = """\
schedules:
  nights:
    name: Nights
    time_zone: Europe/London
    rotations:
      - name: Nights
        shifts: 22:00-06:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
"""


@pytest.mark.parametrize("type_", ["pagerduty_schedule", "pagerduty_schedulev2"])
def test_a_schedule_is_one_by_both_of_its_types(type_, run, write, move):
    write(ROTATING, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        (nights,) = world.get("/v3/schedules")["schedules"]

    found = move(stored(tracked(type_, "nights", nights["id"])))

    assert [(one["kind"], one["key"]) for one in found["taken"]] == [("schedule", "nights")]
    plan = run("plan", "--sandbox", "--config", "out", "--format", "json").json
    assert [(one["action"], one["fields"]) for one in plan["changes"]] == [("adopt", [])]


def test_memberships_are_left_where_the_dump_cannot_list_the_members_of_a_team(ids, move):
    team, ana = ids["P000001"], ids["ANA"]
    with the_account() as world:
        ben = world.named("user", "users", "Ben Okafor")["id"]
        schedule = world.get(f"/schedules/{ids['P000002']}")["schedule"]
        owned = {**schedule, "teams": [{"id": team, "type": "team_reference"}]}
        world.send("PUT", f"/schedules/{schedule['id']}", {"schedule": owned})
        world.send("DELETE", f"/teams/{team}/users/{ben}")

    found = move(
        stored(
            tracked("pagerduty_team", "checkout", team),
            tracked("pagerduty_schedule", "primary", ids["P000002"]),
            tracked("pagerduty_team_membership", "ana", f"{ana}:{team}"),
        )
    )

    assert [(one["address"], one["why"]) for one in found["left"]] == [
        ("pagerduty_team_membership.ana", "the members of its team are not in the dump")
    ]
    assert found["removed"] == ["pagerduty_schedule.primary", "pagerduty_team.checkout"]
