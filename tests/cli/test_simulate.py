"""`pdsync simulate`: an incident on paper, and the proof that all services find somebody."""

import httpx
import pytest
from cli.test_oncall import ACME

from pdsync import sandbox

EMPTY = ACME.replace("targets: [primary, office]", "targets: [office]").replace(
    "targets: [emma.johnson@acme.example]", "targets: [office]"
)


DIAGRAM = """\
flowchart TD
    begin(["cart<br/>Mon 2 Mar 2026 12:00 Europe/London · high urgency · policy shop, repeated never"])
    step0["assigned to ana.silva@acme.example<br/>level 1 of shop: schedule primary (ana.silva@acme.example); schedule office (nobody)"]
    begin -->|at once| step0
    step1["escalated to emma.johnson@acme.example<br/>level 2 of shop: by name"]
    step0 -->|after 10m| step1
    step2["no level is left"]
    step1 -->|after 15m| step2
    finish(["Nobody is left to escalate to: it stays with emma.johnson@acme.example, and nobody else is notified."])
    step2 --> finish
"""  # noqa: E501 - the lines of the diagram


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_the_course_of_an_incident(run):
    ended = run("simulate", "cart", "--ack-after", "12m", "--time-zone", "Europe/London")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out
        == """\
pdsync simulate · policies/ · service cart

Mon 2 Mar 2026 12:00 Europe/London · high urgency · policy shop, repeated never

  0m      12:00   assigned to ana.silva@acme.example
                  level 1 of shop: schedule primary (ana.silva@acme.example);
                  schedule office (nobody)
  10m     12:10   escalated to emma.johnson@acme.example
                  level 2 of shop: by name
  12m     12:12   acknowledged; the escalation stops

It stays with emma.johnson@acme.example, who has acknowledged it; nobody else is
notified.

Note: not written, so taken as PagerDuty's default: incident_urgency_rule,
acknowledgement_timeout, auto_resolve_timeout, num_loops.
Note: maintenance windows are left aside: in one, a service makes no incidents.
"""
    )


def test_a_step_in_json(run):
    ended = run("simulate", "cart", "--format", "json", "--time-zone", "UTC")

    assert (ended.code, ended.json["format"], ended.json["ending"]) == (
        0,
        "pdsync.simulation/1",
        "exhausted",
    )
    assert ended.json["steps"][0] == {
        "minutes": 0,
        "at": "2026-03-02T12:00:00+00:00",
        "event": "assigned",
        "urgency": "high",
        "level": 1,
        "repeat": 0,
        "users": ["ana.silva@acme.example"],
        "round_robin": False,
        "targets": [
            {"schedule": "primary", "users": ["ana.silva@acme.example"]},
            {"schedule": "office", "users": []},
        ],
        "skipped": [],
    }


def test_a_diagram_for_documents(run):
    ended = run("simulate", "cart", "--format", "mermaid", "--time-zone", "Europe/London")

    assert ended.out == DIAGRAM


def test_no_incident_at_all_is_the_worst_and_an_error(run, write):
    write(EMPTY)

    ended = run("simulate", "cart")

    assert ended.code == 1
    assert "PagerDuty makes no incident at all, and nobody hears of it." in " ".join(
        ended.out.split()
    )


def test_all_services_are_proved_for_every_minute(run):
    ended = run("simulate", "--all", "--within", "30m")

    assert ended.code == 0
    assert "  cart   somebody at once, at every minute\n" in ended.out
    assert ended.last_line == "1 service: 1 proved, 0 not"


def test_a_disabled_service_is_not_counted_as_proved(run, write):
    write(ACME.replace("    name: Cart\n", "    name: Cart\n    status: disabled\n"))

    assert run("simulate", "--all").last_line == "1 service: 0 proved, 0 not, 1 disabled"
    (service,) = run("simulate", "--all", "--format", "json").json["services"]
    assert (service["disabled"], service["proved"]) == (True, None)


