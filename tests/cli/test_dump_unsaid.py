"""What a dump cannot say: fields without a name in the YAML, in text, JSON and comments."""

from pathlib import Path

import pytest
from command_line import the_account

SHOP = """\
teams:
  web: {name: Web Shop}
  shop: {name: Shop}
schedules:
  primary:
    name: Web Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
escalation_policies:
  web:
    name: Web
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [primary]}]
services:
  cart: {name: Cart, escalation_policy: web}
  search: {name: Search, escalation_policy: web}
  returns: {name: Returns, escalation_policy: web}
"""
BY_TIME = {"type": "time", "config": {"timeout": 2}}
RETIRED = "alert grouping will be a kind of its own, and is never part of a service"
UNKNOWN = "pdsync does not read it"


@pytest.fixture
def grouped(run, write):
    """An account with a team below another, and two services that group alerts."""
    write(SHOP, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        parent = {"id": world.named("team", "teams", "Shop")["id"], "type": "team_reference"}
        team = world.named("team", "teams", "Web Shop")["id"]
        world.send("PUT", f"/teams/{team}", {"team": {"type": "team", "parent": parent}})
        for name in ("Cart", "Search"):
            ident = world.named("service", "services", name)["id"]
            body = {"type": "service", "alert_grouping_parameters": BY_TIME}
            world.send("PUT", f"/services/{ident}", {"service": body})


def test_fields_without_a_name_in_the_yaml_are_counted_in_text(run, grouped):
    ended = run("dump", "--sandbox", "--out", "out")
    assert (ended.code, ended.out) == (
        0,
        f"""\
out/ has 2 teams, 1 schedule, 1 escalation policy, 3 services of acme, in 4 files.

Not in the YAML, and left as it is (3):
  `parent` of team 'Web Shop': {UNKNOWN}
  `alert_grouping_parameters` of 2 services: {RETIRED}
""",
    )


def test_fields_without_a_name_in_the_yaml_are_listed_in_json(run, grouped):
    told = run("dump", "--sandbox", "--out", "out", "--format", "json").json

    assert {**told, "unsaid": [{**one, "id": "P"} for one in told["unsaid"]]} == {
        "format": "pdsync.dump/1",
        "diagnostics": [],
        "version": told["version"],
        "tzdata": told["tzdata"],
        "directory": "out",
        "account": "acme",
        "stack": "acme",
        "files": ["pdsync.yaml", "shared.yaml", "shop.yaml", "web-shop.yaml"],
        "resources": {"team": 2, "schedule": 1, "escalation_policy": 1, "service": 3},
        "other_stacks": {},
        "left_in_stack": 0,
        "unseen": [],
        "unsaid": [
            {"kind": kind, "key": key, "name": name, "id": "P", "field": field, "why": why}
            for kind, key, name, field, why in (
                ("team", "web-shop", "Web Shop", "parent", UNKNOWN),
                ("service", "cart", "Cart", "alert_grouping_parameters", RETIRED),
                ("service", "search", "Search", "alert_grouping_parameters", RETIRED),
            )
        ],
    }


def test_fields_without_a_name_in_the_yaml_stand_as_comments(run, grouped):
    assert run("dump", "--sandbox", "--out", "out").code == 0

    text = Path("out/shared.yaml").read_text(encoding="utf-8")

    assert [one for one in text.splitlines() if "Not here" in one] == [
        "  # Not here: `alert_grouping_parameters`"
    ] * 2


def test_without_anchors_the_account_keeps_the_turns(run, write):
    write(SHOP, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0

    assert run("dump", "--sandbox", "--out", "out", "--no-anchors").code == 0

    layer = Path("out/shared.yaml").read_text(encoding="utf-8").partition("layers:\n")[2]
    assert (
        layer.partition("\n\n")[0]
        == """\
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]"""
    )
    plan = run("plan", "--sandbox", "--config", "out", "--format", "json").json
    assert [(one["action"], one["fields"]) for one in plan["changes"]] == [("adopt", [])] * 7
