"""Rules of the organisation's own, by the command line."""

import json
import re
import shutil
import subprocess
from importlib.util import find_spec

import pytest
from source_code import ROOT

needs_library = pytest.mark.skipif(
    not find_spec("cel_expr_python"), reason="needs CEL, which is not here for this machine"
)
RULES = """\
rules:
  described:
    for: services
    check: has(service.description)
    message: "{service.name} has no description"
    why: Nobody knew what it was.
    passes:
      - {description: y}
    fails:
      - {name: A, description: x}
services:
  cart: {name: Cart, severity: low}
"""


@needs_library
def test_an_example_that_is_not_what_it_says_is_an_error_at_its_place(run, write):
    write(RULES)
    ended = run("lint", "--test-rules")
    assert (ended.code, ended.out.splitlines()[0]) == (
        1,
        "policies/checkout.yaml:10:9: error[failed-example]: this is to break `described`, and "
        "does not",
    )


@needs_library
def test_examples_that_are_what_they_say_end_well(run, write):
    write(RULES.replace("description: x", "severity: low"))
    ended = run("lint", "--test-rules")
    told = "1 rule of your own, 2 examples. All are what they say.\n"
    assert (ended.code, ended.out, ended.err) == (0, told, "")


@needs_library
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            RULES,
            "1 rule of your own without examples: nothing was tested. Write some as `passes:`\n"
            "and `fails:` of a rule.\n",
        ),
        (
            "services: {cart: {severity: low}}\n",
            "No rule of your own is written under `rules:`: nothing was tested.\n",
        ),
    ],
    ids=["no examples", "no rules"],
)
def test_where_nothing_is_tested_it_says_so(run, write, text, told):
    write(re.sub(r"    passes:.*?(?=services:)", "", text, flags=re.DOTALL))
    ended = run("lint", "--test-rules")
    assert (ended.code, ended.out.replace("\n", " ")) == (0, told.replace("\n", " "))
    assert run("lint", "--test-rules", "--quiet").out == ""


@needs_library
def test_rules_without_examples_beside_those_with_some_are_named(run, write):
    rule = "{for: teams, check: 'true', message: x}"
    more = "".join(f"  rule-{one}: {rule}\n" for one in "abcde")
    text = RULES.replace("description: x", "severity: low")
    write(text.replace("rules:\n", f"rules:\n{more}"))
    assert run("lint", "--test-rules").out.replace("\n", " ") == (
        "6 rules of your own, 2 examples. All are what they say. Without any: `rule-a`, `rule-b`, "
        "`rule-c` and 2 others. "
    )
    assert run("lint", "--test-rules", "--format", "json").json["tested"] == {
        "rules": 6,
        "examples": 2,
        "without": [f"rule-{one}" for one in "abcde"],
    }


@needs_library
def test_an_own_rule_is_listed_explained_and_told_in_every_format(run, write):
    write(RULES)
    assert "described" in [line.split()[0] for line in run("lint", "--list").out.splitlines()]
    assert "Nobody knew what it was." in run("lint", "--explain", "described").out
    found = json.loads(run("lint", "--format", "json").out)["findings"]
    assert [(one["rule"], one["place"]["line"]) for one in found] == [("described", 12)]
    (sarif,) = json.loads(run("lint", "--format", "sarif").out)["runs"]
    assert "described" in [one["id"] for one in sarif["tool"]["driver"]["rules"]]


@needs_library
def test_a_baseline_leaves_out_what_an_own_rule_found(run, write, tmp_path):
    write(RULES)
    (tmp_path / "base.json").write_text(run("lint", "--format", "json").out, encoding="utf-8")
    summary = json.loads(run("lint", "--baseline", "base.json", "--format", "json").out)["summary"]
    assert (summary["warnings"], summary["suppressed"]) == (0, 1)


def test_the_configuration_is_printed_with_its_references_resolved(run, write):
    write(RULES)
    found = json.loads(run("lint", "--resolved").out)
    assert (found["format"], found["services"]["cart"]["name"]) == ("pdsync.resolved/1", "Cart")


POLICY = """\
package pdsync

import rego.v1

deny contains message if {
    some key, service in input.services
    not service.description
    message := sprintf("%s has no description", [key])
}
"""


@pytest.mark.skipif(not shutil.which("opa"), reason="needs opa, which is not here")
def test_another_policy_engine_reads_what_is_printed(run, write, tmp_path):
    write(RULES)
    (tmp_path / "policy.rego").write_text(POLICY, encoding="utf-8")
    (tmp_path / "input.json").write_text(run("lint", "--resolved").out, encoding="utf-8")
    words = (
        "opa",
        "eval",
        "-f",
        "raw",
        "-d",
        "policy.rego",
        "-i",
        "input.json",
        "data.pdsync.deny",
    )
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout) == ["cart has no description"]


def test_the_page_shows_that_policy():
    page = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
    assert f"```rego\n{POLICY}```" in page
