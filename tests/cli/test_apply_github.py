"""`apply --format github`: the log, the summary and outputs of a step, and what was not done."""

import pytest
from by_hand import ByHand
from command_line import CHECKOUT, WITHOUT_LEGACY_CART
from forge.step import commands


def apply(run, *options):
    return run("apply", "--sandbox", "--yes", "--format", "github", *options)


def test_what_was_done_heads_the_summary_and_nothing_is_annotated(run, write, step):
    write(CHECKOUT)
    ended = apply(run)
    assert (ended.code, ended.last_line, commands(ended)) == (0, "Applied: 3 created.", [])
    assert step.summary.startswith("## pdsync: applied: 3 created\n\n## pdsync: 3 to create\n")


def test_the_outputs_say_what_was_done(run, write, step):
    write(CHECKOUT)
    apply(run)
    assert step.outputs == {
        "has-changes": "true",
        "deletions": "0",
        "calls": "3",
        "plan-file": "",
        "oncall-now": "false",
        "done": "3",
        "left": "0",
    }


def test_what_is_refused_stands_in_the_summary_and_on_the_pull_request(run, write, step):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(WITHOUT_LEGACY_CART, settings="stack: acme\nsafety: {max_deletes: 0}\n")
    ended = apply(run)
    assert ended.code == 3
    assert "- **Refused**: " in step.summary
    assert commands(ended)[0].startswith("::error title=pdsync apply%3A refused::")
    assert step.outputs["left"] == "1"


def test_a_plan_that_is_out_of_date_says_so_in_the_summary(run, write, step):
    write(CHECKOUT)
    run("plan", "--sandbox", "--out", "plan.json")
    run("apply", "--sandbox", "--yes")
    ended = apply(run, "plan.json")
    assert ended.code == 3
    assert "plan.json is out of date" in step.summary
    assert "::error title=stale-plan::plan.json is out of date" in "\n".join(commands(ended))


def test_a_broken_configuration_says_so_in_the_summary(run, write, step):
    write("services: 3\n")
    assert apply(run).code == 1
    assert step.summary.startswith("## pdsync: nothing was applied\n\n- **Error** `policies/")


@pytest.fixture
def repaired(run, commit, write):
    """Commit and apply, let somebody repair something by hand, and write another text."""
    settings = "stack: acme\nsafety: {drift: refuse}\n"
    commit(CHECKOUT, settings=settings)
    assert run("apply", "--sandbox", "--yes").code == 0
    with ByHand() as ana:
        ana.change("Checkout API", acknowledgement_timeout=600)
    write(CHECKOUT.replace("name: Legacy Cart", "name: Old Cart"), settings=settings)


def test_an_apply_refuses_what_a_plan_of_the_merge_refuses(run, repaired):
    ended = run("apply", "--sandbox", "--yes", "--merged-from", "HEAD")
    assert ended.code == 3
    assert "forbids to take back what was changed outside of the configuration" in " ".join(
        ended.out.split()
    )
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 2


def test_a_saved_plan_that_was_refused_is_not_applied(run, repaired):
    assert run("plan", "--sandbox", "--merged-from", "HEAD", "--out", "plan.json").code == 3
    ended = run("apply", "--sandbox", "--yes", "plan.json")
    assert ended.code == 3
    assert ended.err.startswith("refused: plan.json was refused when it was made: `safety: ")


def test_a_saved_plan_of_a_merge_is_applied(run, commit, write):
    commit(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    with ByHand() as ana:
        ana.change("Checkout API", acknowledgement_timeout=600)
    write(CHECKOUT.replace("name: Legacy Cart", "name: Old Cart"))
    run("plan", "--sandbox", "--merged-from", "HEAD", "--out", "plan.json")
    ended = run("apply", "--sandbox", "--yes", "plan.json")
    assert (ended.code, ended.last_line) == (0, "Applied: 2 updated.")


def test_a_saved_plan_does_without_the_revision(run, write):
    write(CHECKOUT)
    run("plan", "--sandbox", "--out", "plan.json")
    ended = run("apply", "--sandbox", "--yes", "plan.json", "--merged-from", "HEAD")
    assert (ended.code, ended.err) == (
        1,
        "error: a saved plan does without --merged-from\n"
        "    = help: write it for `pdsync plan --out`: a plan that it refuses is not applied\n",
    )
