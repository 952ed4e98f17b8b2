"""`plan --base REF`: what the files change since a revision, with no token and no network."""

import json
import os
import re
import subprocess
import sys

import pytest
from command_line import CHECKOUT, NOON, WITHOUT_LEGACY_CART, words

ASIDE = (
    "Compared with the configuration at HEAD, not with the account. That alone knows what else "
    "was changed there, which overrides and open incidents there are, and whether everybody who "
    "is named is there."
)


def rota(*members, anchor="        anchor: {who: ana@acme.example, at: 2026-01-05}\n"):
    return f"""\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [{", ".join(f"{one}@acme.example" for one in members)}]
{anchor}"""


THREE = rota("ana", "ben", "cyd")
UNSAID = rota("ana", "ben", "cyd", anchor="")


@pytest.fixture
def since(run, commit, write):
    """Commit one text, write another, and plan what that changes."""

    def since(before, after, *options, settings="stack: acme\n"):
        commit(before, settings=settings)
        write(after, settings=settings)
        return run("plan", "--base", "HEAD", *options)

    return since


def test_what_is_the_same_is_no_change(since):
    ended = since(CHECKOUT, CHECKOUT)
    assert (ended.code, ended.err) == (0, "")
    assert words(ended.out) == (
        "pdsync plan · policies/ → the configuration at HEAD · stack acme "
        f"{ASIDE} No changes since HEAD."
    )


TWINS = f"""\
{CHECKOUT}    integrations:
      datadog: {{name: Datadog, id: PAAAAA1, type: events_api_v2}}
      datadog-2: {{name: Datadog, id: PAAAAA2, type: events_api_v2}}
"""


def test_what_is_called_the_same_is_told_apart_by_its_id(since):
    after = TWINS.replace("datadog-2: {name: Datadog", "datadog-2: {name: Sentry")
    ended = since(TWINS, after, "--format", "json")
    (change,) = json.loads(ended.out)["changes"]
    assert (ended.code, change["key"].partition("/")[2], change["fields"]) == (
        0,
        "datadog-2",
        [{"path": "/name", "old": "Datadog", "new": "Sentry"}],
    )


def test_what_keeps_its_id_is_the_same_by_another_key(since):
    ended = since(TWINS, TWINS.replace("datadog-2:", "dogs:"))
    assert (ended.code, "No changes since HEAD." in ended.out) == (0, True)


def test_changes_are_told_as_a_plan_over_the_account_tells_them(since):
    after = WITHOUT_LEGACY_CART.replace("30m", "15m") + (
        "  till: {name: Till, escalation_policy: checkout}\n"
    )
    ended = since(CHECKOUT, after, "--format", "json")
    assert [(one["action"], one["key"], one["id"]) for one in ended.json["changes"]] == [
        ("create", "till", None),
        ("update", "checkout-api", None),
        ("delete", "legacy-cart", None),
    ]
    assert [call["path"] for one in ended.json["changes"] for call in one["calls"]] == [
        "/services",
        "/services/${service:checkout-api}",
        "/services/${service:legacy-cart}",
    ]


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "github"])
def test_no_id_that_was_made_up_is_shown(since, format_):
    ended = since(THREE + CHECKOUT, rota("ana", "dan") + CHECKOUT, "--format", format_)
    assert re.findall(r"\bP[A-Z0-9]{6,}\b", ended.out) == []


def test_an_address_of_any_account_is_compared(since):
    mail = """\
services:
  till:
    escalation_policy: {name: Checkout}
    integrations: {mail: {type: email, integration_email: till@globex.pagerduty.com}}
"""
    ended = since(mail, mail.replace("till@", "shop@"), "--format", "json")
    assert (ended.code, [one["key"] for one in ended.json["changes"]]) == (0, ["till/mail"])


def test_who_is_on_call_because_of_it_is_told_where_the_files_say_whose_turn_it_is(since):
    ended = since(THREE, rota("ana", "dan", "cyd"))
    assert "cannot be told" not in ended.out
    assert "ben@acme.example → dan@acme.example" in words(ended.out)


def test_whose_turn_it_is_is_not_made_up_where_neither_says(since):
    ended = since(UNSAID, rota("ana", "dan", "cyd", anchor=""))
    assert (
        "web cannot be told: schedule web: nothing says whose turn it is in layer 'Weekly' at "
        "HEAD; only the account knows"
    ) in words(ended.out)


