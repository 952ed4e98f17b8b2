"""Nothing is sent that nobody agreed to."""

import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART

NO_TERMINAL = (
    "Nothing was sent: there is no terminal to ask for confirmation; "
    "--yes applies without asking.\n"
)
TO_CREATE = "Plan: 3 to create · 3 calls, 1 s at PagerDuty's rate limit"


def test_without_a_terminal_and_yes_nothing_is_sent(run, write):
    write(CHECKOUT)

    ended = run("apply", "--sandbox")

    assert (ended.code, ended.err) == (1, NO_TERMINAL)
    assert run("plan", "--sandbox").last_line == TO_CREATE


def test_in_json_what_was_not_confirmed_is_skipped(run, write):
    write(CHECKOUT)

    ended = run("apply", "--sandbox", "--format", "json")

    assert ended.code == 1
    assert [change["outcome"] for change in ended.json["changes"]] == ["skipped"] * 3
    assert ended.json["changes"][0]["reason"] == NO_TERMINAL.strip()


def test_the_question_counts_calls_and_deletions(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(WITHOUT_LEGACY_CART.replace("30m", "15m"))

    ended = run("apply", "--sandbox", typed="no\n")

    assert "\nApply these 2 calls, 1 deletion? [y/N] " in ended.err


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "Y E S\n"])
def test_anything_but_yes_sends_nothing(run, write, answer):
    write(CHECKOUT)

    ended = run("apply", "--sandbox", typed=answer)

    assert ended.code == 1
    assert ended.err.endswith("Nothing was sent: not confirmed.\n")
    assert run("plan", "--sandbox").last_line == TO_CREATE


@pytest.mark.parametrize("answer", ["y\n", "Yes\n"])
def test_a_yes_applies(run, write, answer):
    write(CHECKOUT)

    ended = run("apply", "--sandbox", "--no-color", typed=answer)

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")
