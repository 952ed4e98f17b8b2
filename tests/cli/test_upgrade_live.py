"""`pdsync upgrade --live`: whose turn it is comes from the account, or all of what it has made."""

import pytest
from command_line import the_account
from reconcile.rotas import ANA, BEN, CHLOE

WEEKS = f"""\
schedules:
  support:
    name: Support
    time_zone: Europe/London
    layers:
      - name: Base
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}

escalation_policies:
  support:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [support]
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "policies" / "checkout.yaml"


@pytest.mark.parametrize(
    ("edit", "people"),
    [
        ((f"{BEN}]", f"{BEN}, {CHLOE}]"), {ANA, BEN, CHLOE}),
        (
            ("\nescalation", f"\n      - name: Top\n        rotate: daily\n        handoff: 09:00\n"
             f"        members: [{CHLOE}]\n        only: Sat-Sun 10:00-14:00\n\nescalation"),
            {ANA, BEN, CHLOE},
        ),
        (("{who: " + ANA, "{who: " + BEN), {ANA, BEN}),
        (("Europe/London", "America/New_York"), {ANA, BEN}),
    ],
    ids=["a member more", "a layer more", "another anchor", "another time zone"],
)  # fmt: skip
def test_what_is_written_and_not_applied_yet_is_kept_with_the_turns_of_the_account(
    run, write, file, edit, people
):
    write(WEEKS)
    run("apply", "--sandbox", "--yes")
    write(WEEKS.replace(*edit, 1))
    wanted = run("plan", "--sandbox", "--format", "json").json["oncall"]
    ended = run("upgrade", "support", "--live", "--sandbox")
    assert ended.code == 0, ended.err
    text = file.read_text(encoding="utf-8").partition("rotations:")[2]
    assert {one for one in (ANA, BEN, CHLOE) if one in text} == people
    planned = run("plan", "--sandbox", "--format", "json").json["oncall"]
    assert [one["changes"] for one in planned["schedules"]] == [
        one["changes"] for one in wanted["schedules"]
    ]


@pytest.fixture
def turned(run, write):
    """The configuration was applied, and the schedule then upgraded on PagerDuty's page."""

    def turned(*rotations, **more):
        write(WEEKS)
        assert run("apply", "--sandbox", "--yes").code == 0
        with the_account() as world:
            ids = {one["email"]: one["id"] for one in world.get("/users", limit=100)["users"]}
            made = [{"events": [event(ids, *parts, **more) for parts in one]} for one in rotations]
            support = world.named("schedule", "schedules", "Support")["id"]
            world.account.upgrade_schedule(support, made)

    return turned


def event(ids, people, since, until=None, each=1, *, zone="Europe/London"):
    start, end = (
        {"date_time": f"2026-02-{day}T09:00:00Z", "time_zone": zone} for day in ("23", "28")
    )
    return {
        "name": "Whatever PagerDuty calls it",
        "start_time": start,
        "end_time": end,
        "effective_since": since,
        "effective_until": until,
        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
        "assignment_strategy": {
            "type": "rotating_member_assignment_strategy",
            "shifts_per_member": each,
            "members": [
                {"type": "user_member", "user_id": ids[one]}
                if one in ids
                else {"type": "empty_member"}
                for one in people
            ],
        },
    }


BEGUN = "2026-03-02T12:00:00Z"
APRIL = "2026-04-01T09:00:00Z"


def test_an_upgrade_on_pagerdutys_page_is_told_with_the_command_that_writes_it(run, turned):
    turned([([BEN, ANA], BEGUN)])
    ended = run("plan", "--sandbox")
    assert ended.code == 1
    assert "`pdsync upgrade support --live` writes the `rotations:` that it has there" in ended.err


@pytest.mark.parametrize(
    "rotations",
    [
        [[([BEN, ANA], BEGUN)]],
        [[([BEN, ANA], BEGUN)], [([CHLOE], BEGUN)]],
        [[([BEN, ANA], BEGUN, APRIL), ([ANA, CHLOE, BEN], APRIL, None, 2)]],
    ],
    ids=["one", "two", "events that follow each other"],
)
def test_the_rotations_of_the_account_are_written_and_leave_nothing_to_plan(
    run, turned, file, rotations
):
    turned(*rotations)
    ended = run("upgrade", "support", "--live", "--sandbox")
    assert ended.code == 0, ended.err
    assert "The same people are on call, for ever." in ended.out
    assert "No changes." in run("plan", "--sandbox").out
    assert "Whatever PagerDuty" not in file.read_text(encoding="utf-8")


def test_shifts_of_nobody_that_come_first_are_written_too(run, turned):
    turned([(["nobody", ANA], BEGUN)])
    ended = run("upgrade", "support", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    assert "No changes." in run("plan", "--sandbox").out


def test_shifts_on_other_clocks_say_so(run, turned, file):
    turned([([BEN, ANA], BEGUN)], zone="America/New_York")
    ended = run("upgrade", "support", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    assert "time_zone: America/New_York" in file.read_text(encoding="utf-8")
    assert "No changes." in run("plan", "--sandbox").out
