"""The scopes that are named are those that PagerDuty asks for, and no request needs another."""

import json
import re
import shutil
from pathlib import Path

import httpx
import pytest
from command_line import CHECKOUT, WITHOUT_LEGACY_CART

from pdsync import sandbox

POLICIES = Path(__file__).parents[2] / "policies"
TEXT = """\
To plan, and for all else that only reads:
  escalation_policies.read
  schedules.read
  services.read
  teams.read
  users.read

To apply, these as well:
  escalation_policies.write
  services.write

To apply when something is no longer in the files, these as well:
  incidents.read
  schedules.write
  teams.write

For override, swap and cover, beside those of the first list:
  schedules.write

Not needed; what is not known without:
  audit_records.read          who changed something by hand (drift)
  custom_fields.read          values of custom fields of services (dump)
  users:contact_methods.read  who cannot be reached (lint --live)
  vendors.read                the products of integrations (dump)
"""


class Recording(httpx.BaseTransport):
    """The sandbox, and what it was asked for."""

    def __init__(self, inner, seen):
        self.inner, self.seen = inner, seen

    def handle_request(self, request):
        self.seen.add((request.method, request.url))
        return self.inner.handle_request(request)


@pytest.fixture
def seen(monkeypatch):
    """Every request to the account: method and URL."""
    seen, real = set(), sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: Recording(real(one), seen))
    return seen


@pytest.fixture(scope="session")
def documented(shared):
    """Answers with the scope that PagerDuty's description names for a request; None for v3."""
    paths = json.loads((shared / "openapi" / "rest.json").read_text("utf-8"))["paths"]

    def scope(method, path):
        found = {
            pattern: methods[method.lower()]["x-pd-requires-scope"]
            for pattern, methods in paths.items()
            if "x-pd-requires-scope" in methods.get(method.lower(), {})
            and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path)
        }
        exact = found.get(path)
        return exact or next(iter(found.values()), None)

    return scope


def named(run):
    row = run("scopes", "--format", "json").json
    optional = [one["scope"] for one in row["optional"]]
    return {*row["read"], *row["write"], *row["delete"], *optional}


def test_scopes_are_told_by_what_they_are_for(write, run):
    write(CHECKOUT)
    ended = run("scopes")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(TEXT)


def test_scopes_are_json_too(write, run):
    write(CHECKOUT)
    row = run("scopes", "--format", "json").json
    assert (row["format"], row["write"]) == (
        "pdsync.scopes/1",
        ["escalation_policies.write", "services.write"],
    )


def test_no_account_is_asked(seen, write, run):
    write(CHECKOUT)
    run("scopes")
    assert seen == set()


def test_a_broken_configuration_is_an_error_at_its_place(write, run):
    write("servces: {}\n")
    ended = run("scopes")
    assert (ended.code, ended.out) == (1, "")
    assert "checkout.yaml:1:1" in ended.err


READING = (
    ("plan",),
    ("plan", "--unmanaged"),
    ("drift",),
    ("oncall", "--live"),
    ("who", "ana.silva@acme.example", "--live"),
    ("report", "--live", "--out", "-"),
    ("simulate", "--all", "--live"),
    ("lint", "--live"),
    ("dump", "--stack", "acme", "--out", "dumped"),
)


@pytest.mark.slow
def test_nothing_that_reads_the_example_needs_more_than_what_is_named(seen, documented, run):
    shutil.copytree(POLICIES, "policies")
    assert run("apply", "--sandbox", "--yes").code == 0
    row = run("scopes", "--format", "json").json
    allowed = {*row["read"], *(one["scope"] for one in row["optional"]), None}
    seen.clear()
    for command in READING:
        assert run(*command, "--sandbox").code == 0
    assert {documented(method, url.path) for method, url in seen} <= allowed


@pytest.mark.slow
def test_an_apply_needs_all_of_what_is_named_and_nothing_more(seen, documented, run):
    shutil.copytree(POLICIES, "policies")
    row = run("scopes", "--format", "json").json
    run("apply", "--sandbox", "--yes")
    needed = {documented(method, url.path) for method, url in seen} - {None}
    assert needed == {*row["read"], *row["write"]}


def test_a_deletion_needs_what_is_named_for_it(seen, documented, write, run):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(WITHOUT_LEGACY_CART)
    seen.clear()
    assert run("apply", "--sandbox", "--yes", "--allow-deletes", "1").code == 0
    assert {documented(method, url.path) for method, url in seen} - {None} <= named(run)
    assert documented("GET", "/incidents") in named(run)
