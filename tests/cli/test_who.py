"""`pdsync who`: what hangs on one person, by the YAML alone or by the account."""

import json

import httpx
import pytest
from command_line import the_account

from pdsync import sandbox

TWO = """\
teams:
  shop:
    name: Shop
    members:
      ana.silva@acme.example: manager
      ben.okafor@acme.example: responder
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-02-23}
  nights:
    name: Nights
    time_zone: Europe/London
    layers:
      - name: Nights
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example]
        only: Mon 20:00-23:00
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [nights]
      - escalation_delay_in_minutes: 15m
        targets: [ana.silva@acme.example]
  both:
    name: Both
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary, ana.silva@acme.example]
services:
  cart:
    name: Cart
    escalation_policy: shop
"""
ANA = "ana.silva@acme.example"
BEN = "ben.okafor@acme.example"


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(TWO)


def test_everything_that_hangs_on_a_person_is_told(run):
    ended = run("who", ANA, "--weeks", "2")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out.replace("\N{EN DASH}", "-")
        == """\
pdsync who · policies/ · ana.silva@acme.example · 2 Mar 2026 - 16 Mar 2026

Named in
  policies/checkout.yaml:5   team shop
  policies/checkout.yaml:15  schedule primary, layer Weekly
  policies/checkout.yaml:16  schedule primary, layer Weekly, anchor
  policies/checkout.yaml:24  schedule nights, layer Nights
  policies/checkout.yaml:33  escalation policy shop, level 2
  policies/checkout.yaml:38  escalation policy both, level 1

Teams
  shop   manager

Turns · Europe/London
  nights    Mon 2 Mar 20:00 - 23:00
            Mon 9 Mar 20:00 - 23:00
  primary   Mon 9 Mar 09:00 - Mon 16 Mar 09:00

Levels that are theirs alone
  shop, level 1 of 2  nights
                      for cart
  shop, level 2 of 2  ana.silva@acme.example
                      for cart

Uncovered without them · Europe/London
  nights        Mon 2 Mar 20:00 - 23:00
                Mon 9 Mar 20:00 - 23:00
  policy shop   all the time
                for cart
"""
    )


def test_times_stand_under_the_zone_of_their_clocks(run, write):
    nights = TWO.index("  nights:")
    write(TWO[:nights] + TWO[nights:].replace("Europe/London", "Asia/Tokyo"))
    told = run("who", ANA, "--weeks", "2").out.replace("\N{EN DASH}", "-").split("\n\n")

    turns = [block.splitlines() for block in told if block.startswith("Turns")]
    assert [block[:2] for block in turns] == [
        ["Turns · Asia/Tokyo", "  nights   now - Mon 2 Mar 23:00"],
        ["Turns · Europe/London", "  primary   Mon 9 Mar 09:00 - Mon 16 Mar 09:00"],
    ]


def test_gaps_of_a_policy_are_told_on_the_clocks_of_its_schedules(run, write):
    write(
        TWO.replace("Europe/London", "Asia/Tokyo").replace(f"targets: [{ANA}]", "targets: [nights]")
    )

    bare = run("who", ANA, "--weeks", "2", "--format", "json").json["uncovered"]

    gaps = [one["gaps"] for kind in ("schedules", "escalation_policies") for one in bare[kind]]
    assert gaps[0] == gaps[1]
    assert bare["escalation_policies"][0]["time_zone"] == "Asia/Tokyo"


def test_the_same_in_json(run):
    row = run("who", BEN, "--weeks", "2", "--format", "json").json

    assert row["format"] == "pdsync.who/1"
    assert row["person"] == {"email": BEN, "name": None, "id": None}
    assert [(one["key"], one["within"], one["place"]["line"]) for one in row["places"]] == [
        ("shop", None, 6),
        ("primary", "layer Weekly", 15),
    ]
    assert row["teams"] == [{"key": "shop", "name": "Shop", "id": None, "role": "responder"}]
    assert [(one["key"], one["entries"]) for one in row["turns"]] == [
        (
            "primary",
            [
                {"start": "2026-03-02T12:00:00+00:00", "end": "2026-03-09T09:00:00+00:00"},
                {"start": "2026-03-16T09:00:00+00:00", "end": "2026-03-16T12:00:00+00:00"},
            ],
        )
    ]
    assert row["levels"] == []
    assert row["uncovered"] == {"schedules": [], "escalation_policies": []}


