"""`--except KIND:KEY`: what is left alone for now, as a person, a machine and an apply see it."""

import pytest
from command_line import CHECKOUT

LEFT = ("--except", "service:legacy-cart")
CHANGED = CHECKOUT.replace("name: Legacy Cart", "name: Old Cart")
SAID = "Left alone for now: service legacy-cart (it would be updated)."


@pytest.fixture
def changed(run, write):
    """One service is to have another name."""
    write(CHECKOUT)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(CHANGED)


@pytest.mark.usefixtures("changed")
def test_a_plan_says_what_is_left_alone(run):
    shown = run("plan", "--sandbox", *LEFT).out.splitlines()

    assert shown[2:] == [SAID, "", "No changes besides what is left alone."]


@pytest.mark.usefixtures("changed")
def test_so_do_its_json_and_markdown(run):
    left = run("plan", "--sandbox", *LEFT, "--format", "json").json["except"]
    markdown = run("plan", "--sandbox", *LEFT, "--format", "markdown").out

    assert left == [{"kind": "service", "key": "legacy-cart", "action": "update"}]
    assert SAID in markdown


@pytest.mark.usefixtures("changed")
def test_a_saved_plan_brings_it_along_to_the_apply(run, write):
    write(CHANGED.replace("name: Checkout API", "name: Checkout"))
    run("plan", "--sandbox", *LEFT, "--out", "plan.json")

    applied = run("apply", "--sandbox", "--yes", "plan.json")

    assert (applied.code, SAID in applied.out) == (0, True)
    assert [one["key"] for one in run("plan", "--sandbox", "--format", "json").json["changes"]] == [
        "legacy-cart"
    ]


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ("service", "cannot be 'service'", "write what to leave alone for now, as service:KEY"),
        ("servce:a", "servce: there is no such kind", "did you mean `service`?"),
        (
            "service:legacy_cart",
            "service:legacy_cart: there is no such service",
            "did you mean `service:legacy-cart`?",
        ),
    ],
)
def test_what_there_is_not_is_refused(run, write, given, message, hint):
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--except", given)

    assert (ended.code, ended.err) == (1, f"error: --except {message}\n    = help: {hint}\n")


LOST = """\
  fresh:
    name: Fresh
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [nobody@acme.example]}]
services:
  till: {name: Till, escalation_policy: fresh}
"""
"""A policy that names somebody who is not in the account, and a service that needs it."""
FRESH = ("--except", "escalation_policy:fresh")


def test_what_is_left_alone_may_name_somebody_who_is_not_there(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(CHECKOUT.replace("ana.silva", "nobody").replace("timeout: 30m", "timeout: 15m"))

    ended = run("plan", "--sandbox", "--except", "escalation_policy:checkout")

    said = "Left alone for now: escalation policy checkout (it names what is not there)."
    assert (ended.code, said in ended.out, ended.err) == (0, True, "")
    assert "acknowledgement_timeout   30m → 15m" in ended.out


def test_what_needs_it_is_an_error_where_it_is_not_in_the_account(run, write):
    write(CHECKOUT.replace("services:\n", LOST))

    ended = run("plan", "--sandbox", *FRESH)

    said = "service `till` needs escalation policy `fresh`, which would have to be created"
    assert (ended.code, said in ended.err) == (1, True)
    assert run("plan", "--sandbox", *FRESH, "--except", "service:till").code == 0
