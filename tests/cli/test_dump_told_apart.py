"""Dumps of what cannot be told apart by name or mark, and of a part of a stack."""

from pathlib import Path

from command_line import the_account

SHOP = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example]
escalation_policies:
  web:
    name: Web
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary]
services:
  cart: {name: Cart, escalation_policy: web}
"""


def test_an_account_whose_name_is_in_marks_needs_another_for_its_dump(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0

    ended = run("dump", "--sandbox", "--out", "out")

    assert (ended.code, ended.err) == (
        1,
        "error: the account has a stack `acme` already\n"
        "    = help: write --stack acme for what that manages; or --stack NAME, for another one\n",
    )


def test_of_two_that_carry_one_mark_the_first_is_written_by_its_id(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        cart = world.named("service", "services", "Cart")
        policy = {"id": cart["escalation_policy"]["id"], "type": "escalation_policy_reference"}
        twin = {"type": "service", "name": "Cart 2", "escalation_policy": policy}
        world.send("POST", "/services", {"service": {**twin, "description": cart["description"]}})

    told = run("dump", "--sandbox", "--out", "out", "--stack", "acme", "--format", "json")

    mark = "[managed by pdsync: acme/cart]"
    why = f"another one carries the same mark, {mark}: delete one of the two there"
    left_out = [(one["name"], one["why"]) for one in told.json["unsaid"] if one["key"] is None]
    assert left_out == [("Cart 2", why)]
    assert f"    id: {cart['id']}\n" in Path("out/shared.yaml").read_text(encoding="utf-8")
    assert run("plan", "--sandbox", "--config", "out", "--detailed-exitcode").code == 0


def test_a_part_of_a_stack_says_that_its_plan_would_delete_the_rest(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0

    part = run("dump", "--sandbox", "--out", "out", "--stack", "acme", "--only", "service")

    beware = (
        "Beware: 2 resources of the stack acme are not in it: a plan of these files alone would "
        "delete them."
    )
    assert beware in " ".join(part.out.split())


def test_one_of_two_schedules_of_a_name_is_referred_to_by_its_id(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        schedule = world.named("schedule", "schedules", "Primary")
        live = world.get(f"/schedules/{schedule['id']}", time_zone="Europe/London")["schedule"]
        layers = [{**one, "id": None} for one in live["schedule_layers"]]
        twin = {"type": "schedule", "name": live["name"], "time_zone": live["time_zone"]}
        world.send("POST", "/schedules", {"schedule": {**twin, "schedule_layers": layers}})

    part = ("--stack", "acme", "--only", "escalation_policy")
    assert run("dump", "--sandbox", "--out", "out", *part).code == 0

    text = Path("out/shared.yaml").read_text(encoding="utf-8")
    assert f"targets: [{{schedule: {{id: {schedule['id']}}}}}]\n" in text
