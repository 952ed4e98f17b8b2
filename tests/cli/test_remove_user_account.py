"""`pdsync remove-user` and the account: the plan that follows, and what is asked with --live."""

import shutil
from pathlib import Path

import pytest
from organisation import ANA, BEN, CHLOE, MAYA

EXAMPLE = Path(__file__).parents[2] / "policies"
OPEN = f"""\
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {MAYA}, {ANA}]}}]
"""
SHIFTS = f"""\
schedules:
  weeks:
    time_zone: Europe/London
    rotations:
      - rotate: weekly
        handoff: Mon 09:00
        anchor: {{who: {CHLOE}, at: 2026-03-02}}
        members: [{ANA}, {BEN}, {CHLOE}]
      - shifts: Mon-Fri 09:00-17:00
        per_member: 5
        members: [{ANA}, {CHLOE}, {BEN}]
"""


def words(text):
    return " ".join(text.split())


@pytest.fixture
def example(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "policies")
    return tmp_path / "policies"


def test_the_plan_that_follows_moves_nobody_until_the_next_turn_of_who_leaves(run, example):
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("remove-user", BEN).code == 0
    planned = run("plan", "--sandbox").out
    # In one schedule the turn that runs is theirs.
    assert words(planned).count(" at once, until") == 1
    assert "now emma.johnson@acme.example until Mon 9 Mar 09:00, unchanged" in words(planned)
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_the_account_says_who_is_on_call_where_no_anchor_does(run, write):
    write(OPEN)
    assert run("apply", "--sandbox", "--yes").code == 0
    ended = run("remove-user", "ben.okafor@acme.example", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    assert f"{BEN} → {MAYA} at once" in words(ended.out)


def test_shifts_of_rotations_stay_with_everybody_until_the_next_turn_of_who_leaves(run, write):
    write(SHIFTS)
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("remove-user", BEN).code == 0
    planned = words(run("plan", "--sandbox").out)
    assert f"now {ANA}, {CHLOE} until Mon 2 Mar 17:00, unchanged" in planned
    assert ("Mon 9 Mar" in planned, "Mon 16 Mar 09:00" in planned) == (False, True)
    assert run("apply", "--sandbox", "--yes").code == 0
    for days in (0, 1, 20):
        assert run("plan", "--sandbox", "--detailed-exitcode", days=days).code == 0


def test_with_an_account_names_will_do(run, write, tmp_path):
    write(OPEN)
    ended = run("remove-user", "Ben Okafor", "--replace-by", "Chloe Martin", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    text = (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")
    assert text == OPEN.replace(BEN, CHLOE)


@pytest.mark.parametrize(
    ("words_", "message"),
    [
        (
            ("grace.kim@acme.example",),
            "policies/ names grace.kim@acme.example nowhere\n    = help: `pdsync who "
            "grace.kim@acme.example --live`",
        ),
        ((BEN, "--replace-by", "maya.coen@acme.example"), "pdsync-sandbox.db names no person"),
    ],
)
def test_who_is_not_there_is_said(run, write, words_, message):
    write(OPEN)
    ended = run("remove-user", *words_, "--live", "--sandbox")
    assert (ended.code, ended.err[: len(message) + 7]) == (1, f"error: {message}")
