"""`pdsync who`: turns in a row in one line, whose clocks, and turns that others took over."""

import pytest
from cli.test_who import ANA, BEN, TWO
from command_line import the_account


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(TWO)


def test_equal_turns_of_days_in_a_row_are_one_line(run, write):
    write(TWO.replace("only: Mon 20:00-23:00", "only: Mon-Fri 20:00-23:00"))
    told = run("who", ANA, "--weeks", "2").out

    assert "  nights    Mon 2 Mar to Fri 6 Mar, 20:00-23:00\n" in told
    assert "            Mon 9 Mar to Fri 13 Mar, 20:00-23:00\n" in told


def test_a_schedule_of_which_nothing_is_known_stands_under_the_zone_of_its_own_clocks(run, write):
    told = TWO.replace("        anchor: {who: ana.silva@acme.example, at: 2026-02-23}\n", "")
    primary = told.index("  primary:")
    nights = told.index("  nights:")
    write(
        told[:primary]
        + told[primary:nights].replace("Europe/London", "America/New_York")
        + told[nights:]
    )

    told = run("who", ANA, "--weeks", "2").out.replace("\N{EN DASH}", "-").split("\n\n")

    turns = [block.splitlines() for block in told if block.startswith("Turns")]
    assert turns == [
        [
            "Turns · Europe/London",
            "  nights   Mon 2 Mar 20:00 - 23:00",
            "           Mon 9 Mar 20:00 - 23:00",
        ],
        ["Turns · America/New_York", "  primary   not known"],
    ]


@pytest.mark.parametrize(
    ("weeks", "left"), [("24", None), ("26", "1 more line"), ("30", "3 more lines")]
)
def test_turns_beyond_a_dozen_lines_are_counted(run, weeks, left):
    told = [one.strip() for one in run("who", ANA, "--weeks", weeks).out.splitlines()]

    said = [one for one in told if one.startswith("…")]
    assert said == ([f"… and {left}: fewer --weeks, or --format json"] if left else [])


def test_live_an_override_takes_a_turn_and_its_gap_away(run):
    run("apply", "--sandbox", "--yes")
    with the_account() as world:
        (nights,) = (s for s in world.get("/schedules")["schedules"] if s["name"] == "Nights")
        (ben,) = (u for u in world.get("/users")["users"] if u["email"] == BEN)
        override = {
            "start": "2026-03-09T20:00:00Z",
            "end": "2026-03-09T23:00:00Z",
            "user": {"id": ben["id"], "type": "user_reference"},
        }
        world.send("POST", f"/schedules/{nights['id']}/overrides", {"overrides": [override]})
    row = run("who", ANA, "--weeks", "2", "--live", "--sandbox", "--format", "json").json

    first = [{"start": "2026-03-02T20:00:00+00:00", "end": "2026-03-02T23:00:00+00:00"}]
    assert next(one["entries"] for one in row["turns"] if one["key"] == "nights") == first
    assert [one["gaps"] for one in row["uncovered"]["schedules"]] == [first]


SHIFTS = f"""\
schedules:
  days:
    time_zone: Etc/UTC
    rotations:
      - {{name: Days, shifts: "Mon-Fri 09:00-17:00", members: [{BEN}]}}
"""


def test_live_a_custom_shift_is_a_turn_that_nobody_else_covers(run, write):
    write(SHIFTS)
    run("apply", "--sandbox", "--yes")
    with the_account() as world:
        (days,) = (one for one in world.get("/v3/schedules")["schedules"])
        (ana,) = (u for u in world.get("/users")["users"] if u["email"] == ANA)
        shift = {
            "type": "custom_shift",
            "start_time": "2026-03-07T10:00:00Z",
            "end_time": "2026-03-07T12:00:00Z",
            "assignments": [
                {
                    "type": "shift_assignment",
                    "member": {"type": "user_member", "user_id": ana["id"]},
                }
            ],
        }
        world.send("POST", f"/v3/schedules/{days['id']}/custom_shifts", {"custom_shifts": [shift]})
    row = run("who", ANA, "--weeks", "1", "--live", "--sandbox", "--format", "json").json

    alone = [{"start": "2026-03-07T10:00:00+00:00", "end": "2026-03-07T12:00:00+00:00"}]
    (turns,) = row["turns"]
    assert (turns["key"], turns["entries"]) == ("days", alone)
    assert [one["gaps"] for one in row["uncovered"]["schedules"]] == [alone]


def test_somebody_who_was_deleted_in_the_account_is_nobody_there(run):
    run("apply", "--sandbox", "--yes")
    with the_account() as world:
        (ben,) = (u for u in world.get("/users")["users"] if u["email"] == BEN)
        world.send("DELETE", f"/users/{ben['id']}")
    ended = run("who", BEN, "--live", "--sandbox")

    assert (ended.code, ended.err) == (
        1,
        f"error: pdsync-sandbox.db names no person '{BEN}'\n"
        "    = help: write an e-mail, a name or an id of the account\n",
    )
