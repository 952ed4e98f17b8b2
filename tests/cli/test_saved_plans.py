"""`plan --out` and `apply PLAN`: sent only if the plan is still the same."""

import json
import stat
import sys

import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART

from pdsync.render.plan_oncall.packed import unpacked

AGAIN = "    = help: make it again with `pdsync plan --out FILE`\n"


def edit(file, **values):
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def test_a_saved_plan_is_applied(run, saved):
    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


def test_one_of_the_format_before_is_applied(run, saved):
    oncall = unpacked(json.loads(saved.read_text())["oncall"])
    edit(saved, format="pdsync.plan/1", oncall=oncall)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


def test_one_with_text_that_looks_like_a_placeholder_is_applied(run, write):
    write(CHECKOUT.replace("name: Checkout API", "description: '${now}'"))
    run("plan", "--sandbox", "--out", "plan.json")

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


NIGHTS_OPEN = """\
schedules:
  days:
    time_zone: Etc/UTC
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example]
        only: 09:00-11:00
"""


def test_a_promise_that_was_broken_before_is_no_reason_to_make_it_again(run, write):
    write(NIGHTS_OPEN)
    run("apply", "--sandbox", "--yes")
    write(NIGHTS_OPEN + "    expect: {coverage: always}\n    description: x\n")
    run("plan", "--sandbox", "--out", "plan.json")

    ended = run("apply", "--sandbox", "--yes", "plan.json", days=2 / 24)

    assert (ended.code, ended.last_line) == (0, "Applied: 1 updated.")


def test_it_holds_the_json_of_the_plan_and_the_options_it_was_made_with(run, saved):
    printed = run("plan", "--sandbox", "--format", "json").json

    assert json.loads(saved.read_text()) == {
        **printed,
        "options": {
            "only": [], "team": None, "excepted": [], "allow_deletes": None,
            "restore_overrides": False, "show_ids": False, "effective": "now",
        },
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_nothing_is_left_beside_it(saved, tmp_path):
    names = sorted(path.name for path in tmp_path.iterdir())

    assert names == ["pdsync-sandbox.db", "plan.json", "policies"]


def test_it_is_applied_with_its_own_selection(run, write):
    write(CHECKOUT)
    run("plan", "--sandbox", "--only", "escalation_policy", "--out", "plan.json")

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.last_line == "Applied: 1 created."


def test_a_selection_beside_it_is_an_error(run, saved):
    ended = run("apply", "--sandbox", "--yes", "plan.json", "--only", "service")

    assert (ended.code, ended.err) == (
        1,
        "error: a saved plan brings its own selection and limits\n"
        "    = help: with PLAN, leave out --only, --except, --team, --effective, --allow-deletes, "
        "--restore-overrides and --show-ids\n",
    )


def test_a_changed_configuration_makes_it_stale(run, write, saved):
    write(WITHOUT_LEGACY_CART)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert ended.err == (
        "refused: plan.json is out of date: the configuration was changed after it was made; "
        f"service `legacy-cart`: nothing is left to create\n{AGAIN}"
    )
    assert run("plan", "--sandbox").last_line.startswith("Plan: 2 to create")


def test_in_json_a_stale_plan_is_a_diagnostic(run, write, saved):
    write(WITHOUT_LEGACY_CART)

    ended = run("apply", "--sandbox", "--yes", "plan.json", "--format", "json")

    assert (ended.code, ended.json["format"]) == (3, "pdsync.apply/2")
    assert [one["rule"] for one in ended.json["diagnostics"]] == ["stale-plan"]


def test_in_json_a_stale_plan_tells_what_was_not_done(run, write, saved):
    write(WITHOUT_LEGACY_CART)

    row = run("apply", "--sandbox", "--yes", "--format", "json", "plan.json").json

    assert row["stack"] == "acme"
    assert {change["outcome"] for change in row["changes"]} == {"skipped"}


def test_of_many_reasons_the_first_few_are_told(run, write):
    write(CHECKOUT + "teams: {" + ", ".join(f"t{n}: {{}}" for n in range(6)) + "}\n")
    run("plan", "--sandbox", "--out", "plan.json")
    run("apply", "--sandbox", "--yes")

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.err.count("nothing is left to create") == 5
    assert "; and 4 more" in ended.err


@pytest.mark.parametrize("changes", [{"a": 1}, [1], [{"kind": "team"}], None])
def test_damaged_changes_are_refused(run, saved, changes):
    edit(saved, changes=changes)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "plan.json is out of date: it is damaged: its changes cannot be read" in ended.err


def test_a_changed_summary_is_refused(run, saved):
    edit(saved, summary={"create": 99})

    assert run("apply", "--sandbox", "--yes", "plan.json").code == 3


def test_its_calls_are_not_trusted(run, saved):
    changes = json.loads(saved.read_text())["changes"]
    changes[0]["calls"][0]["path"] = "/users"
    edit(saved, changes=changes)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "escalation policy `checkout`: its change is another one now" in ended.err


@pytest.mark.parametrize("until", [None, "", "soon", "2026-03-09T12:00:00", 7])
def test_one_that_does_not_say_until_when_it_holds_is_refused(run, saved, until):
    edit(saved, valid_until=until)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "out of date: it does not say until when it holds" in ended.err


def test_another_account_is_named(run, saved):
    ended = run("apply", "--sandbox-file", "other.db", "--yes", "plan.json")

    assert (ended.code, ended.err) == (
        1,
        "error: plan.json is a plan for the account 'pdsync-sandbox.db', and this is 'other.db'\n"
        "    = help: name the same account as for `pdsync plan`, or make the plan again\n",
    )


def test_another_version_is_named(run, saved):
    edit(saved, version="9.9.9")

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    message = "error: plan.json was made by pdsync 9.9.9; this is 0.1.0\n"
    assert (ended.code, ended.err) == (1, message + AGAIN)


def test_a_plan_that_cannot_be_written_is_an_error(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox", "--out", "nowhere/plan.json")

    assert (ended.code, ended.err) == (
        1,
        "error: --out nowhere/plan.json: there is no directory nowhere\n"
        "    = help: make it first, or name a file that is to be here: --out plan.json\n",
    )


def test_a_directory_is_no_place_for_a_plan(run, write):
    write(CHECKOUT)

    ended = run("plan", "--sandbox", "--out", "policies")

    assert (ended.code, ended.err) == (
        1,
        "error: --out policies: this is a directory\n"
        "    = help: name a file in it: --out policies/plan.json\n",
    )
