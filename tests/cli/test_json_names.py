"""Every name in the JSON of a command is on the pages."""

import re
from pathlib import Path

import pytest
from bad_merges import BAD, DAILY, POLICY, TEAM
from bad_merges import ROTA as WEEKLY
from by_hand import ByHand
from command_line import CHECKOUT

PAGES = Path(__file__).parents[2] / "docs"
ROTA = """
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
    expect: {coverage: allways}
"""
ELSEWHERE = {"body", "people"}  # PagerDuty's names, and people's


def listed():
    """Words between backticks: names, and lists of them."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    return {word for code in re.findall(r"`([^`]*)`", text) for word in re.findall("[a-z_]+", code)}


def names(value):
    if isinstance(value, list):
        return {name for one in value for name in names(one)}
    if not isinstance(value, dict):
        return set()
    below = (names(one) for name, one in value.items() if name not in ELSEWHERE)
    return {*value}.union(*below)


@pytest.mark.parametrize(
    "line",
    [
        "lint",
        "plan --sandbox",
        "apply --sandbox --yes",
        "oncall primary checkout checkout-api --at 2026-12-01",
        "oncall primary --since 2026-12-01 --until 2026-12-20",
        "oncall --verify --sandbox",
        "simulate checkout-api",
        "who ana.silva@acme.example",
        "remove-user ben.okafor@acme.example --dry-run",
        "simulate --all",
        "drift --sandbox",
        "scopes",
    ],
)
def test_every_name_is_listed(run, write, line):
    write(CHECKOUT + (ROTA if line == "lint" else ROTA.replace("allways", "always")))
    if "--verify" in line:
        run("apply", "--sandbox", "--yes")
    found = names(run(*line.split(), "--format", "json").json)
    assert found
    assert found - listed() == set()


def test_every_name_of_what_was_done_by_hand_is_listed(run, commit):
    commit(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    with ByHand() as ana:
        ana.change("Checkout API", acknowledgement_timeout=600)
        ana.delete("services", "Legacy Cart")
        ana.make_service("Till")
    for line in ("drift", "plan --merged-from HEAD"):
        found = run(*line.split(), "--sandbox", "--format", "json").json
        assert names(found) - listed() == set()


@pytest.mark.parametrize("bad", [DAILY + POLICY, ""])
def test_every_name_of_an_undo_is_listed(merge, undo, bad):
    merge(TEAM + WEEKLY + POLICY)
    merge(TEAM + bad, BAD)
    found = undo("--format", "json").json
    assert bool(found["undo"]["left_out"]) is not bool(bad)
    assert names(found) - listed() == set()
