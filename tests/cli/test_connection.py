"""Which account is meant: a token or a sandbox, said and never guessed."""

import os

import pytest
from command_line import CHECKOUT

NO_TOKEN = (
    "error: no PagerDuty token\n"
    "    = help: set PAGERDUTY_TOKEN (a read-only key is enough to plan) or --token-file; "
    "--sandbox needs none\n"
)


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(CHECKOUT)


def test_no_token_and_no_sandbox_is_an_error(run):
    ended = run("plan")

    assert (ended.code, ended.out, ended.err) == (1, "", NO_TOKEN)


def test_in_json_it_is_a_diagnostic(run):
    ended = run("apply", "--format", "json")

    assert (ended.code, ended.json["format"]) == (1, "pdsync.apply/2")
    assert [one["message"] for one in ended.json["diagnostics"]] == ["no PagerDuty token"]


def test_a_sandbox_wins_over_a_token_since_it_was_asked_for(run, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "secret-token")

    ended = run("plan", "--sandbox")

    assert ended.out.startswith("pdsync plan · policies/ → pdsync-sandbox.db · stack acme\n")


def test_an_unknown_region_is_named(run, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "secret-token")
    monkeypatch.setenv("PAGERDUTY_SERVICE_REGION", "mars")

    ended = run("plan")

    assert ended.err == (
        "error: unknown PagerDuty region 'mars'\n"
        "    = help: PAGERDUTY_SERVICE_REGION is us or eu; --api-url is for anything else\n"
    )


def test_the_token_is_never_sent_unencrypted(run, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "secret-token")

    ended = run("plan", "--api-url", "http://pagerduty.example")

    assert ended.err == (
        "error: the token would travel unencrypted to pagerduty.example\n"
        "    = help: write https:// in --api-url; plain http:// is for this machine only\n"
    )


def test_a_token_file_that_is_not_there_is_named(run):
    ended = run("plan", "--token-file", "token")

    assert ended.err == "error: --token-file token: there is no such file\n"


def test_a_token_file_wins_over_the_environment(run, tmp_path, monkeypatch):
    (tmp_path / "token").write_text("two words\n")
    monkeypatch.setenv("PAGERDUTY_TOKEN", "secret-token")

    ended = run("plan", "--token-file", "token")

    assert ended.err.startswith("error: the PagerDuty token holds a space or a character")


@pytest.mark.parametrize("file", [os.devnull, "policies"])
def test_what_is_no_plain_file_keeps_no_sandbox(run, file):
    ended = run("apply", "--yes", "--sandbox-file", file)

    assert (ended.code, ended.err) == (
        1,
        f"error: cannot open {file}: it is no plain file\n"
        "    = help: name a file that a sandbox made, or one that is not there yet\n",
    )


def test_a_directory_that_is_not_there_keeps_no_sandbox(run):
    ended = run("plan", "--sandbox-file", "nowhere/acme.db")

    assert (ended.code, ended.err) == (
        1,
        "error: cannot open nowhere/acme.db: there is no directory nowhere\n"
        "    = help: name a file that a sandbox made, or one that is not there yet\n",
    )


def test_a_file_that_no_sandbox_made_is_refused(run):
    ended = run("plan", "--sandbox-file", "policies/checkout.yaml")

    assert (ended.code, ended.err) == (
        1,
        "error: policies/checkout.yaml is not a sandbox database\n"
        "    = help: name a file that a sandbox made, or one that is not there yet\n",
    )
