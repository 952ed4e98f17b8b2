"""`pdsync lint --live` over what an account has: fields that are not written, and namesakes."""

from lint_live import ANA, BEN, Served, person, phone, rule

TOKEN = "readonly-secret-1234"
REACHED = person(BEN, phone("PBEN001"), rules=[rule("PBEN001", 0)])
ROTA = f"""\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 10:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}
"""
ONE_LEVEL = f"""escalation_policies:
  web:
    escalation_rules:
      - {{escalation_delay_in_minutes: 30m, targets: [{BEN}]}}
"""
LEFT_OPEN = "escalation_policies:\n  web: {description: Ours}\n"


def test_what_is_not_written_is_checked_as_the_account_has_it(run, write, monkeypatch):
    served = Served(person(ANA), REACHED)
    served.world.applied(ONE_LEVEL.replace(BEN, ANA))
    write(LEFT_OPEN)
    monkeypatch.setenv("PAGERDUTY_TOKEN", TOKEN)
    assert run("lint").out == "2 files: 1 escalation policy. No problems.\n"
    with served.answering():
        found = run("lint", "--live", "--format", "json").json["findings"]
    assert [one["place"]["line"] for one in found if one["rule"] == "unreachable"] == [2]


def test_a_namesake_of_nobody_is_told(run, write, monkeypatch):
    served = Served(person(ANA), REACHED)
    served.world.applied(ROTA)
    body = {"name": "WEB", "type": "schedule", "time_zone": "Europe/London", "schedule_layers": []}
    served.world.send("POST", "/schedules", {"schedule": body})
    write(ROTA)
    monkeypatch.setenv("PAGERDUTY_TOKEN", TOKEN)
    with served.answering():
        ended = run("lint", "--live")
    assert "another schedule called 'WEB'" in ended.out
