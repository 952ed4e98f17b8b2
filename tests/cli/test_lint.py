"""`pdsync lint`: everything wrong with the configuration, with its place, in text and in JSON."""

import zoneinfo

import pytest
from command_line import CHECKOUT
from tzif import write_database

MISSPELT = CHECKOUT.replace("num_loops", "num_lops")


def test_a_fine_configuration_has_no_problems(run, write):
    write(CHECKOUT)

    ended = run("lint")

    assert (ended.code, ended.out, ended.err) == (0, "No problems.\n", "")


def test_a_problem_is_shown_in_its_line(run, write):
    write(MISSPELT)

    ended = run("lint")

    first, line, marker, *_ = ended.out.splitlines()
    assert ended.code == 1
    assert first.startswith("policies/checkout.yaml:4:5: error[")
    assert (line, marker) == ("        num_lops: 2", "        ^^^^^^^^")
    assert ended.last_line == "1 error"


def test_json_holds_findings(run, write):
    write(MISSPELT)

    ended = run("lint", "--format", "json")

    (finding,) = ended.json["findings"]
    assert (ended.code, ended.json["format"], set(ended.json)) == (
        1,
        "pdsync.lint/1",
        {"format", "version", "findings", "summary"},
    )
    assert set(finding) == {"rule", "severity", "message", "help", "place", "related"}
    assert finding["place"] == {"file": "policies/checkout.yaml", "line": 4, "column": 5}


def test_a_missing_directory_is_a_finding_in_json(run):
    ended = run("lint", "--format", "json")

    assert ended.code == 1
    assert [one["message"] for one in ended.json["findings"]] == ["there is no directory policies"]


def test_a_plan_of_a_broken_configuration_says_the_same(run, write):
    write(MISSPELT)
    linted = run("lint")

    ended = run("plan", "--sandbox")

    assert (ended.code, ended.out, ended.err) == (1, "", linted.out)


def test_the_document_that_started_it_has_one_problem(run, tmp_path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "policy.yaml").write_text("""\
escalation_policy:
  name: "Platform Team"
  escalation_rules:
    - escalation_delay_in_minutes: 0
      targets:
        - type: user
          id: "P123ABC"  # On-call engineer
    - escalation_delay_in_minutes: 15
      targets:
        - type: user
          id: "P456DEF"  # Team lead
""")

    ended = run("lint")

    assert (ended.code, ended.out.count("error["), ended.last_line) == (1, 1, "1 error")
    assert "    - escalation_delay_in_minutes: 0" in ended.out


def test_the_schema_is_json(run):
    ended = run("schema")

    assert (ended.code, ended.json["title"]) == (0, "pdsync configuration")


@pytest.fixture
def system(tmp_path):
    """The directory in which the time zones of the system are."""
    directory = tmp_path / "zoneinfo"
    zoneinfo.reset_tzpath([directory])
    yield directory
    zoneinfo.reset_tzpath()


# No schedule here is rendered, or the rules made up would be remembered.
ZONED = "schedules: {night: {time_zone: Etc/UTC}}\n"


def test_rules_of_time_zones_that_differ_are_told_before_anybody_goes_by_them(run, write, system):
    write(ZONED)
    write_database(system, "1999z", Etc__UTC="XXX1")

    ended = run("lint")

    assert ended.code == 0
    assert "clocks in Etc/UTC show UTC-01:00 by this system (1999z), which pdsync uses" in ended.out
    assert "update this system's time zones, mostly its package `tzdata`" in ended.out


@pytest.mark.parametrize("content", [None, b"", b"TZif2 and no more", b"\0" * 100])
def test_a_system_without_such_rules_is_not_compared(run, write, system, content):
    write(ZONED)
    write_database(system, None)
    if content is not None:
        (system / "Etc").mkdir()
        (system / "Etc" / "UTC").write_bytes(content)

    assert run("lint").out == "No problems.\n"


def test_a_machine_without_rules_of_its_own_has_nothing_to_compare(run, write, system):
    write(ZONED)

    assert run("lint").out == "No problems.\n"
