"""`pdsync who` says of each promise that is not kept because of somebody's turns that it is not."""

from cli.test_oncall_promises import promises
from cli.test_overridden_promises import Told, pair
from lint_live import ANA, BEN

PROMISING = f"""schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-03-02}}
    expect: {{not_with: [second]}}
  second:
    time_zone: Europe/London
    layers:
      - rotate: daily
        handoff: 09:00
        members: [{BEN}]
        only: Mon-Sat 09:00-17:00
    expect: {{coverage: always}}
"""


def test_a_promise_that_is_not_kept_by_somebody_is_told_of_them(run, write):
    write(PROMISING)
    assert promises(run("who", BEN, "--weeks", "2")) == [
        f"schedule web does not keep not_with: {BEN} is on call here and by `second` from Mon 9 "
        "Mar 2026 09:00 to Mon 9 Mar 2026 17:00 (Europe/London)"
    ]


def test_a_promise_that_somebody_has_no_part_in_is_not_told_of_them(run, write):
    write(PROMISING)
    assert promises(run("who", ANA, "--weeks", "2")) == []


def test_it_stands_in_json_and_changes_no_exit_code(run, write):
    write(PROMISING)
    ended = run("who", BEN, "--weeks", "2", "--format", "json")
    assert (ended.code, [one["rule"] for one in ended.json["diagnostics"]]) == (
        0,
        ["broken-promise"],
    )


def test_a_promise_that_an_override_makes_not_kept_is_told_of_whom_it_puts_on_call(
    run, write, monkeypatch
):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "readonly-secret-1234")
    told = Told(pair("not_with: [second]"), run, write, None).override("web", BEN, "3T09", "4T09")
    with told.served.answering():
        found = [promises(run("who", "--live", one)) for one in (ANA, BEN)]
    assert [[one.partition(":")[0] for one in each] for each in found] == [
        [],
        ["schedule web does not keep not_with"],
    ]
