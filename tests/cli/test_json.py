"""`--format json`: the last word on standard output, valid whatever happens."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from command_line import CHECKOUT

from pdsync.cli import commands


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(CHECKOUT)


def test_a_plan_is_one_object(run):
    ended = run("plan", "--sandbox", "--format", "json")

    service = ended.json["changes"][1]
    assert (ended.code, ended.err) == (0, "")
    assert service == {
        "action": "create",
        "kind": "service",
        "key": "checkout-api",
        "name": "Checkout API",
        "id": None,
        "teams": [],
        "place": {"file": "policies/checkout.yaml", "line": 11, "column": 3},
        "fields": [
            {"path": "/escalation_policy", "old": None, "new": "Checkout"},
            {"path": "/acknowledgement_timeout", "old": None, "new": 1800, "unit": "seconds"},
        ],
        "paths": [],
        "blocked": [],
        "notes": [],
        "risks": [],
        "calls": [
            {
                "method": "POST",
                "path": "/services",
                "body": {
                    "service": {
                        "type": "service",
                        "name": "Checkout API",
                        "escalation_policy": {
                            "id": "${escalation_policy:checkout}",
                            "type": "escalation_policy_reference",
                        },
                        "acknowledgement_timeout": 1800,
                        "description": "[managed by pdsync: acme/checkout-api]",
                    }
                },
            }
        ],
        "lost": 0,
        "fingerprint": None,
        "url": None,
    }


@pytest.mark.parametrize("line", ["plan", "apply --yes"])
def test_a_plan_has_a_line_for_each_change(run, line):
    ended = run(*line.split(), "--sandbox", "--format", "json")

    kinds = [part.partition('","key"')[0] for part in ended.out.splitlines() if '"key"' in part]
    began = '{"action":"create","kind":"'
    assert kinds[:3] == [f"{began}{kind}" for kind in ("escalation_policy", "service", "service")]


def test_an_apply_tells_each_outcome(run):
    ended = run("apply", "--sandbox", "--yes", "--format", "json")

    summary = ended.json["summary"]
    assert (ended.code, ended.json["format"]) == (0, "pdsync.apply/2")
    assert [change["outcome"] for change in ended.json["changes"]] == ["done"] * 3
    assert (summary["create"], summary["done"], summary["failed"]) == (3, 3, 0)


def test_everything_for_people_goes_to_standard_error(run):
    ended = run("apply", "--sandbox", "--yes", "--format", "json")

    assert ended.out.startswith("{\n")
    assert ended.err.endswith("\nApplied: 3 created.\n")


def test_a_plan_with_errors_keeps_its_diagnostics(run, write):
    write(CHECKOUT.replace("ana.silva", "nobody"))

    ended = run("plan", "--sandbox", "--format", "json")

    assert (ended.code, ended.json["stack"]) == (1, "acme")
    assert [one["rule"] for one in ended.json["diagnostics"]] == ["unknown-reference"]


def test_a_broken_configuration_has_the_findings_of_lint(run, write):
    write(CHECKOUT.replace("num_loops", "num_lops"))
    findings = run("lint", "--format", "json").json["findings"]
    for one in findings:
        del one["fingerprint"], one["fix"]

    ended = run("apply", "--sandbox", "--format", "json")

    assert (ended.code, ended.json["changes"]) == (1, [])
    assert ended.json["diagnostics"] == findings


def test_a_refused_plan_is_skipped_whole(run, write):
    run("apply", "--sandbox", "--yes")
    write(CHECKOUT, settings="stack: acme\nsafety: {max_deletes: 0}\n")
    write(
        CHECKOUT[: CHECKOUT.index("  legacy-cart:")],
        settings="stack: acme\nsafety: {max_deletes: 0}\n",
    )

    ended = run("apply", "--sandbox", "--yes", "--format", "json")

    (change,) = ended.json["changes"]
    assert (ended.code, change["outcome"]) == (3, "skipped")
    assert ended.json["refused"] == [change["reason"]]


def commands_with_json():
    """The commands that can write JSON, save lint, whose findings are no diagnostics."""
    for found in iter_modules(commands.__path__):
        command = import_module(f"{commands.__name__}.{found.name}").command
        formats = next((one.type for one in command.params if "--format" in one.opts), None)
        if found.name != "lint" and "json" in getattr(formats, "words", ()):
            yield found.name.replace("_", "-")


@pytest.mark.parametrize("command", [*commands_with_json()])
def test_a_mistake_ends_in_json_where_that_was_asked_for(run, command):
    ended = run(command, "--format", "json", "--nonsense")
    assert (ended.code, [one["rule"] for one in ended.json["diagnostics"]]) == (1, ["usage"])
