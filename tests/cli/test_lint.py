"""`pdsync lint`: everything wrong with the configuration, with its place, in text and in JSON."""

import pytest
from command_line import CHECKOUT
from organisation import FIRST_DOCUMENT

from pdsync.lint import all_rules

MISSPELT = CHECKOUT.replace("num_loops", "num_lops")


def test_a_fine_configuration_has_no_problems(run, write):
    write(CHECKOUT)

    ended = run("lint")

    said = "2 files: 1 escalation policy, 2 services. No problems.\n"
    assert (ended.code, ended.out, ended.err) == (0, said, "")


def test_a_problem_is_shown_in_its_line(run, write):
    write(MISSPELT)

    ended = run("lint")

    first, line, marker, *_ = ended.out.splitlines()
    assert ended.code == 1
    assert first.startswith("policies/checkout.yaml:4:5: error[")
    assert (line, marker) == ("        num_lops: 2", "        ^^^^^^^^")
    assert ended.last_line == "2 files. 1 error."


def test_json_holds_findings(run, write):
    write(MISSPELT)

    ended = run("lint", "--format", "json")

    (finding,) = ended.json["findings"]
    assert (ended.code, ended.json["format"], set(ended.json)) == (
        1,
        "pdsync.lint/1",
        {"format", "version", "tzdata", "findings", "suppressed", "summary", "files"}
        | {"resources", "mended"},
    )
    assert (ended.json["files"], ended.json["resources"]) == (2, None)
    assert set(finding) == {"rule", "severity", "message", "help", "place", "related"} | {
        "fingerprint",
        "fix",
    }
    assert finding["place"] == {"file": "policies/checkout.yaml", "line": 4, "column": 5}


def test_json_counts_what_was_looked_at(run, write):
    write(CHECKOUT)

    ended = run("lint", "--format", "json")

    assert ended.json["files"] == len(["pdsync.yaml", "checkout.yaml"])
    assert ended.json["resources"] == {"escalation_policies": 1, "services": 2}


def test_what_was_looked_at_stands_before_warnings(run, write):
    write(CHECKOUT, settings="")

    ended = run("lint", "--config", "policies")

    assert ended.last_line == "2 files: 1 escalation policy, 2 services. No problems."


def test_a_missing_directory_is_a_finding_in_json(run):
    ended = run("lint", "--format", "json")

    assert ended.code == 1
    assert [one["message"] for one in ended.json["findings"]] == ["there is no directory policies"]


def test_a_plan_of_a_broken_configuration_says_the_same(run, write):
    write(MISSPELT)
    linted = run("lint")

    ended = run("plan", "--sandbox")

    said = linted.out.replace("2 files. 1 error.", "1 error")
    assert (ended.code, ended.out, ended.err) == (1, "", said)


def test_the_document_that_started_it_has_one_problem(run, tmp_path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "policy.yaml").write_text(FIRST_DOCUMENT)

    ended = run("lint")

    assert (ended.code, ended.out.count("error["), ended.last_line) == (1, 1, "1 file. 1 error.")
    assert "    - escalation_delay_in_minutes: 0" in ended.out


def test_the_schema_is_json(run):
    ended = run("schema")

    assert (ended.code, ended.json["title"]) == (0, "pdsync configuration")


