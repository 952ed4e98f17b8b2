"""`pdsync simulate`: an incident on paper, and the proof that all services find somebody."""

import pytest
from cli.test_oncall import ACME

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


MISTAKES = {
    "simulate": ("simulate needs a SERVICE", "name one, or add --all"),
    "simulate shop": (
        "policies/ has no service 'shop'",
        "write its key, or its name with --live",
    ),
    "simulate cart --severity bad": (
        "--severity cannot be 'bad'",
        "it is critical, error, warning or info",
    ),
    "simulate cart --ack-after soon": (
        "--ack-after: 'soon' is not a length of time",
        "write a length such as 15m, 4h or 1 week, or a number of minutes",
    ),
    "simulate --all --format mermaid": ("--all has no diagram", "write --format text or json"),
    "oncall --at 2026-03-29T01:30 primary": (
        "--at: '2026-03-29T01:30' does not exist in Europe/London: the clocks are changed then",
        "write 2026-03-29T02:30+01:00 or 2026-03-29T00:30+00:00",
    ),
    "oncall --at 2026-10-25T01:30 primary": (
        "--at: '2026-10-25T01:30' comes twice in Europe/London: the clocks are changed then",
        "write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00",
    ),
    "oncall --at 2026-10-25T01:30": (
        "--at: '2026-10-25T01:30' is a time of the clock, and what is asked about is on several",
        "add --time-zone, or write an instant such as 2026-12-24T18:00:00Z",
    ),
    "oncall --at noon": (
        "--at: 'noon' is not a date and time",
        "write a time such as 2026-01-05 09:00, or an instant such as 2026-01-05T09:00:00Z",
    ),
    "oncall --at 2026-01-01 --until 2026-01-02": (
        "--at is one time",
        "leave it out, or --since and --until",
    ),
    "oncall primary --until 2026-01-02": (
        "--until is not after --since",
        "write a later --until",
    ),
    "oncall --at 1900-01-01 primary": (
        "--at: '1900-01-01' is too far away",
        "write a time of 1970 to 2199",
    ),
    "oncall --time-zone Europe/Londn": (
        "--time-zone: 'Europe/Londn' is not a time zone",
        "did you mean `Europe/London`?",
    ),
    "oncall primry": (
        "policies/ has no schedule, escalation policy or service 'primry'",
        "did you mean primary?",
    ),
    "oncall --sandbox": (
        "--sandbox does nothing without --live",
        "add --live to ask the account, or leave it out",
    ),
    "simulate cart --token-file t": (
        "--token-file does nothing without --live",
        "add --live to ask the account, or leave it out",
    ),
    "upgrade primary --sandbox-file x.db": (
        "--sandbox-file does nothing without --live",
        "add --live to ask the account, or leave it out",
    ),
    "report --out - --region eu": (
        "--region does nothing without --live",
        "add --live to ask the account, or leave it out",
    ),
    "oncall --weeks 2": (
        "--weeks does nothing without --verify",
        "add --verify, or leave it out",
    ),
    "oncall --verify --since 2026-03-03 --sandbox": (
        "--since does nothing with --verify",
        "leave it out; --weeks says how far to compare",
    ),
    "simulate cart --within 5m": (
        "--within does nothing without --all",
        "add --all, or leave it out",
    ),
    "simulate --all --severity error": (
        "--severity does nothing with --all",
        "leave it out, or name a SERVICE without --all",
    ),
    "oncall --verify --format ics --sandbox": (
        "--verify makes no calendar",
        "write --format text or json",
    ),
}


@pytest.mark.parametrize(("line", "says"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_explained(run, line, says):
    message, advice = says

    ended = run(*line.split())

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"error: {message}\n    = help: {advice}\n"


def test_settings_of_the_environment_do_no_harm_where_no_account_is_asked(run, monkeypatch):
    monkeypatch.setenv("PDSYNC_API_URL", "https://pagerduty.invalid")
    monkeypatch.setenv("PAGERDUTY_SERVICE_REGION", "eu")

    assert run("oncall").code == 0


def test_a_key_of_several_kinds_is_written_with_its_kind(run, write):
    write(ACME.replace("  shop:\n", "  primary:\n").replace("policy: shop", "policy: primary"))

    ended = run("oncall", "primary")

    assert ended.err == (
        "error: 'primary' is the key of a schedule and an escalation policy\n"
        "    = help: write schedule:primary or escalation_policy:primary\n"
    )
    assert run("oncall", "schedule:primary").code == 0


def test_a_mistake_under_format_json_is_json_too(run):
    ended = run("oncall", "primry", "--format", "json")

    (found,) = ended.json["diagnostics"]
    assert (ended.json["format"], found["rule"]) == ("pdsync.oncall/1", "usage")
