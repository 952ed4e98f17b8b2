"""`undo` where nothing leads back: what git does not have, and what is no configuration."""

from pathlib import Path

import pytest
from bad_merges import BAD, DAILY, NIGHT, ROTA, head
from git_repository import git


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--to", "nowhere"), "there is no revision 'nowhere' in the repository"),
        (("--to", "HEAD"), "nothing has changed policies since HEAD: there is nothing to undo"),
        (("--to", "aside"), "aside is not part of what led to HEAD, so nothing leads back to it"),
        (("--to", "$(touch x)"), "there is no revision '$(touch x)' in the repository"),
        (("--yes", "--format", "markdown"), "--yes and --format markdown do not go together"),
        (("--to", "HEAD~2"), "there is no configuration in policies/ at HEAD~2"),
    ],
)
def test_where_nothing_leads_back_it_says_why(merge, undo, options, why):
    Path("README").write_text("x", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", "README")
    git("commit", "-q", "-m", "Begin", when="2026-03-01T12:00:00Z")
    git("checkout", "-q", "-b", "aside")
    git("commit", "-q", "--allow-empty", "-m", "Aside", when="2026-03-01T12:00:00Z")
    git("checkout", "-q", "main")
    merge(ROTA)
    merge(DAILY, BAD)
    ended = undo(*options)
    assert (ended.code, why in " ".join(ended.err.split())) == (1, True), ended.err


def test_the_first_commit_has_nothing_before_it(merge, undo):
    merge(ROTA)
    assert "is the first commit of policies: there is nothing before it" in undo().err


def test_a_repository_without_a_commit_says_so(write, undo, tmp_path):
    write(ROTA)
    git("init", "-q", "-b", "main")
    ended = undo()
    assert (ended.code, ended.err) == (
        1,
        f"error: the repository {tmp_path} has no commit yet, so there is no HEAD\n"
        "    = help: `git commit` makes the first; there is nothing earlier to look at\n",
    )


def test_a_revert_is_not_taken_back_by_mistake(merge, undo):
    merge(ROTA)
    merge(DAILY, BAD)
    bad = head()
    git("revert", "--no-edit", "HEAD", when="2026-03-26T12:00:00Z")
    ended = undo()
    assert (ended.code, f"--to {bad}^" in ended.err) == (1, True)


def test_a_shallow_clone_says_what_to_fetch(merge, run, tmp_path):
    merge(ROTA)
    merge(DAILY, BAD)
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", "copy")
    ended = run("undo", "--sandbox", "--config", "copy/policies", days=NIGHT)
    assert (ended.code, "git fetch --deepen=50" in ended.err) == (1, True), ended.err


def test_a_configuration_with_errors_there_is_none_to_go_back_to(write, commit, undo):
    commit("services: 3\n")
    commit(ROTA)
    ended = undo()
    assert (ended.code, "has errors: policies/checkout.yaml:1" in ended.err) == (1, True), ended.err
