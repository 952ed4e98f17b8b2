"""Whether a level notifies all of its targets or one in turn: the account's, where not written."""

import pytest

STRATEGY = "        escalation_rule_assignment_strategy: {}\n"
CART = """\
schedules:
  office:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: weekly
        members: [liam.chen@acme.example]
        only: 09:00-17:00
escalation_policies:
  shop:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [ana.silva@acme.example, office]
      - escalation_delay_in_minutes: 15m
        targets: [emma.johnson@acme.example]
services:
  cart: {escalation_policy: shop}
"""
BOTH = "liam.chen@acme.example by schedule office ana.silva@acme.example by name"
NOON, NIGHT = "2026-03-02T12:00Z", "2026-03-02T22:00Z"


def written(strategy):
    delay = "escalation_delay_in_minutes: 10m\n"
    return CART.replace(delay, delay + STRATEGY.format(strategy))


def flat(text):
    """A text as if the terminal were wide."""
    return " ".join(text.split())


def test_who_of_several_has_an_incident_is_not_guessed(run, write):
    write(CART)

    ended = run("simulate", "cart", "--at", NOON)

    assert ended.code == 1
    assert f"assigned to level 1 of shop, to one or all of {BOTH}" in flat(ended.out)
    assert (
        ended.err
        == """\
policies/checkout.yaml:12:9: error[undecided]: escalation policy shop: nothing says whether \
level 1 notifies all of its targets or one in turn
          - escalation_delay_in_minutes: 10m
            ^
    = help: write `escalation_rule_assignment_strategy:` there, assign_to_everyone or \
round_robin, or ask the account with --live
"""
    )


def test_as_json_it_is_null_with_the_finding(run, write):
    write(CART)

    row = run("simulate", "cart", "--at", NOON, "--format", "json").json

    assert [one["round_robin"] for one in row["steps"]] == [None, False, False]
    assert [one["rule"] for one in row["diagnostics"]] == ["undecided"]


def test_it_is_said_once_however_often_the_level_is_reached(run, write):
    write(CART.replace("    escalation_rules:", "    num_loops: 3\n    escalation_rules:"))

    ended = run("simulate", "cart", "--at", NOON)

    assert ended.err.count("error[undecided]") == 1


def test_where_only_one_of_them_is_there_nothing_is_open(run, write):
    write(CART)

    ended = run("simulate", "cart", "--at", NIGHT)

    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ("assign_to_everyone", f"assigned to level 1 of shop {BOTH} "),
        ("round_robin", f"assigned to level 1 of shop, to one of {BOTH} "),
    ],
)
def test_what_is_written_is_told_with_or_without_the_account(run, write, strategy, words):
    write(written(strategy))
    run("apply", "--sandbox", "--yes")

    for options in ((), ("--live", "--sandbox")):
        ended = run("simulate", "cart", "--at", NOON, *options)
        assert (ended.code, words in flat(ended.out)) == (0, True)


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ("assign_to_everyone", f"assigned to level 1 of shop {BOTH} "),
        ("round_robin", f"assigned to level 1 of shop, to one of {BOTH} "),
    ],
)
def test_the_account_tells_what_is_not_written(run, write, strategy, words):
    write(written(strategy))
    run("apply", "--sandbox", "--yes")
    write(CART)

    ended = run("simulate", "cart", "--at", NOON, "--live", "--sandbox")

    assert (ended.code, ended.err, words in flat(ended.out)) == (0, "", True)


def test_that_an_incident_finds_somebody_is_proved_all_the_same(run, write):
    write(CART)

    assert run("simulate", "--all").code == 0


def test_who_is_on_call_is_known_and_whether_in_turn_is_left_open(run, write):
    write(CART)

    ended = run("oncall", "shop", "--at", NOON, "--format", "json")

    first, second = ended.json["escalation_policies"][0]["levels"]
    assert (ended.code, first["round_robin"], second["round_robin"]) == (0, None, False)
    assert first["entries"][0]["users"] == ["ana.silva@acme.example", "liam.chen@acme.example"]


def test_a_report_says_that_it_is_left_open(page, write):
    write(CART)

    assert "All of them are notified, or one of them in turn: nothing written" in page().text
