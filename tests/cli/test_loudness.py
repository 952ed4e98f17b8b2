"""`--quiet` and `--verbose`: less beside the answer, or each request, and never a secret."""

import json
import re

import httpx
import pytest
import respx
from command_line import CHECKOUT, WITHOUT_LEGACY_CART, the_account
from reconcile.shop import open_incident

from pdsync.sandbox import Account, Habits, Sandbox, transport

TOKEN = "u+secret-token-1234"
WITH_KEYS = CHECKOUT + (
    "    integrations:\n"
    "      metrics: {name: Metrics, vendor: Datadog}\n"
    "      deploys: {name: Deploys, type: events_api_v2}\n"
)


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(CHECKOUT)


@pytest.fixture
def applied(run):
    assert run("apply", "--sandbox", "--yes").code == 0


def test_both_at_once_is_an_error_whichever_comes_first(run):
    for both in (("--quiet", "--verbose"), ("--verbose", "--quiet")):
        ended = run("plan", "--sandbox", *both)

        assert (ended.code, ended.out, ended.err) == (
            1,
            "",
            "error: --quiet and --verbose are opposites\n"
            "    = help: write one of them: --quiet tells only what matters, --verbose every "
            "request\n",
        )


def test_every_command_that_asks_an_account_has_both(run):
    heard = {name: run(name, "-h").out for name in ("plan", "apply", "oncall", "who", "report")}
    heard |= {name: run(name, "-h").out for name in ("simulate", "upgrade")}

    assert [name for name, said in heard.items() if "--verbose" not in said] == []
    assert [name for name, said in heard.items() if "--quiet" not in said] == []


def test_verbose_without_a_request_to_tell_is_refused(run):
    ended = run("oncall", "--verbose")

    assert ended.err == (
        "error: --verbose does nothing without --live\n"
        "    = help: add --live to ask the account, or leave it out\n"
    )


def test_each_request_is_told_on_standard_error(run, applied):
    ended = run("plan", "--sandbox", "--verbose")
    silent = run("plan", "--sandbox")

    assert (ended.code, ended.out) == (0, silent.out)
    assert sorted(ended.err.splitlines()) == [
        "GET /escalation_policies?sort_by=name:asc&total=true&limit=100&offset=0: 200, 0 ms",
        "GET /schedules?total=true&limit=100&offset=0: 200, 0 ms",
        "GET /services?sort_by=name:asc&total=true&limit=100&offset=0: 200, 0 ms",
        "GET /teams?total=true&limit=100&offset=0: 200, 0 ms",
        "GET /users?total=true&limit=100&offset=0: 200, 0 ms",
        "GET /v3/schedules?total=true&limit=100&offset=0: 200, 0 ms",
    ]


def test_writes_are_told_as_well(run):
    ended = run("apply", "--sandbox", "--yes", "--verbose")

    assert [line for line in ended.err.splitlines() if line.startswith("POST")] == [
        "POST /escalation_policies: 201, 0 ms",
        "POST /services: 201, 0 ms",
        "POST /services: 201, 0 ms",
    ]


def test_the_json_is_the_same_with_either(run, applied):
    plain, quiet, verbose = (
        run("plan", "--sandbox", "--format", "json", *more).json
        for more in ((), ("--quiet",), ("--verbose",))
    )

    assert plain == quiet == verbose


def test_no_secret_is_in_anything_that_is_printed(run, write, monkeypatch):
    write(WITH_KEYS)
    monkeypatch.setenv("PAGERDUTY_TOKEN", TOKEN)
    account = Account.open(":memory:")
    wire = transport(Sandbox(account, Habits(rate_limit=0)))
    keys, printed = set(), []

    def answer(request):
        assert TOKEN in request.headers["Authorization"]
        response = wire.handle_request(request)
        keys.update(keys_in(json.loads(response.read() or "{}")))
        return response

    with respx.mock(base_url="https://api.pagerduty.com") as routes:
        routes.route().mock(side_effect=answer)
        for words in ("plan", "apply --yes", "plan", "plan --format json", "oncall --live"):
            ended = run(*words.split(), "--verbose")
            printed.append(ended.out + ended.err)
    account.close()

    assert len(keys) == 2
    assert [one for one in printed if TOKEN in one or any(key in one for key in keys)] == []


@pytest.fixture
def late(monkeypatch):
    """An account that does not list a service at the first look after it was made."""
    monkeypatch.setenv("PAGERDUTY_TOKEN", TOKEN)
    account = Account.open(":memory:")
    wire, made = transport(Sandbox(account, Habits(rate_limit=0))), []

    def answer(request):
        response = wire.handle_request(request)
        if request.method == "POST":
            made.append(request.url.path)
        elif request.url.path == "/services" and "/services" in made:
            made.clear()
            return httpx.Response(200, json={"services": [], "total": 0, "more": False})
        return response

    with respx.mock(base_url="https://api.pagerduty.com") as routes:
        routes.route().mock(side_effect=answer)
        yield
    account.close()