PHASELESS = """schedules:
  support:
    time_zone: Europe/London
    layers:
      - members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect: {coverage: "Mon-Fri 09:00-17:00", max_consecutive: 14d}
"""
TWICE = """schedules:
  support:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ana@acme.example, ben@acme.example]
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [(MISSPELT, [1, 1, 1, 0]), (TWICE, [0, 1, 1, 0]), (PHASELESS, [0, 0, 1, 0])],
    ids=["error", "warning", "info"],
)
def test_fail_on_says_how_bad_a_finding_must_be(run, write, text, codes):
    write(text)

    levels = ("error", "warning", "info", "never")
    assert [run("lint", "--fail-on", level).code for level in levels] == codes


def test_all_rules_are_listed_a_line_each(run):
    ended = run("lint", "--list")

    lines = ended.out.splitlines()
    assert (ended.code, len(lines)) == (0, len(all_rules()))
    name = "broken-promise".ljust(max(map(len, all_rules())))
    assert lines[0] == (
        f"{name}  error    A schedule, policy or service does not keep what its `expect:` promises."
    )


def test_rules_are_listed_in_json(run):
    ended = run("lint", "--list", "--format", "json")

    assert (ended.json["format"], ended.json["rules"][0]) == (
        "pdsync.rules/1",
        {
            "name": "broken-promise",
            "severity": "error",
            "profile": "default",
            "live": False,
            "about": "A schedule, policy or service does not keep what its `expect:` promises.",
            "can_be_fixed": False,
            "options": {},
        },
    )


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab"])
def test_a_list_of_rules_has_no_format_of_findings(run, form):
    ended = run("lint", "--list", "--format", form)
    said = f"--list has no format {form}: it lists no findings"
    assert (ended.code, said in ended.out) == (1, True)


IGNORED = TWICE.replace(
    "  support:\n",
    "  # pdsync: ignore[member-twice-in-a-row] until 2099-12-31 Ana works full time\n  support:\n",
)


def test_what_is_suppressed_is_counted(run, write):
    write(IGNORED)

    ended = run("lint", "--fail-on", "info")

    assert (ended.code, ended.out) == (0, "2 files: 1 schedule. No problems, 1 suppressed.\n")


def test_what_is_suppressed_is_listed_in_json_with_its_reason(run, write):
    write(IGNORED)

    found = run("lint", "--format", "json").json

    (row,) = found["suppressed"]
    assert (found["findings"], found["summary"]) == (
        [],
        {"errors": 0, "warnings": 0, "infos": 0, "suppressed": 1, "fixable": 0, "mended": 0},
    )
    assert (row["rule"], row["place"]["line"], row["ignored"]) == (
        "member-twice-in-a-row",
        8,
        {
            "reason": "Ana works full time",
            "until": "2099-12-31",
            "place": {"file": "policies/checkout.yaml", "line": 2, "column": 3},
        },
    )


def test_a_baseline_leaves_out_what_it_has_wherever_it_moved(run, write, tmp_path):
    write(TWICE)
    (tmp_path / "old.json").write_text(run("lint", "--format", "json").out)
    write("# moved\n" + TWICE)
    (tmp_path / "policies/checkout.yaml").rename(tmp_path / "policies/renamed.yaml")

    ended = run("lint", "--baseline", "old.json", "--fail-on", "info")

    assert (ended.code, ended.out) == (0, "2 files: 1 schedule. No problems, 1 suppressed.\n")


def test_a_baseline_tells_what_is_new(run, write, tmp_path):
    write(TWICE)
    (tmp_path / "old.json").write_text(run("lint", "--format", "json").out)
    write(TWICE + TWICE.replace("schedules:\n", "").replace("support", "other"))

    ended = run("lint", "--baseline", "old.json")

    assert ended.last_line == "2 files: 2 schedules. 1 warning, 1 suppressed."


def test_a_baseline_never_leaves_out_an_error_of_reading(run, write, tmp_path):
    write(MISSPELT)
    (tmp_path / "old.json").write_text(run("lint", "--format", "json").out)

    assert run("lint", "--baseline", "old.json").last_line == "2 files. 1 error."


def test_a_baseline_may_be_as_powershell_writes_it(run, write, tmp_path):
    write(TWICE)
    (tmp_path / "old.json").write_text(run("lint", "--format", "json").out, encoding="utf-16")

    assert run("lint", "--baseline", "old.json").last_line.endswith("No problems, 1 suppressed.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"format": "mine"}',
        '{"format": "pdsync.lint/1"}',
        '{"format": "pdsync.lint/1", "findings": [{"rule": "sliver"}]}',
    ],
)
def test_a_baseline_that_is_none_is_refused(run, write, tmp_path, text):
    write(TWICE)
    (tmp_path / "old.json").write_text(text)

    ended = run("lint", "--baseline", "old.json")

    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: --baseline old.json: this is no JSON of `pdsync lint`",
    )


def test_a_baseline_of_another_version_is_said_to_be_one(run, write, tmp_path):
    write(TWICE)
    (tmp_path / "old.json").write_text('{"format": "pdsync.lint/2", "findings": []}')

    ended = run("lint", "--baseline", "old.json")

    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: --baseline old.json: it is in the format `pdsync.lint/2` of another pdsync, not "
        "`pdsync.lint/1`",
    )


def test_a_baseline_that_is_not_there_is_said_to_be_missing(run, write):
    write(TWICE)

    said = run("lint", "--baseline", "gone.json").err

    assert said == (
        "error: --baseline gone.json: there is no such file\n"
        "    = help: write one with `pdsync lint --format json > FILE`\n"
    )
