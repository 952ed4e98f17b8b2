"""`pdsync lint --live` over what an account has: fields that are not written, and namesakes."""

import re
from itertools import pairwise

from lint_live import ANA, BEN, REACHED, Served, person, phone

OLGA = "olga@acme.example"
ROTA = f"""\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 10:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}
"""
ONE_LEVEL = f"""escalation_policies:
  web:
    escalation_rules:
      - {{escalation_delay_in_minutes: 30m, targets: [{BEN}]}}
"""
MEMBERS = f"""teams:
  web: {{members: [{{user: {OLGA}, role: observer}}, {{user: {BEN}, role: manager}}]}}
"""
LEFT_OPEN = "escalation_policies:\n  web: {description: Ours}\n"


def test_what_is_not_written_is_checked_as_the_account_has_it(run, live):
    served = Served(person(ANA), REACHED)
    served.world.applied(ONE_LEVEL.replace(BEN, ANA))
    found = live.over(served, LEFT_OPEN, "--format", "json").json["findings"]
    assert run("lint").out == "2 files: 1 escalation policy. No problems.\n"
    assert [one["place"]["line"] for one in found if one["rule"] == "unreachable"] == [2]


def test_a_namesake_of_nobody_is_told(live):
    served = Served(person(ANA), REACHED)
    served.world.applied(ROTA)
    body = {"name": "WEB", "type": "schedule", "time_zone": "Europe/London", "schedule_layers": []}
    served.world.send("POST", "/schedules", {"schedule": body})
    ended = live.over(served, ROTA)
    assert "another schedule called 'WEB'" in ended.out


def marked(ended):
    """The text that each finding is about, as the lines below show it."""
    return [
        line[marks.index("^") : len(marks)]
        for line, marks in pairwise(ended.out.splitlines())
        if set(marks.strip()) == {"^"}
    ]


def test_a_finding_stands_where_it_is_written_whatever_the_order_of_the_account(live):
    stakeholder = person(OLGA, phone("POLGA01"), role="read_only_user")
    served = Served(person(ANA), REACHED, stakeholder)
    text = ONE_LEVEL.replace(BEN, f"{BEN}, {ANA}") + MEMBERS
    served.world.applied(text)
    (policy,) = served.world.get("/escalation_policies")["escalation_policies"]
    people = [one["summary"] for one in policy["escalation_rules"][0]["targets"]]
    assert people == ["Ana", "Ben"]
    ended = live.over(served, text.replace("role: observer", "role: manager"))
    assert marked(ended) == [ANA, OLGA]


NEIGHBOURS = f"""\
teams:
  web-shop: {{name: Web Shop}}
schedules:
  web-shop:
    name: Web Shop
    time_zone: Europe/London
    layers: [{{rotate: weekly, handoff: Mon 10:00, members: [{BEN}]}}]
  web-nights:
    name: Web Nights
    time_zone: Europe/London
    rotations: [{{rotate: weekly, handoff: Mon 10:00, members: [{BEN}]}}]
escalation_policies:
  web-shop:
    name: Web Shop
    escalation_rules: [{{escalation_delay_in_minutes: 30m, targets: [{BEN}]}}]
services:
  web-shop: {{name: Web Shop, escalation_policy: web-shop}}
"""


def test_neighbours_of_every_kind_are_told_whatever_their_capitals_and_blanks(live):
    served = Served(REACHED)
    served.world.applied(NEIGHBOURS)
    (policy,) = served.world.get("/escalation_policies")["escalation_policies"]
    level = {"escalation_delay_in_minutes": 30, "targets": policy["escalation_rules"][0]["targets"]}
    ref = {"id": policy["id"], "type": "escalation_policy_reference"}
    for path, kind, more in (
        ("/teams", "team", {}),
        ("/schedules", "schedule", {"time_zone": "Europe/London", "schedule_layers": []}),
        ("/escalation_policies", "escalation_policy", {"escalation_rules": [level]}),
        ("/services", "service", {"escalation_policy": ref}),
    ):
        body = {"name": "WEB  shop", "type": kind, "description": "Managed by Terraform", **more}
        served.world.send("POST", path, {kind: body})
    nights = {"name": "Web nights", "time_zone": "Europe/London"}
    served.world.send("POST", "/v3/schedules", {"schedule": nights})
    found = live.over(served, NEIGHBOURS, "--format", "json").json["findings"]
    told = [one for one in found if one["rule"] == "unmanaged-namesake"]
    terraforms = "), which Terraform manages: people take one for the other"
    said = [(one["place"]["line"], one["message"].removesuffix(terraforms)) for one in told]
    assert [(line, re.sub(r" \(P\w+", "", message)) for line, message in said] == [
        (2, "the account has another team called 'WEB  shop'"),
        (5, "the account has another schedule called 'WEB  shop'"),
        (
            9,
            "the account has another schedule called 'Web nights'), which nobody manages: people "
            "take one for the other",
        ),
        (14, "the account has another escalation policy called 'WEB  shop'"),
        (17, "the account has another service called 'WEB  shop'"),
    ]


EMPTY = {"name": "web", "type": "schedule", "time_zone": "Europe/London", "schedule_layers": []}


def test_twins_are_told_and_what_may_be_either_is_checked_as_it_is_written(live):
    served = Served(person(ANA), REACHED)
    for _ in range(2):
        served.world.send("POST", "/schedules", {"schedule": EMPTY})
    found = live.over(served, ROTA + ONE_LEVEL.replace(BEN, "web"), "--format", "json").json[
        "findings"
    ]
    assert [(one["severity"], one["rule"], one["place"]["line"]) for one in found] == [
        ("warning", "ambiguous-name", 2),
        ("warning", "unreachable", 7),
    ]


def test_what_refers_to_nothing_is_checked_as_it_is_written(live):
    served = Served(person(ANA), REACHED)
    served.world.applied(ONE_LEVEL)
    ended = live.over(served, ONE_LEVEL.replace(BEN, f"{ANA}, {{type: schedule, name: Gone}}"))
    assert marked(ended) == [ANA]
