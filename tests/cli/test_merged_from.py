"""`plan --merged-from REF`: what the merge makes, and what it takes back that others changed."""

import re
from pathlib import Path

import pytest
from by_hand import ByHand
from command_line import CHECKOUT, WITHOUT_LEGACY_CART
from git_repository import git

AT = "at 2026-03-02 12:00 (UTC)"


@pytest.fixture
def merged(run, commit, write):
    """Commit and apply, let Ana do something by hand, merge another text, and plan."""

    def merged(text, act=lambda _: None, *options, settings="stack: acme\n"):
        commit(CHECKOUT, settings=settings)
        assert run("apply", "--sandbox", "--yes").code == 0
        with ByHand() as ana:
            act(ana)
        write(text, settings=settings)
        ended = run("plan", "--sandbox", "--merged-from", "HEAD", *options)
        assert ended.err == ""
        return ended

    return merged


def risks(ended):
    return {
        one["key"]: [re.sub(r"ends in \w+", "ends in TOKN", risk) for risk in one["risks"]]
        for one in ended.json["changes"]
        if one["risks"]
    }


def shorter(ana):
    ana.change("Checkout API", acknowledgement_timeout=600)


BY_ANA = f"by ana.silva@acme.example with an API token that ends in TOKN {AT}"
TYPO = CHECKOUT.replace("name: Legacy Cart", "name: Old Cart")
"""Another thing than what was repaired."""


def test_a_typo_fix_says_that_a_repair_goes_with_it_and_whose_it_was(merged):
    ended = merged(TYPO, shorter, "--format", "json")
    assert risks(ended) == {
        "checkout-api": [
            "takes back what was changed outside of the configuration: acknowledgement_timeout, "
            + BY_ANA
        ]
    }
    assert ended.json["merged_from"] == {
        "revision": "HEAD",
        "merge": 1,
        "taken_back": [
            {"kind": "service", "key": "checkout-api", "fields": ["/acknowledgement_timeout"]}
        ],
    }


def test_of_one_thing_only_the_fields_that_others_changed_are_taken_back(merged):
    ended = merged(
        CHECKOUT.replace("name: Checkout API", "name: Shop"), shorter, "--format", "json"
    )
    (row,) = ended.json["merged_from"]["taken_back"]
    (change,) = ended.json["changes"]
    assert {one["path"] for one in change["fields"]} == {"/name", "/acknowledgement_timeout"}
    assert row["fields"] == ["/acknowledgement_timeout"]


def test_what_both_changed_is_taken_back(merged):
    ended = merged(CHECKOUT.replace("timeout: 30m", "timeout: 45m"), shorter, "--format", "json")
    assert [*risks(ended)] == ["checkout-api"]


def test_what_the_merge_alone_changes_is_no_risk(merged):
    said = merged(CHECKOUT.replace("timeout: 30m", "timeout: 45m"))
    assert "! risk" not in said.out
    assert (
        "Since HEAD: 1 change, of the merge alone; nothing that was changed outside goes."
    ) in " ".join(said.out.split())


def test_a_change_by_hand_that_the_merge_makes_as_well_is_none(merged):
    ended = merged(CHECKOUT.replace("timeout: 30m", "timeout: 10m"), shorter)
    assert ended.last_line == "No changes. The account is as the configuration says."


def test_what_was_deleted_by_hand_would_be_made_again(merged):
    ended = merged(
        CHECKOUT.replace("timeout: 30m", "timeout: 45m"),
        lambda ana: ana.delete("services", "Legacy Cart"),
        "--format",
        "json",
    )
    assert risks(ended) == {
        "legacy-cart": [f"makes again what was deleted outside of the configuration, {BY_ANA}"]
    }


def test_what_the_merge_deletes_and_makes_is_its_own(merged):
    new = WITHOUT_LEGACY_CART + "  till: {name: Till, escalation_policy: checkout}\n"
    ended = merged(new, lambda ana: ana.change("Legacy Cart", name="X"), "--format", "json")
    assert (ended.json["merged_from"]["merge"], ended.json["merged_from"]["taken_back"]) == (2, [])


