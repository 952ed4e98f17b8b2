"""Exit codes: 0 fine, 1 wrong, 2 changes (if asked), 3 refused; 1 before 3 before 2."""

import pytest
from command_line import CHECKOUT

SERVICES = "services:\n" + "".join(
    f"  s{number}: {{name: Service {number}, escalation_policy: checkout}}\n" for number in range(7)
)
POLICY = CHECKOUT[: CHECKOUT.index("services:")]

TOO_MANY = """\
Refused: 7 deletions are more than 5, the limit of `safety.max_deletes`; check
the plan, then allow it with `--allow-deletes 7`
"""


@pytest.fixture
def seven_deletions(run, write):
    write(POLICY + SERVICES)
    run("apply", "--sandbox", "--yes")
    write(POLICY)


def test_changes_alone_are_fine(run, write):
    write(CHECKOUT)

    assert run("plan", "--sandbox").code == 0


def test_changes_are_2_when_asked(run, write):
    write(CHECKOUT)

    assert run("plan", "--sandbox", "--detailed-exitcode").code == 2


def test_a_broken_configuration_is_1(run, write):
    write(CHECKOUT.replace("num_loops", "num_lops"))

    assert run("plan", "--sandbox", "--detailed-exitcode").code == 1


def test_a_plan_with_errors_is_1_and_shows_no_changes(run, write):
    write(CHECKOUT.replace("ana.silva", "nobody"))

    ended = run("plan", "--sandbox", "--detailed-exitcode")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("No plan: 1 error.\n")


@pytest.mark.usefixtures("seven_deletions")
def test_a_refused_plan_is_3_and_says_the_way_out(run):
    ended = run("plan", "--sandbox", "--detailed-exitcode")

    assert ended.code == 3
    assert TOO_MANY in ended.out


@pytest.mark.usefixtures("seven_deletions")
def test_an_apply_of_a_refused_plan_sends_nothing(run):
    ended = run("apply", "--sandbox", "--yes")

    assert (ended.code, ended.err) == (3, "")
    assert run("plan", "--sandbox").last_line.startswith("Plan: 7 to delete")


@pytest.mark.usefixtures("seven_deletions")
def test_allowed_deletions_are_applied(run):
    ended = run("apply", "--sandbox", "--yes", "--allow-deletes", "7")

    assert (ended.code, ended.last_line) == (0, "Applied: 7 deleted.")


@pytest.fixture
def a_blocked_deletion(run, write):
    """A policy that left the configuration while another stack's service still uses it."""
    kept = "teams:\n  shop: {name: Shop}\n"
    write(kept + POLICY)
    run("apply", "--sandbox", "--yes")
    other = "services:\n  cart: {name: Cart, escalation_policy: {name: Checkout}}\n"
    write(other, settings="stack: other\n")
    run("apply", "--sandbox", "--yes")
    write(kept)


@pytest.mark.usefixtures("a_blocked_deletion")
def test_an_apply_that_leaves_only_blocked_deletions_is_3(run):
    ended = run("apply", "--sandbox", "--yes")

    assert ended.code == 3
    assert ended.last_line == "Applied: nothing done, 1 blocked."


def test_help_is_0_everywhere(run):
    commands = [(), ("lint",), ("plan",), ("apply",), ("schema",), ("sandbox",)]

    assert [run(*command, "-h").code for command in commands] == [0] * 6


def test_no_command_shows_the_help_and_is_1(run):
    ended = run()

    assert ended.code == 1
    assert ended.out.startswith("Usage: pdsync")
