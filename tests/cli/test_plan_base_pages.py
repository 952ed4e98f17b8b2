"""`plan --base REF` compares what lint finds in runbooks with those that the revision had."""

from pathlib import Path

import pytest
from command_line import CHECKOUT
from git_repository import git

STRICT = "stack: acme\nlint: {profile: strict}\n"
NAMED = CHECKOUT.replace("    name: Checkout API", "    runbook: docs/checkout.md")
FOUND = "# Checkout\n\n[old](gone.md), [more](more/), [settings](/policies/pdsync.yaml)\n"


def page(text, name="docs/checkout.md"):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@pytest.fixture
def links(run, commit):
    """Commit a runbook, let something happen, and plan: dead links that are new, and gone."""

    def links(happens):
        page(FOUND)
        page("# More\n", "docs/more/one.md")
        commit(NAMED, settings=STRICT)
        happens()
        ended = run("plan", "--base", "HEAD", "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        found = ended.json["base"]["findings"]
        return [
            [one["message"] for one in found[which] if one["rule"] == "dead-link"]
            for which in ("new", "gone")
        ]

    return links


def test_what_was_wrong_with_a_page_before_is_not_told(links):
    assert links(lambda: page(FOUND + "\nMore.\n")) == [[], []]


def test_a_link_that_breaks_in_it_is_told(links):
    assert links(lambda: page(FOUND + "\n[new](lost.md)\n")) == [
        ["there is no file 'lost.md'"],
        [],
    ]


def test_a_link_that_is_mended_is_counted(links):
    assert links(lambda: page("# Checkout\n")) == [[], ["there is no file 'gone.md'"]]


def test_a_page_that_goes_breaks_the_links_to_it(links):
    assert links(lambda: git("rm", "-rq", "docs/more")) == [["there is no file 'more/'"], []]


def test_a_page_that_is_not_committed_yet_was_not_there(links):
    new = ("# Gone?\n", "docs/gone.md")
    assert links(lambda: page(*new)) == [[], ["there is no file 'gone.md'"]]
