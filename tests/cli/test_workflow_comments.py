"""Workflows that `pdsync init` writes put plans on pull requests, and drift into an issue."""

import os

import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART
from forge.fake import served
from forge.github import GitHub

pytestmark = [
    pytest.mark.slow,
    pytest.mark.process,
    pytest.mark.skipif(os.name == "nt", reason="the runners of these jobs are Linux"),
]


@pytest.fixture
def github():
    """A forge of this machine, with a pull request, for the token that every job has."""
    forge = GitHub(token="any")
    with served(forge) as forge.address:
        yield forge


def test_a_pull_request_is_linted_without_a_secret_and_planned_with_one(hosted, github):
    hosted.pull_request(github.address)
    commit = hosted.push(CHECKOUT)
    linted = hosted.job("lint", commit, workflow="plan", tokens=())
    planned = hosted.job("plan", commit, workflow="plan")
    assert (linted.failed, planned.failed) == (False, False)
    assert "3 to create" in planned.summary
    assert [one["body"].splitlines()[1] for one in github.comments] == ["## pdsync: 3 to create"]


def test_a_plan_that_is_refused_is_commented_and_why_there_is_none_too(hosted, github):
    hosted.pull_request(github.address)
    hosted.job("plan", applied := hosted.push(CHECKOUT))
    hosted.job("apply", applied)
    settings = hosted.work / "policies" / "pdsync.yaml"
    settings.write_text("stack: acme\nsafety: {max_deletes: 0}\n", encoding="utf-8")
    refused = hosted.job("plan", hosted.push(WITHOUT_LEGACY_CART), workflow="plan")
    assert (refused.failed, len(github.comments)) == (True, 1)
    broken = hosted.job("plan", hosted.push("services: {a: {}}\n"), workflow="plan")
    assert (broken.failed, [step["name"] for step in broken.done]) == (True, ["Plan", "Comment"])
    (comment,) = github.comments
    assert comment["body"].splitlines()[2] == "## pdsync: no plan"
    wrong = "- `policies/checkout.yaml:1:12`: "
    assert [one.startswith(wrong) for one in comment["body"].splitlines() if one[:1] == "-"] == [
        True
    ]
    assert "## pdsync: no plan" in broken.summary


def test_a_typo_fix_says_on_its_pull_request_that_a_repair_by_hand_goes_with_it(hosted, github):
    hosted.pull_request(github.address)
    hosted.job("plan", applied := hosted.push(CHECKOUT))
    hosted.job("apply", applied)
    hosted.change("Checkout API", acknowledgement_timeout=600)
    typo = hosted.merge_of_request(CHECKOUT.replace("name: Legacy Cart", "name: Old Cart"))
    assert hosted.job("plan", typo, workflow="plan").failed is False
    (comment,) = github.comments
    assert (
        '- **Risk**: service `checkout-api` "Checkout API": takes back what was changed outside of '
        "the configuration: `acknowledgement_timeout`, by "
    ) in comment["body"]
    assert "Since main: 1 change of the merge alone; 2 changes take back" in comment["body"]


def test_drift_has_an_issue_until_it_is_gone(hosted, github):
    hosted.pull_request(github.address)
    commit = hosted.push(CHECKOUT)
    assert hosted.job("drift", commit, workflow="drift").failed is True
    assert [(one["state"], one["title"]) for one in github.issues] == [
        ("open", "pdsync drift: acme")
    ]
    hosted.job("plan", commit)
    hosted.job("apply", commit)
    assert hosted.job("drift", commit, workflow="drift").failed is False
    assert [one["state"] for one in github.issues] == ["closed"]
