"""`lint --fix` and `--diff`: files are mended, or shown as they would be."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from git_repository import git
from jsonschema import Draft4Validator

SCHEMA = Path(__file__).parent / "sarif" / "sarif-2.1.0-rtm.5.json"
ODD = """\
# Ours.
schedules:
  support:  # by week
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: 'Mon 09:00'
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-11}  # Ana began
  other:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [cy@b.co, cy@b.co, b@b.c]}]
"""
MENDED = ODD.replace("2026-01-11", "2026-01-05")
DOES = "writes `at: 2026-01-05`, the turn that it means now"
DIFF = """\
--- policies/checkout.yaml
+++ policies/checkout.yaml
@@ -6,7 +6,7 @@
       - rotate: weekly
         handoff: 'Mon 09:00'
         members: [ana@acme.example, ben@acme.example]
-        anchor: {who: ana@acme.example, at: 2026-01-11}  # Ana began
+        anchor: {who: ana@acme.example, at: 2026-01-05}  # Ana began
   other:
     time_zone: Europe/London
     layers: [{rotate: weekly, handoff: Mon 09:00, members: [cy@b.co, cy@b.co, b@b.c]}]

"""
LEFT = "member-twice-in-a-row"


@pytest.fixture
def file(tmp_path, write):
    write(ODD)
    return tmp_path / "policies" / "checkout.yaml"


def test_a_finding_says_what_would_be_written_and_the_last_line_counts(run, file):
    ended = run("lint")
    assert [line for line in ended.out.splitlines() if "fix:" in line] == [
        f"    = fix: `pdsync lint --fix` {DOES}"
    ]
    assert ended.last_line == "2 files: 2 schedules. 2 warnings. `pdsync lint --fix` mends 1."
    assert file.read_text() == ODD


def test_fix_writes_byte_for_byte_elsewhere_and_tells_what_is_left(run, file):
    ended = run("lint", "--fix")
    assert file.read_text() == MENDED
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"policies/checkout.yaml:12:60: warning[{LEFT}]: ")
    assert ended.out.splitlines()[-3:] == [
        f"policies/checkout.yaml:9:45: mended[odd-anchor]: {DOES}",
        "",
        "2 files: 2 schedules. 1 finding mended. 1 warning.",
    ]


def test_a_mark_at_the_beginning_and_line_endings_of_windows_stay(run, file):
    comment = "# pdsync: ignore[sliver] since it was so\n"
    file.write_bytes(b"\xef\xbb\xbf" + f"{comment}{ODD}".replace("\n", "\r\n").encode())
    run("lint", "--fix")
    assert file.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_fix_a_second_time_changes_nothing(run, file):
    run("lint", "--fix")
    before = file.stat().st_mtime_ns
    assert run("lint", "--fix").last_line == "2 files: 2 schedules. 1 warning."
    assert (file.read_text(), file.stat().st_mtime_ns) == (MENDED, before)


def test_what_only_the_directory_tells_is_left_and_told(run, file):
    service = "services:\n  web: {escalation_policy: {name: Web}, runbook: docs/gone.md}\n"
    file.write_text(service + ODD)
    ended = run("lint", "--fix")
    assert (ended.code, "error[missing-runbook]" in ended.out) == (1, True)
    assert file.read_text() == service + MENDED


def test_comments_that_go_with_what_is_mended_are_told(run, file):
    file.write_text(ODD.replace("    layers:", "    self: https://b.co  # theirs\n    layers:", 1))
    ended = run("lint", "--fix")
    assert "\n\nComments that went with it (1):\n  # theirs\n\n" in ended.out
    assert file.read_text() == MENDED


def test_diff_shows_the_same_and_writes_nothing(run, file):
    ended = run("lint", "--diff")
    assert ended.out.startswith(DIFF)
    assert ended.last_line == "2 files: 2 schedules. 2 warnings. `pdsync lint --fix` mends 1."
    assert file.read_text() == ODD


def test_git_makes_of_the_diff_what_fix_writes(run, file, tmp_path):
    file.write_bytes(ODD.replace("\n", "\r\n").rstrip().encode())
    (tmp_path / "lint.diff").write_text(run("lint", "--diff").out, newline="")
    git("apply", "-p0", "lint.diff")
    assert file.read_bytes() == MENDED.replace("\n", "\r\n").rstrip().encode()


@pytest.mark.parametrize(("option", "code"), [("--fix", 0), ("--diff", 1)])
def test_the_exit_code_is_that_of_what_stands_in_the_files(run, file, write, option, code):
    write(ODD.partition("  other:")[0])
    assert run("lint", option, "--fail-on", "warning").code == code


def test_quiet_tells_only_what_is_left(run, file, write):
    write(ODD.partition("  other:")[0])
    assert run("--quiet", "lint", "--fix").out == ""


def test_what_a_baseline_has_is_not_mended(run, file, tmp_path):
    (tmp_path / "base.json").write_text(run("lint", "--format", "json").out)
    assert run("lint", "--fix", "--baseline", "base.json").code == 0
    assert file.read_text() == ODD


def test_fix_and_diff_are_one_or_the_other(run, file):
    ended = run("lint", "--fix", "--diff")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: --fix writes what --diff only shows",
    )


def test_json_has_the_fix_of_each_finding_with_its_places(run, file):
    found = run("lint", "--format", "json").json
    at = {"file": "policies/checkout.yaml", "line": 9}
    assert [one["fix"] for one in found["findings"]] == [
        {
            "does": DOES,
            "why_not": None,
            "replacements": [
                {"start": {**at, "column": 45}, "end": {**at, "column": 55}, "text": "2026-01-05"}
            ],
        },
        None,
    ]
    assert (found["summary"]["fixable"], found["mended"]) == (1, [])


def test_json_lists_what_was_mended_and_what_is_left(run, file):
    found = run("lint", "--fix", "--format", "json").json
    assert [one["rule"] for one in found["mended"]] == ["odd-anchor"]
    assert [one["rule"] for one in found["findings"]] == [LEFT]
    assert (found["summary"]["mended"], found["summary"]["fixable"]) == (1, 0)


def test_json_has_the_diffs_by_file(run, file):
    found = run("lint", "--diff", "--format", "json").json
    assert found["diffs"] == {"policies/checkout.yaml": DIFF.rstrip("\n")}
    assert found["mended"] == []


@cache
def validator():
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_sarif_has_fixes_that_its_schema_allows(run, file):
    log = run("lint", "--format", "sarif").json
    assert [one.message for one in validator().iter_errors(log)] == []
    odd, left = log["runs"][0]["results"]
    assert "fixes" not in left
    assert odd["fixes"] == [
        {
            "description": {"text": DOES},
            "artifactChanges": [
                {
                    "artifactLocation": {
                        "uri": "policies/checkout.yaml",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 9,
                                "startColumn": 45,
                                "endLine": 9,
                                "endColumn": 55,
                            },
                            "insertedContent": {"text": "2026-01-05"},
                        }
                    ],
                }
            ],
        }
    ]


def test_annotations_say_what_fix_would_do(run, file):
    assert (
        "%0Afix: `pdsync lint --fix` writes `at: 2026-01-05`"
        in run("lint", "--format", "github").out
    )


def test_a_file_that_may_not_be_written_stays_and_the_message_names_it(run, file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    ended = run("lint", "--fix")
    assert (ended.code, ended.out, ended.err.splitlines()[0]) == (
        1,
        "",
        "error: policies/checkout.yaml cannot be written: it may not be written",
    )
    assert file.read_text() == ODD


def test_a_file_that_was_changed_meanwhile_ends_the_run_with_nothing_written(
    run, file, monkeypatch
):
    from pdsync.cli.linting import fixing

    mend = fixing.mended
    other = file.with_name("another.yaml")
    other.write_text(ODD.replace("support:", "web:").replace("other:", "api:"))
    before = other.read_text()

    def slowly(config, look):
        made = mend(config, look)
        file.write_text(f"{ODD}# new\n")
        return made

    monkeypatch.setattr(fixing, "mended", slowly)
    ended = run("lint", "--fix")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: policies/checkout.yaml was changed since it was read",
    )
    assert (file.read_text(), other.read_text()) == (f"{ODD}# new\n", before)


def test_a_refused_fix_says_why(run, file, write):
    write(
        ODD.replace("- rotate", "- &a\n        rotate").replace(
            "  other", "  more: {time_zone: Europe/London, layers: [*a]}\n  other"
        )
    )
    text = file.read_text()
    ended = run("lint", "--fix")
    assert [line[:71] for line in ended.out.splitlines() if "= fix" in line] == [
        "    = fix: not by --fix: `*a` at policies/checkout.yaml:11:45 stands fo",
    ]
    assert file.read_text() == text
