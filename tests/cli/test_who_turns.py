"""`pdsync who`: turns in a row in one line, and turns that others have taken over."""

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