def test_a_rule_that_moved_in_the_files_is_not_taken_for_one_of_others(merged):
    first = "      - escalation_delay_in_minutes: 10m\n        targets: [ana.silva@acme.example]\n"
    more = first.replace("ana.silva", "chloe.martin").replace("10m", "7m")
    ended = merged(CHECKOUT.replace(first, more + first), shorter, "--format", "json")
    assert [*risks(ended)] == ["checkout-api"]


def test_the_settings_can_refuse_it(merged):
    settings = "stack: acme\nsafety: {drift: refuse}\n"
    ended = merged(TYPO, shorter, settings=settings)
    assert ended.code == 3
    assert (
        "Refused: `safety: {drift: refuse}` forbids to take back what was changed outside of the "
        "configuration: service `checkout-api`; write it into the files, or undo it in the account"
    ) in " ".join(ended.out.split())


def test_what_the_merge_makes_is_not_refused(merged):
    settings = "stack: acme\nsafety: {drift: refuse}\n"
    assert merged(TYPO, settings=settings).code == 0


def test_the_account_is_read_once_and_its_trail_only_where_something_is_taken_back(merged, run):
    def gets(*options):
        told = run("plan", "--sandbox", "--verbose", *options).err.splitlines()
        return [line.split("?")[0].split(":")[0] for line in told if "GET /" in line]

    merged(TYPO)
    plain = gets()
    assert sorted(gets("--merged-from", "HEAD")) == sorted(plain)
    with ByHand() as ana:
        shorter(ana)
    more = gets("--merged-from", "HEAD")
    assert more[: len(plain)] != more
    assert [one.split("/")[1] for one in more[len(plain) :]] == ["audit", "users"]


def test_markdown_has_it_with_people_by_name(merged):
    said = merged(TYPO, shorter, "--format", "markdown").out
    assert "takes back what was changed outside of the configuration" in said
    assert "by Ana Silva" in said
    assert "Since HEAD: 1 change of the merge alone; 1 change takes back what" in said


@pytest.mark.parametrize(
    ("before", "ref", "why"),
    [
        (CHECKOUT, "nowhere", "error: there is no revision 'nowhere'"),
        (CHECKOUT, "HEAD:elsewhere", "error: there is no configuration in elsewhere/ at HEAD"),
        (CHECKOUT, "-x", "error: '-x' is no revision of git"),
        (CHECKOUT, "$(touch x)", "error: there is no revision '$(touch x)'"),
    ],
)
def test_without_what_was_before_nothing_is_told_apart(run, commit, before, ref, why):
    commit(before)
    Path("policies/checkout.yaml").write_text(CHECKOUT, encoding="utf-8")
    ended = run("plan", "--sandbox", f"--merged-from={ref}")
    assert (ended.code, ended.err[: len(why)]) == (1, why)


BROKEN = "services: 3\n"


def test_a_configuration_that_was_broken_before_stops_nothing_and_is_told(run, commit, write):
    commit(BROKEN)
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--merged-from", "HEAD", "--format", "json")
    assert (ended.code, "merged_from" in ended.json) == (0, False)
    assert ended.err.startswith("The configuration at HEAD has errors: policies/checkout.yaml:1:")
    assert ended.err.endswith("; so the merge and the drift are not told apart.\n")


def test_where_the_settings_refuse_drift_it_does_stop_the_plan(run, commit, write):
    commit(BROKEN)
    write(CHECKOUT, settings="stack: acme\nsafety: {drift: refuse}\n")
    ended = run("plan", "--sandbox", "--merged-from", "HEAD")
    assert (ended.code, ended.err.partition(":")[0]) == (1, "error")


def test_without_a_configuration_before_all_of_it_is_of_the_merge(run, tmp_path, write):
    (tmp_path / "README.md").write_text("Mine", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "Begin")
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--merged-from", "HEAD", "--format", "json")
    assert (ended.code, ended.json["merged_from"]["merge"]) == (0, 3)
