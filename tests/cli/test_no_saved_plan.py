"""Files that `apply` and `report` are given as a plan: what they are instead."""

import json
from pathlib import Path

import pytest
from command_line import CHECKOUT

AGAIN = "    = help: make it again with `pdsync plan --out FILE`\n"


def with_options(file, options):
    file.write_text(json.dumps(json.loads(file.read_text()) | {"options": options}))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_one_that_a_shell_of_windows_redirected_is_applied(run, saved, encoding):
    saved.write_text(saved.read_text("utf-8"), encoding=encoding)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


@pytest.mark.parametrize(
    "command", [("apply",), ("report", "--out", "report.html", "--plan")], ids=["apply", "report"]
)
def test_none_is_read_from_standard_input(run, saved, command):
    ended = run(*command, "-")

    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        "error: no plan is taken from standard input\n"
        "    = help: write it with `pdsync plan --out FILE`, and name that file\n",
    )


@pytest.mark.parametrize(
    ("content", "wrong", "hint"),
    [
        (b" \n", "plan.json is empty", "; did that command fail?"),
        (b"[" * (100 << 20), "plan.json is larger than 64 MB, which no plan is", ""),
        (b"[" * 100_000, "plan.json is not a saved plan: it is not JSON", ""),
        (b"\xff\xfe\x00", "plan.json is not a saved plan: it is not JSON", ""),
    ],
    ids=["empty", "100 MB", "deep", "no text"],
)
def test_a_file_that_is_no_plan_says_what_it_is(run, saved, content, wrong, hint):
    saved.write_bytes(content)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.err) == (1, f"error: {wrong}\n{AGAIN[:-1]}{hint}\n")


@pytest.mark.parametrize(
    ("file", "why"), [("gone.json", "there is no such file"), (".", "it is a directory")]
)
@pytest.mark.parametrize("command", ["apply --yes", "report --out report.html --plan"])
def test_a_plan_that_cannot_be_read_is_met_with_how_to_make_one(run, write, command, file, why):
    write(CHECKOUT)
    ended = run(*command.split(), file, "--sandbox")
    assert (ended.code, ended.err) == (
        1,
        f"error: cannot read the plan {file}: {why}\n"
        "    = help: name a file that `pdsync plan --out FILE` wrote\n",
    )


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": "pdsync.plan/2"}', '"\\ud800"'])
def test_a_file_that_is_no_plan_is_refused(run, write, text):
    write(CHECKOUT)
    Path("plan.json").write_text(text)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 1
    assert ended.err.startswith("error: plan.json is not a saved plan")


@pytest.mark.parametrize(
    "options",
    [
        {"only": [["a"]]},
        {"only": "service"},
        {"only": [[1, None]]},
        {"nonsense": 1},
        {"team": 7},
        {"allow_deletes": True},
        {"allow_deletes": -1},
        {"allow_deletes": "9"},
        {"restore_overrides": "no"},
        {"show_ids": 1},
        {"effective": "tomorrow"},
    ],
)
def test_damaged_options_are_refused(run, saved, options):
    with_options(saved, json.loads(saved.read_text())["options"] | options)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert (ended.code, ended.err) == (
        1,
        f"error: plan.json is not a saved plan: its options are damaged\n{AGAIN}",
    )


@pytest.mark.parametrize("options", [None, {}, [], "all", {"only": []}])
def test_missing_options_are_refused(run, saved, options):
    with_options(saved, options)

    assert run("apply", "--sandbox", "--yes", "plan.json").code == 1
