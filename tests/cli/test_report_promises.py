"""The page of `pdsync report` says of each promise whether it is kept."""

from lint_live import ANA, BEN
from report_page import Page

WEB = f"""schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-03-02}}
    expect: {{coverage: always, not_with: [other], max_consecutive: 6 days}}
  other:
    time_zone: Europe/London
    layers:
      - {{rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {ANA}]}}
escalation_policies:
  web:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [web]}}
    expect: {{coverage: always}}
services:
  shop: {{escalation_policy: web, expect: {{coverage: always}}}}
"""
TABLE = "What is promised, and whether it is kept"


def table(run, *options):
    """The rows of the table of promises, without their head."""
    return Page(run("report", "--out", "-", *options).out).tables[TABLE][1:]


def test_each_promise_is_kept_or_broken_or_not_proved_and_what_is_broken_comes_first(run, write):
    write(WEB)

    assert [[" ".join(cell.split()) for cell in row] for row in table(run)] == [
        [
            "web schedule",
            "max_consecutive",
            "broken ana is on call for 1 week, from Mon 2 Mar 2026 09:00 to Mon 9 Mar 2026 "
            "09:00 (Europe/London), longer than 6d",
        ],
        ["web schedule", "coverage", "kept for ever"],
        [
            "web schedule",
            "not_with",
            "not proved: of schedule other nothing says whose turn it is in layer 1, which has no "
            "name; write an anchor: there, or ask the account with --live",
        ],
        ["web escalation policy", "coverage", "kept for ever"],
        ["shop service", "coverage", "kept for ever"],
    ]


def test_a_promise_is_told_with_initials_where_people_are_shown_by_them(run, write):
    write(WEB)

    (broken, *_) = table(run, "--people", "initials")

    assert (ANA in broken[2], ANA.partition("@")[0] in broken[2].casefold()) == (False, False)


def test_without_promises_there_is_no_table_of_them(run, write):
    write(
        "\n".join(line for line in WEB.splitlines() if "expect:" not in line).replace("shop", "x")
    )

    assert TABLE not in run("report", "--out", "-").out