def test_no_token_and_no_other_request_is_needed(since, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_SERVICE_REGION", "nowhere")
    assert since(CHECKOUT, WITHOUT_LEGACY_CART).code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--sandbox",),
        ("--token-file", "x"),
        ("--region", "eu"),
        ("--out", "plan.json"),
        ("--merged-from", "HEAD"),
        ("--unmanaged",),
        ("--restore-overrides",),
        ("--effective", "handoff"),
        ("--show-ids",),
    ],
)
def test_an_option_that_needs_the_account_is_refused(since, options):
    ended = since(CHECKOUT, CHECKOUT, *options)
    assert (ended.code, ended.err) == (
        1,
        f"error: {options[0]} does nothing with --base, which asks no account\n"
        "    = help: leave it out, or leave out --base to plan over the account\n",
    )


@pytest.mark.parametrize(
    ("after", "safety", "code"),
    [
        (CHECKOUT, "{}", 0),
        (WITHOUT_LEGACY_CART, "{}", 2),
        (WITHOUT_LEGACY_CART, "{max_deletes: 0}", 3),
        (CHECKOUT + THREE + "    expect: {max_consecutive: 1 day}\n", "{}", 1),
    ],
)
def test_exit_codes_are_those_of_a_plan(since, after, safety, code):
    settings = f"stack: acme\nsafety: {safety}\n"
    assert since(CHECKOUT, after, "--detailed-exitcode", settings=settings).code == code


TWICE = CHECKOUT.replace("ben.okafor@acme.example, chloe.martin", "ana.silva")


def test_what_lint_finds_more_is_shown_whole(since):
    more = since(CHECKOUT, TWICE, "--format", "json").json
    (found,) = [one for one in more["diagnostics"] if one["rule"] == "nobody-new"]
    assert more["base"]["findings"] == {"new": [found], "gone": []}


def test_what_lint_finds_less_is_counted_and_named(since):
    less = since(TWICE, CHECKOUT)
    told = "Lint no longer finds 1 problem that it found there: nobody-new."
    assert told in words(less.out)


def test_what_lint_found_before_is_not_told(since):
    same = since(TWICE, TWICE.replace("15m", "16m"), "--format", "json").json
    assert (same["diagnostics"], same["base"]["findings"]) == ([], {"new": [], "gone": []})


AT_NOON = f"""
import sys
from datetime import datetime
from pdsync.cli import main
from pdsync.cli._clock import CommandClock
now = datetime.fromisoformat("{NOON.isoformat()}")
sys.exit(main(sys.argv[1:], clock=CommandClock(lambda: now, lambda: 0.0, lambda _: None)))
"""


@pytest.mark.slow
@pytest.mark.process
def test_two_runs_give_the_same_whatever_order_sets_have_in_them(commit, write, run):
    outside = "".join(f"  s{n}: {{escalation_policy: {{name: Policy {n}}}}}\n" for n in range(9))
    commit(THREE + CHECKOUT)
    write(rota("ana", "dan") + TWICE.replace("30m", "15m") + outside)
    words = ("plan", "--base", "HEAD", "--format", "json")
    asked = [sys.executable, "-c", AT_NOON, *words]
    told = {
        subprocess.check_output(asked, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2", "3")
    }
    assert {one.decode() for one in told} == {run(*words).out}


MANY = 5_000


@pytest.mark.slow
def test_five_thousand_changes_fit_a_comment_and_a_summary(since, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    more = "".join(
        f"  s{number}: {{name: Service {number}, escalation_policy: checkout}}\n"
        for number in range(MANY)
    )
    ended = since(CHECKOUT, CHECKOUT + more, "--format", "github", "--markdown", "plan.md")
    comment, summary = (
        (tmp_path / name).read_text(encoding="utf-8") for name in ("plan.md", "summary")
    )
    assert ended.code == 0
    assert [one.splitlines()[1] for one in (comment, summary)] == ["## pdsync: 5,000 to create"] * 2
    assert len(comment.encode()) <= 60_000
    assert len(summary.encode()) <= 1024 * 1024
    assert all(ASIDE.partition(". ")[0] in one for one in (comment, summary))
