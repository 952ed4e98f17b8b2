"""Many findings, and each severity, in the formats of other tools."""

import json

import pytest

from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.render.findings import Linted, finding_formats, findings_in
from pdsync.render.findings.formats import as_sarif

EACH = tuple(
    Diagnostic("a-rule", severity, "this is so", None, Place("a.yaml", number, 1))
    for number, severity in enumerate(reversed(Severity), 1)
)


def written(format_, *findings):
    return findings_in(format_, Linted(findings, ".", {}, {"files": 1, "resources": None}))


def sarif(*findings):
    return json.loads(written("sarif", *findings))["runs"][0]


def many(count):
    """So many notes, and an error below them."""
    place = Place("a.yaml", 1, 1)
    notes = [Diagnostic("note", Severity.INFO, "so", None, place)] * (count - 1)
    return (*notes, Diagnostic("bad", Severity.ERROR, "wrong", None, Place("a.yaml", 9, 1)))


def notices(run):
    said = run["invocations"][0].get("toolExecutionNotifications", [])
    return [one["message"]["text"] for one in said]


def test_those_for_people_and_scripts_come_first():
    assert finding_formats() == ("text", "json", "github", "gitlab", "sarif")


def test_sarif_has_three_levels_the_worst_first():
    results = sarif(*EACH)["results"]
    assert [one["level"] for one in results] == ["error", "warning", "note"]


def test_annotations_have_three_levels_the_worst_first():
    lines = written("github", *EACH).splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]


def test_code_quality_has_three_severities():
    found = json.loads(written("gitlab", *EACH))
    assert [one["severity"] for one in found] == ["info", "minor", "major"]


def test_the_worst_of_many_is_the_first_annotation():
    lines = written("github", *many(12)).splitlines()
    assert [line.split(" ")[0] for line in lines[:2]] == ["::error", "::notice"]


def test_a_message_is_shorter_than_the_runner_cuts():
    long = Diagnostic("long", Severity.ERROR, "x" * 9_000, None, Place("a.yaml", 1, 1))
    message = written("github", long).splitlines()[0].rpartition("::")[2]
    assert message == "x" * 4_000 + "…"


def test_what_code_scanning_would_refuse_is_left_out_and_counted(monkeypatch):
    monkeypatch.setattr(as_sarif, "_MOST", 3)
    run = sarif(*many(5))
    assert ([one["ruleId"] for one in run["results"]], notices(run)) == (
        ["bad", "note", "note"],
        ["2 findings of 5 left out, the least severe"],
    )


def test_what_code_scanning_does_not_show_is_told(monkeypatch):
    monkeypatch.setattr(as_sarif, "_SHOWN", 3)
    assert notices(sarif(*many(4))) == ["code scanning shows 3 of 4 findings"]


def test_few_findings_need_no_word():
    assert notices(sarif(*many(4))) == []


@pytest.mark.slow
def test_more_than_code_scanning_takes_are_never_written():
    run = sarif(*many(25_002))
    assert (len(run["results"]), run["results"][0]["ruleId"], notices(run)) == (
        25_000,
        "bad",
        [
            "2 findings of 25,002 left out, the least severe",
            "code scanning shows 5,000 of 25,002 findings",
        ],
    )


def test_equal_findings_have_each_a_fingerprint_of_their_own():
    results = sarif(*many(5))["results"]
    assert len({one["partialFingerprints"]["pdsync/v1"] for one in results}) == 5