def test_without_services_nothing_is_proved(run, write):
    write(ACME[: ACME.index("services:")])

    ended = run("simulate", "--all")

    assert (ended.code, ended.last_line) == (1, "There are no services.")


def test_a_service_without_a_policy_says_so(run, write):
    write(ACME.replace("    escalation_policy: shop\n", ""))

    ended = run("simulate", "cart")

    assert ended.err.startswith("error: service cart: it names no escalation policy\n")
    assert "not known: service cart: it names no" in run("simulate", "--all").out


def test_the_first_minute_with_nobody_is_named(run, write):
    write(EMPTY)

    ended = run("simulate", "--all", "--horizon", "1 week", "--format", "json")

    (service,) = ended.json["services"]
    assert (ended.code, service["proved"], len(service["gaps"])) == (1, False, 8)
    assert service["gaps"][0] == {
        "start": "2026-03-02T23:00:00+11:00",
        "end": "2026-03-03T09:00:00+11:00",
    }


def test_a_pause_that_is_longer_than_asked_is_no_proof(run, write):
    pause = "    auto_pause_notifications_parameters: {enabled: true, timeout: 15m}\n"
    write(ACME + pause)

    assert run("simulate", "--all", "--within", "15m").code == 0
    assert run("simulate", "--all", "--within", "14m").code == 1


def test_the_proof_needs_no_phase(run, write):
    two = EMPTY.replace("[liam.chen@acme.example]", "[liam.chen@acme.example, x@acme.example]")
    write(two.replace("        rotation_virtual_start: 2026-01-05 09:00\n", ""))
    without = run("simulate", "--all", "--format", "json")
    write(two)

    assert run("simulate", "--all", "--format", "json").out == without.out


def test_a_schedule_without_a_phase_is_named_with_what_to_write(run, write):
    write(ACME.replace("        rotation_virtual_start: 2026-01-05 09:00\n", ""))

    ended = run("simulate", "cart")

    assert (ended.code, ended.out) == (1, "")
    assert "schedule primary: " in ended.err
    assert "write an `anchor:`" in ended.err


def test_the_account_is_asked_with_live(run):
    run("apply", "--sandbox", "--yes")

    offline = run("simulate", "cart", "--format", "json").json
    live = run("simulate", "cart", "--live", "--sandbox", "--format", "json").json

    assert live["service"]["id"]
    assert [s["users"] for s in live["steps"]] == [s["users"] for s in offline["steps"]]


PAUSED = ACME + "    auto_pause_notifications_parameters: {enabled: true, timeout: 15m}\n"


def test_a_pause_in_the_account_is_asked_for(run, write):
    write(PAUSED)
    run("apply", "--sandbox", "--yes")
    write(ACME)

    course = run("simulate", "cart", "--live", "--sandbox", "--format", "json").json
    proof = run("simulate", "--all", "--live", "--sandbox", "--within", "14m")

    assert "an alert that is likely to pass by itself waits 15m before all this" in course["notes"]
    assert (proof.code, proof.last_line) == (1, "1 service: 0 proved, 1 not")


class Without(httpx.BaseTransport):
    """An account that refuses to tell of what it does not have."""

    def __init__(self, inner, status):
        self.inner, self.status = inner, status

    def handle_request(self, request):
        if "auto_pause" in str(request.url):
            error = {"message": "Account does not have the ability", "code": 2014}
            return httpx.Response(self.status, json={"error": error})
        return self.inner.handle_request(request)


@pytest.mark.parametrize("status", [402, 403])
def test_an_account_without_pauses_is_asked_without(run, monkeypatch, status):
    run("apply", "--sandbox", "--yes")
    whole = sandbox.transport
    monkeypatch.setattr(sandbox, "transport", lambda one: Without(whole(one), status))

    assert run("simulate", "--all", "--live", "--sandbox").code == 0