def test_waits_until_what_was_written_shows_are_told(run, late):
    ended = run("apply", "--yes", "--verbose")

    assert ended.code == 0
    assert "Waiting 1.0 s" in ended.err.splitlines()


def keys_in(body):
    """Every integration and routing key in an answer."""
    if isinstance(body, list):
        return {key for one in body for key in keys_in(one)}
    if not isinstance(body, dict):
        return set()
    inside = {key for one in body.values() for key in keys_in(one)}
    return inside | {body[name] for name in ("integration_key", "routing_key") if body.get(name)}


def test_at_a_terminal_quiet_shows_no_progress(run, applied):
    ended = run("plan", "--sandbox", "--quiet", terminal=True)

    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_quiet_plan_is_its_summary(run):
    assert run("plan", "--sandbox", "--quiet").out == run("plan", "--sandbox", "--summary").out


def test_a_quiet_plan_is_whole_where_that_is_asked_for(run):
    assert run("plan", "--sandbox", "--quiet", "--full").out == run("plan", "--sandbox").out


def test_a_quiet_apply_tells_the_summary_of_its_plan_and_its_end(run):
    summary = run("plan", "--sandbox", "--summary").out.replace(": `--full` shows everything", "")

    ended = run("apply", "--sandbox", "--yes", "--quiet")

    assert (ended.code, ended.out, ended.err) == (0, f"{summary}\nApplied: 3 created.\n", "")


def test_a_quiet_apply_that_asks_shows_what_it_asks_about(run):
    ended = run("apply", "--sandbox", "--quiet", typed="n\n")

    assert "+ service checkout-api" in ended.out
    assert ended.err.endswith("Nothing was sent: not confirmed.\n")


PAIR = """\
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
"""


def test_quiet_drops_nobody_who_goes_on_or_off_call_at_once(run, write):
    write(PAIR)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(PAIR.replace("who: ana.silva", "who: ben.okafor"))

    said = run("plan", "--sandbox", "--quiet").out

    assert "warning[oncall-now]" in said
    assert re.search(r"! now +ana.silva@acme.example → ben.okafor@acme.example", said)


def test_quiet_drops_no_key_that_dies(run, write):
    write(WITH_KEYS)
    assert run("apply", "--sandbox", "--yes").code == 0
    gone = "metrics: {name: Metrics, absent: true, allow_key_change: true}"
    write(WITH_KEYS.replace("metrics: {name: Metrics, vendor: Datadog}", gone))

    said = run("plan", "--sandbox", "--quiet").out

    assert "- integration legacy-cart/metrics" in said


def test_quiet_drops_no_deletion(run, write, applied):
    write(WITHOUT_LEGACY_CART)

    ended = run("apply", "--sandbox", "--yes", "--quiet")

    assert "  - service legacy-cart" in ended.out
    assert ended.last_line == "Applied: 1 deleted."


def test_quiet_drops_no_refusal(run, write, applied):
    write(WITHOUT_LEGACY_CART, settings="stack: acme\nsafety: {max_deletes: 0}\n")

    ended = run("plan", "--sandbox", "--quiet")

    assert ended.code == 3
    assert "Refused: " in ended.out


def test_quiet_drops_nothing_that_failed(run, write, applied):
    write(WITHOUT_LEGACY_CART)
    with the_account() as world:
        open_incident(world, "Legacy Cart")

    ended = run("apply", "--sandbox", "--yes", "--quiet")

    assert ended.code == 3
    assert "blocked" in ended.out


def test_lint_tells_findings_alone(run, write):
    assert run("lint", "--quiet").out == ""
    write(CHECKOUT.replace("num_loops", "num_lops"))

    loud, quiet = run("lint"), run("lint", "--quiet")

    assert (quiet.code, quiet.err) == (1, "")
    assert loud.out == f"{quiet.out}\n2 files. 1 error.\n"


def test_a_report_says_nothing_of_the_file_that_it_wrote(run):
    ended = run("report", "--out", "report.html", "--quiet")

    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_an_upgrade_that_was_written_is_silent_and_one_that_is_tried_shows_its_edit(run, write):
    write(PAIR)
    summary = "policies/checkout.yaml would be rewritten."

    loud, tried = (run("upgrade", "primary", "--dry-run", *more) for more in ((), ("--quiet",)))
    written = run("upgrade", "primary", "--quiet")

    assert (summary in loud.out, loud.out.startswith(tried.out.rstrip("\n"))) == (True, True)
    assert (summary in tried.out, "+    rotations:" in tried.out) == (False, True)
    assert (written.code, written.out, written.err) == (0, "", "")
