"""`pdsync init`: a repository that passes its own checks, and nothing of anybody's written over."""

import errno
import json
import os
import tempfile
from pathlib import Path

import pytest

from pdsync.cli.terminal import new_files
from pdsync.source import load_texts

FILES = {
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "CODEOWNERS",
    "README.md",
    "pdsync.schema.json",
    "policies/checkout.yaml",
    "policies/pdsync.yaml",
    "policies/runbooks/checkout.md",
}
TEAMS = """\
teams: {web: {}, shop: {}}
"""
OF_WEB = """\
schedules:
  web:
    time_zone: Etc/UTC
    teams: [web]
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}]
"""


def files_below(top):
    found = {one.relative_to(top).as_posix(): one for one in top.rglob("*") if one.is_file()}
    return {name: one.read_text(encoding="utf-8") for name, one in found.items()}


def test_what_was_written_is_said_file_by_file(run):
    ended = run("init", "pagerduty")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "Written in pagerduty/:\n"
        "  policies/pdsync.yaml           the settings\n"
        "  policies/checkout.yaml         an example: one team\n"
        "  policies/runbooks/checkout.md  its runbook\n"
        "  README.md                      how to change and to ask something\n"
        "  CODEOWNERS                     who reviews what\n"
        "  .vscode/settings.json          for VS Code\n"
        "  .vscode/extensions.json        for VS Code\n"
        "  pdsync.schema.json             what editors check by\n"
        "  .pre-commit-config.yaml        lint before each commit\n"
        "  .gitignore                     what stays on your machine\n"
        "\n"
        "Next: cd pagerduty && pdsync lint && pdsync plan --sandbox\n"
    )
    assert set(files_below(Path("pagerduty"))) == FILES


def test_what_it_writes_is_clean_and_applies_and_then_plans_to_nothing(run):
    run("init", "--stack", "acme", "--account", "acme")
    said = [run("lint"), run("apply", "--sandbox", "--yes"), run("plan", "--sandbox")]
    assert [(one.code, one.out.splitlines()[-1]) for one in said] == [
        (
            0,
            "2 files: 1 team, 1 schedule, 1 escalation policy, 1 service. "
            "1 promise: 1 kept for ever. No problems.",
        ),
        (0, "Applied: 4 created."),
        (0, "No changes. The account is as the configuration says."),
    ]


def test_editors_check_all_documents_by_the_schema_beside_them(run):
    run("init", "--config", "conf/on call")
    files = files_below(Path())
    assert json.loads(files[".vscode/settings.json"]) == {
        "yaml.schemas": {
            "./pdsync.schema.json": ["conf/on call/**/*.yaml", "conf/on call/**/*.yml"]
        },
        "yaml.customTags": ["!env scalar"],
    }
    assert json.loads(files[".vscode/extensions.json"]) == {
        "recommendations": ["redhat.vscode-yaml"]
    }
    assert files["pdsync.schema.json"] == run("schema").out


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        ([], ("on-call-2", None)),
        (["--stack", "payments", "--account", "acme-eu"], ("payments", "acme-eu")),
    ],
)
def test_the_settings_are_those_that_are_asked_for(run, words, settings):
    run("init", "On Call_2", *words)
    text = Path("On Call_2/policies/pdsync.yaml").read_text(encoding="utf-8")
    read = load_texts({"pdsync.yaml": text}).settings
    assert (read.stack, read.account, 'requires: ">=0.1"\n' in text) == (*settings, True)


def test_a_directory_with_a_name_that_no_stack_can_have_gets_another(run):
    run("init", "a")
    assert "\nstack: oncall\n" in Path("a/policies/pdsync.yaml").read_text(encoding="utf-8")


def test_what_is_there_is_left_as_it_is_and_named(run, tmp_path):
    theirs = {"README.md": "ours\n", "policies/teams.yaml": TEAMS, "policies/a b.yaml": OF_WEB}
    (tmp_path / "policies").mkdir()
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").symlink_to("nowhere")
    for name, text in theirs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ended = run("init")
    assert ended.out == (
        "Written:\n"
        "  policies/pdsync.yaml     the settings\n"
        "  CODEOWNERS               who reviews what\n"
        "  .vscode/extensions.json  for VS Code\n"
        "  pdsync.schema.json       what editors check by\n"
        "  .pre-commit-config.yaml  lint before each commit\n"
        "  .gitignore               what stays on your machine\n"
        "\n"
        "There already, and left as it is:\n"
        "  README.md              how to change and to ask something\n"
        "  .vscode/settings.json  for VS Code\n"
    )
    files = files_below(tmp_path)
    assert theirs.items() <= files.items()
    assert files["CODEOWNERS"].splitlines()[-3:] == [
        "* @your-org/on-call-admins",
        "/policies/a\\ b.yaml   @your-org/web",
        "/policies/teams.yaml  @your-org/web @your-org/shop",
    ]


def test_files_that_hosts_know_by_other_names_are_there_too(run):
    Path(".github").mkdir()
    for name in (".github/CODEOWNERS", "README.rst"):
        Path(name).write_text("ours\n", encoding="utf-8")
    ended = run("init")
    assert ended.out.partition("There already, and left as it is:\n")[2].partition("\n\n")[0] == (
        "  README.rst          how to change and to ask something\n"
        "  .github/CODEOWNERS  who reviews what"
    )
    written = set(files_below(Path())) - {".github/CODEOWNERS", "README.rst"}
    assert written == FILES - {"README.md", "CODEOWNERS"}


