"""Mistakes on the command lines that ask who is on call: said in our words, with a way out."""

import pytest
from organisation import ACME


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


MISTAKES = {
    "simulate": ("simulate needs a SERVICE", "name one, or add --all"),
    "simulate shop": (
        "policies/ has no service 'shop'",
        "'shop' is an escalation policy: name a service, such as cart",
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
        "add --time-zone Australia/Sydney, or another one, or write an instant, such as "
        "2026-10-25T01:30:00Z",
    ),
    "oncall --at= primary": (
        "--at is empty",
        "write a value; does a variable in its place have none?",
    ),
    "oncall --until= primary": (
        "--until is empty",
        "write a value; does a variable in its place have none?",
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
    "oncall --time-zone PST": (
        "--time-zone: 'PST' is an abbreviation, and does not tell when clocks change",
        "write the region that is meant, such as `America/Los_Angeles`",
    ),
    "oncall primry": (
        "policies/ has no schedule, escalation policy or service 'primry'",
        "did you mean primary?",
    ),
    "upgrade shop": (
        "policies/ has no schedule 'shop'",
        "'shop' is an escalation policy: name a schedule, such as primary or office",
    ),
    "upgrade cart": (
        "policies/ has no schedule 'cart'",
        "'cart' is a service: name a schedule, such as primary or office",
    ),
    "simulate schedule:office": (
        "policies/ has no service 'schedule:office'",
        "'office' is a schedule: name a service, such as cart",
    ),
    "who shop": (
        "policies/ names no person 'shop'",
        "'shop' is an escalation policy: name a person, such as emma.johnson@acme.example",
    ),
    "upgrade": ("upgrade needs a SCHEDULE", "write the key of one"),
    "oncall nosuch --live --sandbox": (
        "pdsync-sandbox.db has no schedule, escalation policy or service 'nosuch'",
        "write its key, its name or its id",
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
