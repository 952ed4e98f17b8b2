"""Every name in the JSON of a command is on the pages."""

import re
from pathlib import Path

import pytest
from bad_merges import BAD, DAILY, POLICY, TEAM
from bad_merges import ROTA as WEEKLY
from by_hand import ByHand
from cli.test_cover import DAN
from cli.test_swap import ANA, BEN, CLEO, weekly
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


def listed(*pages):
    """Words between backticks on some pages, all by default: names, and lists of them."""
    of = [PAGES / page for page in pages] or PAGES.glob("*.md")
    text = "".join(page.read_text(encoding="utf-8") for page in of)
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


@pytest.mark.parametrize(
    "line",
    [
        f"cover {ANA} --from 2026-03-23 --to 2026-04-05 --dry-run",
        f"swap {ANA} {BEN} --schedule primary --at 2026-03-23 --anyway --dry-run",
        f"override add primary --user {DAN} --from 2026-03-24 --to 2026-03-25 --yes --anyway",
        "override list",
        "override remove primary --at 2026-03-20 --dry-run",
    ],
)
def test_every_name_of_what_goes_over_is_on_its_page(account, run, line):
    account(weekly("primary", [ANA, BEN, CLEO]), weekly("other", [BEN, CLEO, ANA]))
    cover = f"override add primary --user {DAN} --from 2026-03-20 --to 2026-03-21 --yes --anyway"
    assert run(*cover.split(), "--sandbox").code == 0
    found = names(run(*line.split(), "--sandbox", "--format", "json").json)
    assert found - listed("holidays-and-swaps.md", "plan-and-apply.md", "oncall.md") == set()
