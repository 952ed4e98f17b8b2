"""What was changed by hand is taken over part by part: all else of the file stays as it is."""

from pathlib import Path

import pytest
from command_line import the_account
from organisation import BEN, CHLOE

BOOK = """\
# Ours.
teams:
  web:
    name: Web Shop
    members:
      - ana.silva@acme.example  # leads
      # On loan.
      - ben.okafor@acme.example
schedules:
  primary:
    name: "Web Primary"
    time_zone: Europe/London
    layers:
      # Who is at a desk.
      - name: Days
        rotate: weekly
        handoff: Mon 9:00  # after the stand-up
        users:
          - ana.silva@acme.example   # Madrid
          - ben.okafor@acme.example
        anchor: {who: ben.okafor@acme.example, at: 2026-03-09}
      - {name: Nights, rotate: daily, handoff: "21:00", members: [chloe.martin@acme.example]}
  shifts:
    name: Shifts
    time_zone: Europe/London
    rotations:
      # In turns.
      - shifts: Mon-Fri 09:00-17:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        per_member: 5
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
escalation_policies:
  web:
    name: Web
    escalation_rules:
      # First.
      - escalation_delay_in_minutes: 10  # minutes
        targets: [primary]
      # Then.
      - {targets: [ben.okafor@acme.example], escalation_delay_in_minutes: 15m}
      # At last.
      - escalation_delay_in_minutes: 1h
        targets:
          - chloe.martin@acme.example
services:
  cart:
    name: Cart   # as people say
    description: |
      What people put in.
    escalation_policy: web
    acknowledgement_timeout: 1800  # as in the contract
    integrations:
      events: {type: events_api_v2}
      mailbox: {type: email, integration_email: cart@acme.pagerduty.com}  # old
# The end.
"""


@pytest.fixture
def made(run, write):
    write(BOOK)
    assert run("apply", "--sandbox", "--yes").code == 0


def ident(world, kind, plural, name):
    return world.named(kind, plural, name)["id"]


def user(world, email):
    (one,) = [it for it in world.get("/users")["users"] if it["email"] == email]
    return {"id": one["id"], "type": "user_reference"}


def service(world, **fields):
    path = f"/services/{ident(world, 'service', 'services', 'Cart')}"
    world.send("PUT", path, {"service": {"type": "service", **fields}})


def described(world):
    told = world.named("service", "services", "Cart")["description"]
    service(world, description=told.replace("What people put in.", "Two\nlines."))


def policy(world, change):
    path = f"/escalation_policies/{ident(world, 'escalation_policy', 'escalation_policies', 'Web')}"
    rules = world.get(path)["escalation_policy"]["escalation_rules"]
    body = {"type": "escalation_policy", "escalation_rules": change(rules)}
    world.send("PUT", path, {"escalation_policy": body})


def mailbox(world):
    path = f"/services/{ident(world, 'service', 'services', 'Cart')}"
    found = world.get(path, **{"include[]": "integrations"})["service"]["integrations"]
    (one,) = [it for it in found if it["type"].startswith("generic_email")]
    body = {
        "type": one["type"],
        "name": one["name"],
        "integration_email": "post@acme.pagerduty.com",
    }
    world.send("PUT", f"{path}/integrations/{one['id']}", {"integration": body})


def team(world):
    path = f"/teams/{ident(world, 'team', 'teams', 'Web Shop')}/users"
    world.send("PUT", f"{path}/{user(world, CHLOE)['id']}", {"role": "responder"})
    world.send("DELETE", f"{path}/{user(world, BEN)['id']}")


def layers(world, change):
    found = ident(world, "schedule", "schedules", "Web Primary")
    live = world.get(f"/schedules/{found}", time_zone="Europe/London")["schedule"]
    change(live["schedule_layers"])
    live["schedule_layers"].reverse()  # it lists them from the top, and takes them from below
    body = {name: live[name] for name in ("type", "name", "time_zone", "schedule_layers")}
    world.send("PUT", f"/schedules/{found}", {"schedule": body})


def more_people(world):
    layers(world, lambda found: found[-1]["users"].append({"user": user(world, CHLOE)}))


def other_name(world):
    layers(world, lambda found: found[-1].update(name="By day"))


def timeouts(rules):
    rules[0]["escalation_delay_in_minutes"] = 20
    return rules


def swapped(rules):
    return [rules[1], rules[0], rules[2]]