def test_twice_it_writes_nothing_the_second_time_even_where_the_example_is_gone(run):
    run("init")
    Path("policies/checkout.yaml").unlink()
    before = files_below(Path())
    ended = run("init")
    assert (ended.code, ended.out.splitlines()[0]) == (
        0,
        "All of it is there already, and left as it is:",
    )
    assert files_below(Path()) == before


def test_quiet_it_says_nothing(run):
    ended = run("init", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert set(files_below(Path())) == FILES


def test_a_directory_that_may_not_be_written_is_left_alone(run, monkeypatch):
    def refused(prefix, dir):  # noqa: A002 - as tempfile calls it
        raise PermissionError(errno.EACCES, "Permission denied", f"{dir}/{prefix}x")

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    ended = run("init", "closed")
    assert (ended.code, ended.err) == (
        1,
        "error: nothing was written: closed: it may not be written\n"
        "    = help: make it a directory in which you may write, and run it again\n",
    )
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(OSError(errno.ENOSPC, "No space left on device"), 1), (KeyboardInterrupt(), 130)],
    ids=["full disk", "Ctrl-C"],
)
@pytest.mark.parametrize("step", ["write_whole", "_move"])
def test_what_ends_it_in_the_middle_leaves_everything_as_it_was(
    run, monkeypatch, trouble, code, step
):
    Path("README.md").write_text("ours\n", encoding="utf-8")
    work, calls = getattr(new_files, step), []

    def fails(*args):
        calls.append(args)
        if len(calls) > 3:
            raise trouble
        work(*args)

    monkeypatch.setattr(new_files, step, fails)
    ended = run("init")
    assert ended.code == code
    assert [one.name for one in Path().iterdir()] == ["README.md"]


def test_a_file_that_comes_up_meanwhile_stays(run, monkeypatch):
    work = new_files._move

    def raced(staged, path, made):
        if path.name == "CODEOWNERS":
            path.write_text("theirs\n", encoding="utf-8")
        work(staged, path, made)

    monkeypatch.setattr(new_files, "_move", raced)
    ended = run("init")
    assert "There already, and left as it is:\n  CODEOWNERS  who reviews what\n" in ended.out
    assert Path("CODEOWNERS").read_text(encoding="utf-8") == "theirs\n"


def test_a_disk_without_links_gets_the_same_files(run, monkeypatch):
    def no_link(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    run("init")
    assert set(files_below(Path())) == FILES


@pytest.mark.parametrize(
    ("there", "words", "said"),
    [
        ("link", ["init"], "policies leads out of . by a symbolic link"),
        ("file", ["init"], "policies is a file, not a directory"),
        ("file", ["init", "policies/x"], "policies is a file, not a directory"),
        ("", ["init", "--config", "../other"], "--config cannot be '../other' here"),
        ("", ["init", "--stack", "A"], "--stack: this cannot be the name of a stack"),
        ("", ["init", "--account", "a.b"], "--account: this is not an account's subdomain"),
        ("", ["init", "--service", "web"], "--service does nothing without a page"),
        (
            "",
            ["init", "--runbook", "a", "--stack", "web"],
            "--stack does nothing where a page is written",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(run, tmp_path, there, words, said):
    (tmp_path / "outside").mkdir()
    top = tmp_path / "repository"
    top.mkdir()
    os.chdir(top)
    if there == "link":
        (top / "policies").symlink_to(tmp_path / "outside")
    if there == "file":
        (top / "policies").write_text("ours\n", encoding="utf-8")
    before = sorted(one.name for one in tmp_path.rglob("*"))
    ended = run(*words)
    assert (ended.code, ended.err.splitlines()[0]) == (1, f"error: {said}")
    assert sorted(one.name for one in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("link", ["top", "top/policies", "top/.vscode"])
def test_nothing_is_made_where_a_link_leads_nowhere(run, link):
    Path("top").mkdir() if link != "top" else None
    Path(link).symlink_to("gone")
    ended = run("init", "top")
    assert (ended.code, ended.err) == (
        1,
        f"error: {link} is a link to gone, where nothing is\n"
        "    = help: make that directory, or remove the link\n",
    )
    assert [one.name for one in Path().rglob("*")] == link.split("/")


@pytest.mark.slow
def test_whichever_file_is_there_stays_and_only_what_is_missing_is_written(run):
    for name in sorted(FILES):
        top = Path("top") / name.replace("/", "-")
        (top / name).parent.mkdir(parents=True)
        (top / name).write_text("x-theirs: 1\n", encoding="utf-8")
        assert run("init", str(top)).code == 0
        files = files_below(top)
        # Where there is YAML, an example would become part of somebody's configuration.
        is_theirs = name.startswith("policies/") and name.endswith(".yaml")
        example = (
            {"policies/checkout.yaml", "policies/runbooks/checkout.md"} if is_theirs else set()
        )
        assert (files[name], set(files)) == ("x-theirs: 1\n", FILES - (example - {name}))
