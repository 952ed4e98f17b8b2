"""`plan --format github`: text for the log, lines for the runner, a summary, and outputs."""

import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART
from forge.step import commands

FORMATS = ("text", "json", "github", "markdown")
HOSTILE = """\
services:
  checkout-api:
    name: "##[error]boo ::set-output name=x::y"
    description: "::add-mask::a"
    escalation_policy: checkout
"""


@pytest.fixture
def changed(run, write, step):
    write(CHECKOUT)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(WITHOUT_LEGACY_CART.replace("30m", "15m"))
    return run("plan", "--sandbox", "--format", "github", "--out", "plan.json")


def test_each_change_is_annotated_at_its_line_the_dangerous_ones_as_warnings(changed):
    assert commands(changed) == [
        '::warning title=pdsync plan::- service legacy-cart  "Legacy Cart"',
        "::notice file=policies/checkout.yaml,line=11,title=pdsync plan::"
        '~ service checkout-api  "Checkout API"%0Aacknowledgement_timeout   30m → 15m'
        "%0Apath   acknowledged, notifies again after 30m → 15m",
    ]


def test_the_log_has_the_plan_as_text(changed):
    assert "Plan: 1 to update, 1 to delete" in changed.out


def test_the_summary_of_the_job_is_the_markdown_of_the_plan(changed, run, step):
    summary = step.summary
    assert summary.strip() == run("plan", "--sandbox", "--format", "markdown").out.strip()


def test_the_outputs_say_what_a_workflow_decides_by(changed, step):
    assert step.outputs == {
        "has-changes": "true",
        "deletions": "1",
        "calls": "2",
        "plan-file": "plan.json",
        "oncall-now": "false",
    }


def test_a_plan_without_changes_has_no_annotation(run, write, step):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    ended = run("plan", "--sandbox", "--format", "github")
    assert (commands(ended), step.outputs["has-changes"]) == ([], "false")


def test_nothing_that_a_file_or_an_account_says_is_obeyed(run, write, step):
    write(CHECKOUT.split("services:")[0] + HOSTILE)
    for format_ in FORMATS:
        ended = run("plan", "--sandbox", "--format", format_)
        obeyed = [line for line in commands(ended) if not line.startswith(("::notice file=",))]
        assert (obeyed, "##[" in ended.out + ended.err) == ([], False)


def test_without_a_stack_the_plan_says_so_in_each_format(run, write, step):
    write(CHECKOUT, settings="{}\n")
    ended = {name: run("plan", "--sandbox", "--format", name) for name in FORMATS}
    assert [one.code for one in ended.values()] == [0, 0, 0, 0]
    assert "- **Note**: no `stack` is set: nothing is marked as" in ended["markdown"].out
    assert commands(ended["github"])[0].startswith("::notice title=no-stack::no `stack` is set")


def test_a_configuration_that_cannot_be_read_is_annotated_where_it_is_wrong(run, write, step):
    write(CHECKOUT.replace("num_loops: 2", "num_loops: many"))
    ended = run("plan", "--sandbox", "--format", "github")
    (told,) = commands(ended)
    assert (ended.code, told.split("::")[1]) == (
        1,
        "error file=policies/checkout.yaml,line=4,col=16,endColumn=20,title=invalid-value",
    )


def test_a_plan_on_standard_output_is_not_mixed_with_lines_for_the_runner(run, write, step):
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--format", "github", "--out", "-")
    assert (ended.code, [line[:21] for line in commands(ended)]) == (1, ["::error title=usage::"])
    assert "write --out FILE" in ended.err


def test_elsewhere_there_is_no_summary_and_no_output(run, write):
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--format", "github")
    assert (ended.code, len(commands(ended))) == (0, 3)