LAST_RULE = """\
      # At last.
      - escalation_delay_in_minutes: 1h
        targets:
          - chloe.martin@acme.example
"""
FIRST = "      # First.\n"
SECOND = "      - {escalation_delay_in_minutes: 15m, targets: [ben.okafor@acme.example]}\n"
WRITTEN_SECOND = """\
      # Then.
      - {targets: [ben.okafor@acme.example], escalation_delay_in_minutes: 15m}
"""
ON_LOAN = "      # On loan.\n      - ben.okafor@acme.example\n"
BEN_LAST = "          - ben.okafor@acme.example\n        anchor"
CASES = {
    "a number": (
        "service:cart",
        lambda world: service(world, acknowledgement_timeout=3600),
        {"acknowledgement_timeout: 1800 ": "acknowledgement_timeout: 1h "},
    ),
    "a name": (
        "service:cart",
        lambda world: service(world, name="Basket"),
        {"name: Cart ": "name: Basket "},
    ),
    "a description": (
        "service:cart",
        described,
        {"      What people put in.\n": "      Two\n      lines.\n"},
    ),
    "an address of an integration": (
        "service:cart",
        mailbox,
        {"integration_email: cart@": "integration_email: post@"},
    ),
    "a delay": (
        "escalation_policy:web",
        lambda world: policy(world, timeouts),
        {"_minutes: 10 ": "_minutes: 20m "},
    ),
    "a rule less": (
        "escalation_policy:web",
        lambda world: policy(world, lambda rules: rules[:2]),
        {LAST_RULE: ""},
    ),
    "another order of rules": (
        "escalation_policy:web",
        lambda world: policy(world, swapped),
        {WRITTEN_SECOND: "", FIRST: FIRST + SECOND},
    ),
    "members of a team": (
        "team:web",
        team,
        {ON_LOAN: "      - {user: chloe.martin@acme.example, role: responder}\n"},
    ),
    "one more in a layer": (
        "schedule:primary",
        more_people,
        {BEN_LAST: BEN_LAST.replace("        anchor", f"          - {CHLOE}\n        anchor")},
    ),
    "the name of a layer": ("schedule:primary", other_name, {"name: Days": "name: By day"}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_differs_is_written_and_nothing_else(run, made, case):
    only, change, expected = CASES[case]
    with the_account() as world:
        change(world)

    ended = run("dump", "--sandbox", "--into", "policies", "--only", only)

    text = BOOK
    for old, new in expected.items():
        text = text.replace(old, new)
    assert (ended.err, ended.code) == ("", 0)
    assert Path("policies/checkout.yaml").read_text(encoding="utf-8") == text
    assert run("plan", "--sandbox", "--only", only, "--detailed-exitcode").code == 0


def test_an_integration_that_is_gone_is_not_taken_over(run, made):
    with the_account() as world:
        path = f"/services/{ident(world, 'service', 'services', 'Cart')}"
        found = world.get(path, **{"include[]": "integrations"})["service"]["integrations"]
        world.send("DELETE", f"{path}/integrations/{found[0]['id']}")

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service:cart")

    assert (ended.code, ended.err.partition("`")[0]) == (
        1,
        "error: the account has no integration ",
    )
    assert Path("policies/checkout.yaml").read_text(encoding="utf-8") == BOOK


def test_what_an_alias_stands_for_is_not_taken_over(run, write):
    text = BOOK.replace("_timeout: 1800", "_timeout: &half 1800").replace(
        "# The end.\n",
        "  search: {escalation_policy: web, acknowledgement_timeout: *half}\n",
    )
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        service(world, acknowledgement_timeout=3600)

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service:cart")

    assert (ended.code, " ".join(ended.err.split())) == (
        1,
        "error: service `cart` stays as it is: `*half` at policies/checkout.yaml:55:61 stands for "
        "it or for what it is a part of, and would change with it = help: write out there what "
        "`*half` stands for",
    )
    assert Path("policies/checkout.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ben.okafor@acme.example]\n        per", "ben.okafor@acme.example, CHLOE]\n        per"),
        ("09:00-17:00", "08:00-18:00"),
        ("Mon-Fri 09:00", "Tue-Sat 09:00"),
        ("per_member: 5", "per_member: 10"),
    ],
)
def test_a_rotation_that_was_changed_is_taken_over(run, made, write, old, new):
    changed = BOOK.replace(old, new.replace("CHLOE", CHLOE))
    write(changed)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(BOOK)

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "schedule:shifts")

    assert (ended.err, ended.code) == ("", 0)
    assert Path("policies/checkout.yaml").read_text(encoding="utf-8") == changed
    assert run("plan", "--sandbox", "--only", "schedule:shifts", "--detailed-exitcode").code == 0