def test_without_an_anchor_turns_are_not_known(run, write):
    write(TWO.replace("        anchor: {who: ana.silva@acme.example, at: 2026-02-23}\n", ""))
    ended = run("who", BEN, "--format", "json")

    (turns,) = ended.json["turns"]
    assert (ended.code, turns["entries"], turns["undecided"]) == (1, [], "schedule primary")
    assert [one["message"] for one in ended.json["diagnostics"]] == [
        "schedule primary: nothing says whose turn it is in layer 'Weekly'"
    ]
    assert "  primary   not known\n" in run("who", BEN).out


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("ana.sliva@acme.example",), "policies/ names no person", f"did you mean {ANA}?"),
        (
            ("Ana Silva",),
            "policies/ names no person",
            "people are written by e-mail; add --live to ask the account by name",
        ),
        (
            ("Ana Sliva", "--live", "--sandbox"),
            "names no person 'Ana Sliva'",
            "did you mean Ana Silva?",
        ),
    ],
)
def test_somebody_who_is_not_there_is_an_error(run, words, message, hint):
    ended = run("who", *words)

    assert (ended.code, ended.out) == (1, "")
    assert message in ended.err
    assert hint in ended.err


def test_live_a_name_will_do(run):
    run("apply", "--sandbox", "--yes")
    by_name = run("who", "ana silva", "--live", "--sandbox", "--format", "json").json
    written = run("who", ANA, "--format", "json").json

    assert (by_name["person"]["email"], by_name["person"]["name"]) == (ANA, "Ana Silva")
    assert [one["name"] for one in by_name["teams"]] == ["Shop"]
    assert by_name["places"] == written["places"]
    assert [(one["level"], one["targets"], one["services"]) for one in by_name["levels"]] == [
        (1, ["nights"], ["cart"]),
        (2, [ANA], ["cart"]),
    ]
    assert {one["key"] for one in by_name["turns"]} == {"primary", "nights"}


def test_live_two_of_one_name_are_an_error_with_both(run):
    run("apply", "--sandbox", "--yes")
    with the_account() as world:
        user = {"type": "user", "name": "Ana Silva", "email": "ana.silva.2@acme.example"}
        user["job_title"] = "Database engineer"
        world.send("POST", "/users", {"user": user})
    ended = run("who", "Ana Silva", "--live", "--sandbox")

    assert ended.code == 1
    assert "error: 'Ana Silva' is the name of several people\n" in ended.err
    told = f"write ana.silva.2@acme.example (Database engineer) or {ANA}"
    assert told in ended.err


class OddTeams(httpx.BaseTransport):
    """The sandbox, which tells the teams of everybody in another form."""

    def __init__(self, inner, teams):
        self.inner, self.teams = inner, teams

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.url.path != "/users":
            return answer
        body = json.loads(answer.read())
        users = [{**one, "teams": self.teams} for one in body["users"]]
        return httpx.Response(200, json={**body, "users": users})


def tell_teams(monkeypatch, teams):
    real = sandbox.transport
    monkeypatch.setattr(
        sandbox, "transport", lambda *given, **named: OddTeams(real(*given, **named), teams)
    )


@pytest.mark.parametrize(
    ("teams", "lacks"),
    [
        (7, "the answer holds no list `teams`"),
        (None, "the answer holds no list `teams`"),
        ([7], "an entry of the list `teams` has no id"),
        ([{"summary": "Shop"}], "an entry of the list `teams` has no id"),
    ],
)
def test_live_teams_of_another_form_are_an_error_that_says_what_is_missing(
    run, monkeypatch, teams, lacks
):
    run("apply", "--sandbox", "--yes")
    tell_teams(monkeypatch, teams)
    ended = run("who", ANA, "--live", "--sandbox")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"error: GET /users: {lacks}\n")


def test_live_a_team_without_a_name_is_told_by_its_id(run, monkeypatch):
    run("apply", "--sandbox", "--yes")
    tell_teams(monkeypatch, [{"id": "PSHOP00", "summary": None}])
    told = run("who", ANA, "--live", "--sandbox", "--format", "json").json
    assert [(one["id"], one["name"]) for one in told["teams"]] == [("PSHOP00", "PSHOP00")]


def test_things_stand_in_one_order_offline_and_live(run, write):
    """The file has them in neither order, and the account sorts by name."""
    write(
        TWO.replace("services:\n", "services:\n  till: {name: Aisle, escalation_policy: shop}\n")
        + "  basket: {name: Zebra, escalation_policy: both}\n"
    )
    run("apply", "--sandbox", "--yes")
    live = ("--live", "--sandbox")

    def told(*words):
        row = run("who", ANA, "--weeks", "2", "--format", "json", *words).json
        bare = row["uncovered"]
        parts = (row["turns"], bare["schedules"], bare["escalation_policies"])
        levels = [(one["escalation_policy"]["key"], one["services"]) for one in row["levels"]]
        return [[one["key"] for one in part] for part in parts], levels

    def proved(*words):
        row = run("simulate", "--all", "--format", "json", *words).json
        return [one["key"] for one in row["services"]]

    shop = ("shop", ["cart", "till"])
    assert told() == told(*live) == ([["nights", "primary"], ["nights"], ["shop"]], [shop, shop])
    assert proved() == proved(*live) == ["basket", "cart", "till"]
