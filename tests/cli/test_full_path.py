"""From YAML to the account and back: plan, apply and plan again on the embedded sandbox."""

import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART

from pdsync.api import Connection

FIRST_PLAN = """\
pdsync plan · policies/ → pdsync-sandbox.db · stack acme

  + escalation policy checkout  "Checkout"              policies/checkout.yaml:2
      num_loops   2
      escalation_rules
        1  ana.silva@acme.example                               then after 10m
        2  ben.okafor@acme.example, chloe.martin@acme.example   then after 15m

  + service checkout-api  "Checkout API"               policies/checkout.yaml:11
      escalation_policy         Checkout
      acknowledgement_timeout   30m

  + service legacy-cart  "Legacy Cart"                 policies/checkout.yaml:15
      escalation_policy   Checkout

Plan: 3 to create · 3 calls, 1 s at PagerDuty's rate limit
"""

SECOND_PLAN = """\
pdsync plan · policies/ → pdsync-sandbox.db · stack acme

  - service legacy-cart  "Legacy Cart"            no longer in the configuration

  ~ service checkout-api  "Checkout API"               policies/checkout.yaml:11
      acknowledgement_timeout   30m → 15m
      path   acknowledged, notifies again after 30m → 15m

Plan: 1 to update, 1 to delete · 2 calls, 1 s at PagerDuty's rate limit
"""

NOTHING = """\
pdsync plan · policies/ → pdsync-sandbox.db · stack acme

No changes. The account is as the configuration says.
"""

PROGRESS = """\
  1/2 done     ~ service checkout-api  "Checkout API"
  2/2 done     - service legacy-cart  "Legacy Cart"
"""


def edited():
    return WITHOUT_LEGACY_CART.replace("30m", "15m")


def test_a_new_account_is_planned_whole(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox")

    assert (ended.code, ended.out, ended.err) == (0, FIRST_PLAN, "")


def test_apply_shows_the_plan_and_then_what_became_of_it(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(edited())

    ended = run("apply", "--sandbox", "--yes")

    report = "\nApplied: 1 updated, 1 deleted.\n"
    assert (ended.code, ended.out, ended.err) == (0, SECOND_PLAN + report, PROGRESS)


def test_a_plan_right_after_an_apply_is_empty(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")

    ended = run("plan", "--sandbox", "--detailed-exitcode")

    assert (ended.code, ended.out) == (0, NOTHING)


def test_an_apply_of_nothing_asks_nothing(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")

    ended = run("apply", "--sandbox")

    assert (ended.code, ended.out, ended.err) == (0, NOTHING, "")


def test_another_sandbox_file_is_another_account(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")

    ended = run("plan", "--sandbox-file", "other.db")

    assert ended.out == FIRST_PLAN.replace("pdsync-sandbox.db", "other.db")


INTEGRATION = "    integrations:\n      events: {type: events_api_v2}\n"


def test_new_integrations_are_reported_with_the_page_of_their_key(run, write, monkeypatch):
    monkeypatch.setattr(Connection, "has_pages", True)
    write(CHECKOUT + INTEGRATION)

    ended = run("apply", "--sandbox", "--yes")

    assert '\n  note     + integration legacy-cart/events  "events"\n' in ended.out
    assert "           its key is on\n           https://acme.pagerduty.com/services/" in ended.out


@pytest.mark.parametrize("shape", ["text", "json"])
def test_no_page_is_named_of_a_sandbox_which_has_none(run, write, shape):
    write(CHECKOUT + INTEGRATION)

    ended = run("apply", "--sandbox", "--yes", "--format", shape)

    assert (ended.code, "its key is on" in ended.out) == (0, False)


@pytest.mark.parametrize("selection", [("--only", "service:legacy-cart"), ("--team", "web")])
def test_what_was_selected_and_deleted_is_gone_when_it_is_read_back(run, write, selection):
    text = CHECKOUT.replace("    name: Checkout\n", "    name: Checkout\n    team: web\n", 1)
    write(f"{text}teams: {{web: {{}}, rest: {{}}}}\n")
    run("apply", "--sandbox", "--yes")
    write("teams: {rest: {}}\n" if "--team" in selection else WITHOUT_LEGACY_CART)

    ended = run("apply", "--sandbox", "--yes", *selection, "--allow-deletes", "9")

    assert (ended.code, "\nApplied: " in ended.out) == (0, True)


def test_each_change_is_said_to_be_done_once_with_its_number_in_the_plan(run, write):
    write(CHECKOUT + "    integrations:\n      events: {type: events_api_v2}\n")

    ended = run("apply", "--sandbox", "--yes")

    done = [line for line in (ended.out + ended.err).splitlines() if " done " in line]
    assert [line.split()[:5] for line in done] == [
        ["1/4", "done", "+", "escalation", "policy"],
        ["2/4", "done", "+", "service", "checkout-api"],
        ["3/4", "done", "+", "service", "legacy-cart"],
        ["4/4", "done", "+", "integration", "legacy-cart/events"],
    ]


def test_without_a_stack_it_is_said_once_what_that_means(run, write):
    write(CHECKOUT, settings="")

    ended = run("plan", "--sandbox")

    assert (ended.out + ended.err).count("info[no-stack]") == 1


def test_the_directory_can_be_named(run, write, tmp_path, monkeypatch):
    write(CHECKOUT)
    (tmp_path / "policies").rename(tmp_path / "staging")
    monkeypatch.setenv("PDSYNC_CONFIG", "staging")

    ended = run("plan", "--sandbox")

    places = [line.split()[-1] for line in ended.out.splitlines() if "checkout.yaml" in line]
    assert places == [f"staging/checkout.yaml:{line}" for line in (2, 11, 15)]
