"""`pdsync oncall` says in a line of each promise that is not kept in the time that is shown."""

from cli.test_overridden_promises import Told, pair
from lint_live import ANA, BEN

WEB = f"""schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-03-02}}
        only: Mon-Fri 09:00-17:00
    expect: {{coverage: Mon-Sat 09:00-17:00}}
escalation_policies:
  web:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [{ANA}]}}
services:
  shop:
    escalation_policy: web
    auto_pause_notifications_parameters: {{enabled: true, timeout: 5m}}
    expect: {{answers_within: 2m}}
"""


def promises(ended):
    """What is said of promises."""
    mark = "warning[broken-promise]: "
    return [one.removeprefix(mark) for one in ended.err.splitlines() if one.startswith(mark)]


def test_a_promise_that_is_not_kept_then_is_told(run, write):
    write(WEB)
    (told,) = promises(run("oncall", "schedule:web", "--at", "2026-03-07 12:00"))
    assert told.startswith("schedule web does not keep coverage: ")


def test_a_promise_that_is_kept_then_is_not_told(run, write):
    write(WEB)
    assert promises(run("oncall", "schedule:web", "--at", "2026-03-06 12:00")) == []


def test_a_promise_of_what_was_not_asked_about_is_not_told(run, write):
    write(WEB)
    assert promises(run("oncall", "escalation_policy:web", "--at", "2026-03-07T12:00Z")) == []


def test_a_promise_that_is_kept_at_no_time_is_told(run, write):
    write(WEB)
    assert promises(run("oncall", "shop")) == [
        "service shop does not keep answers_within: notifications pause for 5m first, longer than "
        "2m"
    ]


def test_a_promise_that_an_override_makes_not_kept_is_told(run, write, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "readonly-secret-1234")
    told = Told(pair("not_with: [second]"), run, write, None).override("web", BEN, "3T09", "4T09")
    with told.served.answering():
        ended = run("oncall", "--live", "--at", "2026-03-03T12:00Z", "--time-zone", "Europe/London")
    assert promises(ended) == [
        f"schedule web does not keep not_with: {BEN} is on call here and by `second` from Tue 3 "
        "Mar 2026 09:00 to Wed 4 Mar 2026 09:00 (Europe/London)"
    ]


def test_a_schedule_that_a_promise_names_is_read_with_the_one_that_is_asked_about(
    run, write, monkeypatch
):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "readonly-secret-1234")
    told = Told(pair("not_with: [second]"), run, write, None).override("web", BEN, "3T09", "4T09")
    with told.served.answering():
        ended = run("oncall", "schedule:web", "--live", "--at", "2026-03-03T12:00Z")
    assert promises(ended) == [
        f"schedule web does not keep not_with: {BEN} is on call here and by `second` from Tue 3 "
        "Mar 2026 09:00 to Wed 4 Mar 2026 09:00 (Europe/London)"
    ]
