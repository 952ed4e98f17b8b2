"""Revisions that `--base` names: whatever git takes as a name, read from the repository alone."""

import os
from pathlib import Path

import pytest
from git_repository import DAYS, git, rota


@pytest.fixture
def lint(run, write):
    """Lint this text against a base; returns the exit code, and how many are excused."""

    def lint(text, base="HEAD"):
        write(text)
        ended = run("lint", "--base", base)
        return ended.code, ended.out.count(f"it is so at {base} as well")

    return lint


def test_branches_tags_and_commits_are_names(commit, lint):
    commit(DAYS)
    git("tag", "v1")
    git("branch", "odd;touch$IFS`x`&")
    sha = git("rev-parse", "HEAD")
    commit(rota("[]", "coverage: always"))
    for name in ("HEAD~1", "v1", sha, sha[:10], "odd;touch$IFS`x`&", "HEAD^{/As it was}~1"):
        assert lint(DAYS, name) == (0, 1)
    assert not Path("x").exists()


def test_the_directory_of_today_is_read_wherever_it_is_run(commit, run, monkeypatch):
    commit(DAYS)
    monkeypatch.chdir("policies")
    assert run("lint", "--base", "main", "--config", ".").code == 0


def test_a_directory_that_had_another_name_is_named(commit, run):
    commit(DAYS)
    Path("policies").rename("oncall")
    ended = run("lint", "--config", "oncall", "--base", "main")
    assert (ended.code, ended.err) == (
        1,
        "There is no configuration in oncall/ at main, so nothing is excused by it. Where the "
        "directory had another name: --base main:DIR\n",
    )
    ended = run("lint", "--config", "oncall", "--base", "main:policies")
    assert (ended.code, ended.err) == (0, "")


def test_what_cannot_be_read_at_the_base_excuses_nothing_and_stops_nothing(commit, run, write):
    commit(DAYS + "services: {web: {nme: Web}}\n")
    write(DAYS)
    ended = run("lint", "--base", "main")
    assert (ended.code, ended.err) == (
        0,
        "The configuration at main has errors: what cannot be read of it excuses nothing.\n",
    )


def test_nothing_is_checked_out_and_nothing_changes(commit, lint):
    commit(rota("[]", "coverage: always"))
    files = {path: path.read_bytes() for path in Path(".git").rglob("*") if path.is_file()}
    lint(DAYS)
    after = {path: path.read_bytes() for path in Path(".git").rglob("*") if path.is_file()}
    assert (after, Path("policies/checkout.yaml").read_text(encoding="utf-8")) == (files, DAYS)


@pytest.mark.parametrize("name", ["--upload-pack=touch x", "-", ":policies", "a\nb", "a\x00b"])
def test_what_is_no_name_is_not_asked_for(commit, run, name):
    commit(DAYS)
    ended = run("lint", "--base", name)
    assert (ended.code, "is no revision of git" in ended.err) == (1, True)
    assert not Path("x").exists()


@pytest.mark.parametrize("name", ["nope", "main..HEAD", "^main", "main policies", "é"])
def test_a_revision_that_is_not_there_is_an_error(commit, run, name):
    commit(DAYS)
    ended = run("lint", "--base", name)
    assert ended.code == 1
    assert f"there is no revision '{name}' in the repository" in " ".join(ended.err.split())


def test_a_branch_of_the_remote_is_guessed(commit, run, tmp_path):
    commit(DAYS)
    git("clone", "-q", str(tmp_path), "copy")
    git("checkout", "-q", "--detach", at="copy")
    git("branch", "-q", "-D", "main", at="copy")
    ended = run("lint", "--config", "copy/policies", "--base", "main")
    assert (ended.code, "write origin/main" in ended.err) == (1, True)
    assert run("lint", "--config", "copy/policies", "--base", "origin/main").code == 0


def test_a_shallow_clone_says_what_to_fetch(commit, run, tmp_path):
    commit(DAYS)
    git("branch", "old")
    commit(rota("[]", "coverage: always"))
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", "copy")
    ended = run("lint", "--config", "copy/policies", "--base", "origin/old")
    told = " ".join(ended.err.split())
    how = "git fetch --depth=1 origin old:refs/remotes/origin/old"
    assert (ended.code, how in told) == (1, True)
    git(*how.split()[1:], at="copy")
    assert run("lint", "--config", "copy/policies", "--base", "origin/old").code == 0


def test_of_a_shallow_clone_all_is_fetched_for_what_is_counted_back(commit, run, tmp_path):
    commit(DAYS)
    commit(rota("[]", "coverage: always"))
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", "copy")
    ended = run("lint", "--config", "copy/policies", "--base", "HEAD~1")
    assert "this clone is shallow: git fetch --unshallow, or" in " ".join(ended.err.split())
    git("fetch", "--unshallow", at="copy")
    assert run("lint", "--config", "copy/policies", "--base", "HEAD~1").code == 0


def test_a_clone_of_a_part_fetches_nothing_and_says_so(commit, run, tmp_path):
    commit(DAYS)
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{tmp_path}", "copy")
    Path("copy/policies").mkdir()
    Path("copy/policies/pdsync.yaml").write_text("stack: acme\n", encoding="utf-8")
    ended = run("lint", "--config", "copy/policies", "--base", "main")
    assert (ended.code, "it is a clone of a part" in " ".join(ended.err.split())) == (1, True)


def test_without_a_repository_there_is_no_revision(run, write):
    write(DAYS)
    ended = run("lint", "--base", "main")
    assert (ended.code, "policies is in no git repository" in ended.err) == (1, True)


def test_without_git_it_says_so(commit, run, monkeypatch, tmp_path):
    commit(DAYS)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    ended = run("lint", "--base", "main")
    assert (ended.code, "there is no git on this machine" in ended.err) == (1, True)


def test_a_git_that_the_repository_brings_is_never_run(commit, run, monkeypatch, tmp_path):
    commit(DAYS)
    own = tmp_path / "bin" / "git"
    own.parent.mkdir()
    own.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{own.parent}:{os.environ['PATH']}")
    assert "there is no git on this machine" in run("lint", "--base", "main").err
    assert not Path("ran").exists()


def test_what_a_hook_of_another_repository_set_does_not_count(commit, run, monkeypatch):
    commit(DAYS)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert run("lint", "--base", "main").code == 0


def test_links_are_followed_inside_of_the_repository_as_today(commit, lint):
    Path("shared/more").mkdir(parents=True)
    Path("shared/web.yaml").write_text(DAYS, encoding="utf-8")
    shop = rota("Mon-Fri 09:00-17:00", "coverage: always", key="shop")
    Path("shared/more/shop.yaml").write_text(shop, encoding="utf-8")
    Path("policies").mkdir()
    Path("policies/web.yaml").symlink_to("../shared/web.yaml")
    Path("policies/more").symlink_to("../shared/more")
    Path("policies/out.yml").symlink_to("/etc/passwd")
    commit("teams: {web: {}}\n")
    Path("policies/out.yml").unlink()
    assert lint("teams: {web: {}}\n") == (0, 2)


def test_hidden_files_do_not_count(commit, lint):
    Path("policies/.old").mkdir(parents=True)
    Path("policies/.old/web.yaml").write_text(DAYS, encoding="utf-8")
    commit("teams: {web: {}}\n")
    assert lint("teams: {web: {}}\n" + DAYS) == (1, 0)
