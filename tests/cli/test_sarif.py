"""`lint --format sarif`: SARIF 2.1.0 as its schema has it, and as another reader understands it."""

import json
from functools import cache
from pathlib import Path

import pytest
from command_line import CHECKOUT
from jsonschema import Draft4Validator
from pydantic import BaseModel
from sarif_pydantic import Level, Sarif

from pdsync.lint import all_rules
from pdsync.zones import in_use

SCHEMA = Path(__file__).parent / "sarif" / "sarif-2.1.0-rtm.5.json"
TWO_WRONG = """\
services:
  web:
    nam: Web
    escalation_policy: gone
  shop:
    nam: Shop
    escalation_policy: gone
"""
TWICE = """\
teams:
  core: {name: Core}
  core: {name: Kern}
"""
FIRST_RULE = """\
      - escalation_delay_in_minutes: 10m
        targets: [ana.silva@acme.example]
"""


@cache
def validator():
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.fixture
def sarif(run):
    """The one run of the log that lint writes, which its schema allows."""

    def sarif(*options):
        log = run("lint", "--format", "sarif", *options).json
        assert [one.message for one in validator().iter_errors(log)] == []
        return log["runs"][0]

    return sarif


def fingerprints(run):
    return [one["partialFingerprints"]["pdsync/v1"] for one in run["results"]]


def uris(run):
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    return [one["artifactLocation"] for one in places]


def unknown(read):
    """What a reader's model has no name for, wherever it is."""
    if isinstance(read, list):
        return [name for one in read for name in unknown(one)]
    if not isinstance(read, BaseModel):
        return []
    inner = [name for value in dict(read).values() for name in unknown(value)]
    return [*(read.model_extra or {}), *inner]


def test_a_result_has_its_rule_level_place_and_way(write, sarif):
    write(TWO_WRONG)

    run = sarif()

    result, rules = run["results"][0], run["tool"]["driver"]["rules"]
    assert rules[result.pop("ruleIndex")]["id"] == "unknown-field"
    assert len(result.pop("partialFingerprints")["pdsync/v1"]) == 32
    assert result == {
        "ruleId": "unknown-field",
        "level": "error",
        "message": {"text": "`nam` is not a field of a service\nhelp: did you mean `name`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "policies/checkout.yaml",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 3, "startColumn": 5, "endColumn": 8},
                },
                "logicalLocations": [{"fullyQualifiedName": "services.web.nam"}],
            }
        ],
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_another_reader_understands_it(write, run, sarif):
    write(TWICE)

    read = Sarif.model_validate_json(run("lint", "--format", "sarif").out)

    one = read.runs[0].results[0]
    assert (one.level, one.rule_id) == (Level.ERROR, "duplicate-key")
    assert [(at.id, at.physical_location.region.start_line) for at in one.related_locations] == [
        (1, 2)
    ]
    assert [name for name in unknown(read) if name != "columnKind"] == []


def test_every_rule_is_there_with_its_help(write, sarif):
    write(CHECKOUT)

    run = sarif()

    rules = run["tool"]["driver"]["rules"]
    assert run["results"] == []
    assert [(one["id"], one["help"]["markdown"]) for one in rules] == [
        (name, rule.explanation) for name, rule in sorted(all_rules().items())
    ]
    assert all(one["help"]["text"] and len(one["properties"]["tags"]) <= 10 for one in rules)


def test_the_versions_are_there(write, sarif):
    write(CHECKOUT)

    assert sarif()["tool"]["driver"]["properties"] == {"tzdata": in_use()}


def test_moved_lines_leave_fingerprints_as_they_are(write, sarif):
    write(TWO_WRONG)
    before = fingerprints(sarif())
    write(f"# one line\n\n# and more\n{TWO_WRONG.replace('  shop:', chr(10) + '  shop:')}")

    after = fingerprints(sarif())

    assert (len(before), len({*before}), after) == (4, 4, before)


def test_a_new_item_above_leaves_fingerprints_as_they_are(write, sarif):
    text = CHECKOUT.replace("[ben", "[gone, ben")
    write(text)
    before = fingerprints(sarif())
    write(text.replace(FIRST_RULE, FIRST_RULE + FIRST_RULE.replace("ana.silva", "dina.roth")))

    assert (len(before), fingerprints(sarif())) == (1, before)


def test_two_that_are_equal_are_told_apart_by_their_order(write, sarif):
    text = CHECKOUT.replace("[ben", "[gone, ben")
    write(text)
    one = fingerprints(sarif())
    write(text.replace("[ana", "[gone, ana"))

    two = fingerprints(sarif())

    assert (len(one), len({*two}), two[:1]) == (1, 2, one)


def test_what_a_message_tells_of_numbers_is_no_part_of_a_fingerprint(write, sarif):
    write(CHECKOUT.replace("num_loops: 2", "num_loops: 20"))
    before = fingerprints(sarif())
    write(CHECKOUT.replace("num_loops: 2", "num_loops: 30"))

    assert (len(before), fingerprints(sarif())) == (1, before)


def test_a_path_is_percent_encoded(write, sarif, tmp_path):
    write(CHECKOUT)
    (tmp_path / "policies" / "ä b,c:d%.yaml").write_text("teems: {}\n", encoding="utf-8")

    (place,) = uris(sarif())

    assert place == {"uri": "policies/%C3%A4%20b%2Cc%3Ad%25.yaml", "uriBaseId": "%SRCROOT%"}


def test_a_path_begins_at_the_root_of_the_repository(write, sarif, tmp_path, monkeypatch):
    write(TWO_WRONG)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "policies")

    places = uris(sarif("--config", "."))

    assert {one["uri"] for one in places} == {"policies/checkout.yaml"}


def test_a_path_into_another_repository_begins_at_its_root(write, sarif, tmp_path, monkeypatch):
    write(TWO_WRONG)
    (tmp_path / ".git").mkdir()
    (tmp_path / "elsewhere" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")

    places = uris(sarif("--config", "../policies"))

    assert {one["uri"] for one in places} == {"policies/checkout.yaml"}


def test_a_path_out_of_the_directory_is_whole_where_there_is_no_repository(
    write, sarif, tmp_path, monkeypatch
):
    write(TWO_WRONG)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    places = uris(sarif("--config", "../policies"))

    whole = (tmp_path / "policies" / "checkout.yaml").as_uri()
    assert (places[0], len({one["uri"] for one in places})) == ({"uri": whole}, 1)


def test_what_looks_like_a_link_in_a_name_is_none(write, sarif):
    write("services:\n  web:\n    name: Web\n    escalation_policy: '[a](https://evil.example)'\n")

    text = sarif()["results"][0]["message"]["text"]

    assert r"\[a](https://evil.example)" in text


def test_a_run_that_ended_early_says_so(run, sarif):
    ended = sarif()

    (result,) = ended["results"]
    assert ended["invocations"] == [{"executionSuccessful": False}]
    assert result["message"]["text"].startswith("there is no directory policies\nhelp: ")
    assert uris(ended) == [{"uri": "policies", "uriBaseId": "%SRCROOT%"}]


def test_each_directory_has_analyses_of_its_own(write, sarif):
    write(CHECKOUT)

    assert sarif()["automationDetails"] == {"id": "pdsync-lint/policies/"}
