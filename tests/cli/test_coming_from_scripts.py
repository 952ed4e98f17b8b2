"""The page on coming from scripts: a list that another system has becomes services."""

import json
from pathlib import Path

from documentation import blocks
from source_code import ROOT

(SCRIPT,) = blocks(ROOT / "docs" / "scripts.md", "python")


def planned(run, *catalogue):
    """Write the list, run the script of the page, and plan: the changes of services."""
    Path("catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    exec(compile(SCRIPT, "scripts.md", "exec"), {})
    plan = run("plan", "--sandbox", "--format", "json")
    assert plan.code == 0, plan.err
    return [(one["action"], one["key"]) for one in plan.json["changes"] if one["kind"] == "service"]


TILL = {"key": "till", "title": "Till", "team": "payments"}


def test_what_a_list_has_is_made_and_what_leaves_it_is_deleted(example, run):
    run("apply", "--sandbox", "--yes")
    assert planned(run, TILL) == [("create", "till")]
    run("apply", "--sandbox", "--yes")
    assert planned(run) == [("delete", "till")]


def test_what_is_wrong_with_it_stands_at_its_line(example, run):
    planned(run)
    Path("policies/catalogue.yaml").write_text(
        json.dumps(
            {"services": {"till": {"name": "Till", "escalation_policy": "nobody"}}}, indent=2
        ),
        encoding="utf-8",
    )
    ended = run("lint")
    assert (ended.code, "policies/catalogue.yaml:5:" in ended.out + ended.err) == (1, True)
