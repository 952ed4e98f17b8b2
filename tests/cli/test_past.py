"""Who was on call: by the account's own rendering, whatever a schedule has been made since."""

import json

import pytest
from cli.test_oncall_live import days
from command_line import the_account
from organisation import ACME

LATER = 10  # days after which Ben's turn is cut short, and Chloe takes his place
AROUND = ("--since", "2026-03-01T00:00:00Z", "--until", "2026-03-24T00:00:00Z")
BEFORE = ACME.replace(
    """\
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example, ben""",
    """\
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben""",
)
AFTER = BEFORE.replace("ben.okafor@acme.example]", "chloe.martin@acme.example]")


@pytest.fixture(autouse=True)
def _an_edited_account(write, run):
    write(BEFORE)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(AFTER)
    assert run("apply", "--sandbox", "--yes", days=LATER).code == 0


@pytest.fixture
def live(run):
    """Ask the account, after the edit."""

    def live(*args):
        return run("oncall", "primary", "--live", "--sandbox", *args, days=LATER + 1)

    return live


def told(ended):
    (found,) = json.loads(ended.out)["schedules"]
    return [
        (one["start"][:16], one["end"][:16], *(who.partition("@")[0] for who in one["users"]))
        for one in found["entries"]
    ]


def test_the_past_is_what_the_account_has_and_the_future_what_it_is_made_of(live):
    assert told(live(*AROUND, "--format", "json")) == [
        ("2026-03-02T12:00", "2026-03-09T09:00", "ana.silva"),
        ("2026-03-09T09:00", "2026-03-12T12:00", "ben.okafor"),
        ("2026-03-12T12:00", "2026-03-16T09:00", "ana.silva"),
        ("2026-03-16T09:00", "2026-03-23T09:00", "chloe.martin"),
        ("2026-03-23T09:00", "2026-03-24T00:00", "ana.silva"),
    ]


def test_one_time_of_the_past_is_told_by_the_account_and_so_is_what_came_then(live):
    ended = live("--at", "2026-03-10T12:00:00Z")

    assert "primary   ben.okafor@acme.example until Thu 12 Mar 12:00, then ana.silva@" in (
        " ".join(ended.out.split()).replace("primary ", "primary   ")
    )


def test_the_past_of_years_is_asked_for_in_parts(live):
    ended = live(
        *("--since", "2023-01-01T00:00:00Z", "--until", "2026-03-10T00:00:00Z"),
        *("--format", "json"),
    )

    assert [row[2] for row in told(ended)] == ["ana.silva", "ben.okafor"]


def test_an_incident_of_the_past_reached_whoever_was_on_call(run):
    when = ("--at", "2026-03-10T12:00:00Z", "--live", "--sandbox", "--format", "json")
    ended = run("simulate", "cart", *when, days=LATER + 1)

    assert ended.json["steps"][0]["users"] == ["ben.okafor@acme.example"]


def test_shifts_of_the_past_are_whole_and_one_that_is_on_is_one(live):
    ended = live(*AROUND, "--format", "ics")

    lines = ended.out.replace("\r\n ", "").split("\r\n")
    times = [line.partition(":")[2] for line in lines if line.startswith(("DTSTART:", "DTEND:"))]
    assert list(zip(times[::2], times[1::2], strict=True)) == [
        ("20260302T120000Z", "20260309T090000Z"),
        ("20260309T090000Z", "20260312T120000Z"),
        ("20260312T120000Z", "20260316T090000Z"),
        ("20260316T090000Z", "20260323T090000Z"),
        ("20260323T090000Z", "20260330T080000Z"),
    ]


def test_a_shift_that_is_on_ends_when_it_ends_though_the_range_does_before(live):
    ended = live(
        "--since", "2026-03-12T20:00:00Z", "--until", "2026-03-13T00:00:00Z", "--format", "ics"
    )

    assert "DTSTART:20260312T120000Z" in ended.out
    assert "DTEND:20260316T090000Z" in ended.out


def test_what_is_verified_is_pdsyncs_own_rendering(run):
    ended = run("oncall", "--verify", "--sandbox", days=LATER + 1)

    assert (ended.code, ended.last_line) == (0, "2 schedules: 2 the same, 0 different")


def test_before_a_shift_based_schedule_was_there_nobody_was_on_call_by_it(run):
    with the_account() as world:
        ids = [user["id"] for user in world.get("/users")["users"][:2]]
        given = {"schedule": {"name": "Shifts", "time_zone": "Europe/London"}}
        path = f"/v3/schedules/{world.send('POST', '/v3/schedules', given)['schedule']['id']}"
        rotation = world.send("POST", f"{path}/rotations", {})["rotation"]["id"]
        world.send("POST", f"{path}/rotations/{rotation}/events", {"event": days(ids)})
    ended = run("oncall", "Shifts", "--live", "--sandbox", *AROUND, "--format", "json", days=LATER)

    assert told(ended)[0][:2] == ("2026-03-02T12:00", "2026-03-02T17:00")
    assert len(told(ended)) == 22


def test_the_yaml_tells_the_past_by_what_it_is_now(run, write):
    write(ACME)
    ended = run("oncall", "primary", *AROUND, "--format", "json", days=LATER + 1)

    assert told(ended)[0] == ("2026-03-01T00:00", "2026-03-02T09:00", "ben.okafor")


def test_an_incident_that_begins_now_does_not_begin_before_the_account_had_it(run, write):
    write(
        "schedules:\n  s:\n    time_zone: Europe/London\n    layers:\n"
        "      - {rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}\n"
        "escalation_policies:\n  p:\n"
        "    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [s]}]\n"
        "services:\n  web: {escalation_policy: p}\n"
    )
    seconds, there = 1 / 86_400, ("--sandbox-file", "new.db")
    assert run("apply", "--yes", *there, days=40 * seconds).code == 0
    ended = run("simulate", "web", "--live", *there, "--format", "json", days=45 * seconds)
    assert ended.json["assigned"] == ["ana.silva@acme.example"]
    assert run("simulate", "--all", "--live", *there, days=50 * seconds).code == 0
