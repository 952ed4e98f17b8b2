"""What `plan --base` cannot know without the account, and what it cannot compare with."""

import shutil
from pathlib import Path

import pytest
from command_line import CHECKOUT
from git_repository import git

OUTSIDE = """\
escalation_policies:
  p:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [{user: {id: PABC123}}, {schedule: {name: Legacy Rota}}]
services:
  a: {escalation_policy: p}
  b: {escalation_policy: {name: Old Policy}}
  c: {escalation_policy: {id: PPOL123}}
"""


@pytest.fixture
def plan(run, commit, write):
    """Commit one text, write another, and plan what that changes, as JSON."""

    def plan(before, after):
        commit(before)
        write(after)
        ended = run("plan", "--base", "HEAD", "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        return ended.json

    return plan


def changed(row):
    return {
        one["key"]: (one["action"], [it["path"] for it in one["fields"]]) for one in row["changes"]
    }


def test_what_the_files_name_and_do_not_make_is_taken_as_being_there(plan):
    row = plan(OUTSIDE, OUTSIDE.replace("10m", "12m"))
    assert changed(row) == {"p": ("update", ["/escalation_rules/0/escalation_delay_in_minutes"])}
    assert row["base"]["outside"] == [
        {"kind": "escalation_policy", "name": "Old Policy", "id": None},
        {"kind": "escalation_policy", "name": None, "id": "PPOL123"},
        {"kind": "schedule", "name": "Legacy Rota", "id": None},
        {"kind": "user", "name": None, "id": "PABC123"},
    ]


def test_whom_something_outside_notifies_is_not_made_up(plan):
    row = plan(OUTSIDE, OUTSIDE.replace("Old", "Older"))
    (service,) = row["oncall"]["services"]
    assert service["unknown"] == {
        "escalation_policy": "Old Policy",
        "reason": "it is none of the configuration; only the account knows it",
    }


def test_what_gets_an_id_is_adopted_and_nobody_knows_more(plan):
    row = plan(CHECKOUT, CHECKOUT + "  till: {id: PTILL12, escalation_policy: checkout}\n")
    assert changed(row) == {"till": ("adopt", [])}
    assert row["changes"][0]["notes"] == [
        "the account has it already, and only there it is known what would change of it"
    ]


def test_an_id_that_was_written_before_changes_nothing(plan):
    text = CHECKOUT.replace("name: Checkout API", "id: PCHECK1\n    name: Checkout API")
    assert changed(plan(text, text.replace("30m", "15m"))) == {
        "checkout-api": ("update", ["/acknowledgement_timeout"])
    }


def test_of_what_too_little_is_written_only_the_account_has_the_rest(plan):
    text = CHECKOUT + "schedules: {night: {description: By hand}}\n"
    row = plan(text, text.replace("By hand", "By us"))
    assert (row["changes"], row["base"]["unknown"]) == ([], [{"kind": "schedule", "key": "night"}])


def test_an_anchor_that_is_new_decides_nothing_of_before(plan):
    rota = (
        "schedules:\n  web:\n    time_zone: Europe/London\n    layers:\n      - rotate: weekly\n"
        "        handoff: Mon 09:00\n        members: [ana@acme.example, ben@acme.example]\n"
    )
    anchored = rota + "        anchor: {who: ben@acme.example, at: 2026-01-05}\n"
    row = plan(rota, anchored)
    assert [one["fields"] for one in row["changes"]] in ([], [[]])
    assert row["base"]["anchored"] == [{"kind": "schedule", "key": "web"}]


def test_a_file_that_moves_changes_nothing_and_lint_knows_its_findings_again(run, commit):
    twice = CHECKOUT.replace("ben.okafor@acme.example, chloe.martin", "ana.silva")
    commit(twice)
    Path("policies/below").mkdir()
    shutil.move("policies/checkout.yaml", "policies/below/shop.yaml")
    row = run("plan", "--base", "HEAD", "--format", "json").json
    assert (row["changes"], row["base"]["findings"]) == ([], {"new": [], "gone": []})


def test_a_renamed_key_is_followed(plan):
    text = CHECKOUT.replace("  legacy-cart:\n", "  cart:\n    was: legacy-cart\n")
    assert changed(plan(CHECKOUT, text)) == {"cart": ("update", ["/key"])}


def test_where_there_was_no_configuration_everything_is_new(run, write, tmp_path):
    (tmp_path / "README.md").write_text("Mine", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "Begin")
    write(CHECKOUT)
    ended = run("plan", "--base", "main")
    assert ended.last_line.startswith("Plan: 3 to create")
    assert ended.err == (
        "There is no configuration in policies/ at main, so all of it is new. Where the directory "
        "had another name: --base main:DIR\n"
    )


def test_with_one_that_had_errors_nothing_is_compared(run, commit, write):
    commit("services: {web: {nme: Web}}\n")
    write(CHECKOUT)
    ended = run("plan", "--base", "HEAD")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(
        "error: the configuration at HEAD has errors: policies/checkout.yaml:1:"
    )


def test_without_a_repository_there_is_no_revision(run, write):
    write(CHECKOUT)
    ended = run("plan", "--base", "main")
    assert (ended.code, ended.err) == (
        1,
        "error: policies is in no git repository, so there is no main\n"
        "    = help: name a directory of a repository: --config DIR\n",
    )


def test_a_shallow_clone_says_how_to_get_the_revision(run, commit, tmp_path, monkeypatch):
    commit(CHECKOUT)
    git("commit", "-q", "--allow-empty", "-m", "Again")
    git("clone", "-q", "--depth", "1", f"file://{tmp_path}", "shallow")
    monkeypatch.chdir("shallow")
    ended = run("plan", "--base", "HEAD~1")
    assert (ended.code, "this clone is shallow" in ended.err) == (1, True)


@pytest.mark.parametrize("ref", ["nowhere", "-x", "--upload-pack=touch x", "$(touch x)", "a;b"])
def test_a_name_that_is_no_revision_runs_nothing(run, commit, ref):
    commit(CHECKOUT)
    ended = run("plan", f"--base={ref}")
    assert (ended.code, ended.out, ended.err.startswith("error: ")) == (1, "", True)
    assert not Path("x").exists()
