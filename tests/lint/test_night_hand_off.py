"""Hand-offs at night, or on weekends only."""

import pytest
from lint.rules import examples, found, rotations, schedule

TWO = "members: [a@b.c, b@b.c], anchor: {who: a@b.c, at: 2026-01-05}"


def test_it_says_when():
    assert found("night-hand-off", examples("night-hand-off")[0]) == (
        "a.yaml:2:3 night-hand-off: turns of `web` change hands on Monday at 00:00: nobody is "
        "there to say what is going on\n  write a `handoff` within working hours\n"
    )


def test_a_weekend():
    text = schedule(f"rotate: weekly, handoff: Sat 10:00, {TWO}")
    assert "on Saturday at 10:00" in found("night-hand-off", text)


@pytest.mark.parametrize(
    "turns", ["rotate: weekly, handoff: Sun 23:30", "rotate: daily, handoff: 04:00"]
)
def test_an_hour_that_is_the_same_in_every_phase(turns):
    hour = turns.rpartition(" ")[2]
    text = schedule(f"{turns}, members: [a@b.c, b@b.c]")
    assert f"at {hour}: nobody" in found("night-hand-off", text)


SILENT = {
    "by day": schedule(f"rotate: weekly, handoff: Mon 09:00, {TWO}"),
    "every day, weekends too": schedule(f"rotate: daily, handoff: 09:00, {TWO}"),
    "in UTC": schedule(f"rotate: weekly, handoff: Mon 00:00, {TWO}").replace(
        "Europe/London", "Etc/UTC"
    ),
    "members of the account's": schedule("rotate: weekly, handoff: Mon 00:00"),
    "a day that only the account knows": schedule(
        "rotate: 3 days, handoff: 00:00, members: [a@b.c, b@b.c]"
    ),
    "windows of the day": schedule(
        f"rotate: weekly, handoff: Mon 00:00, {TWO}, only: Mon-Fri 09:00-17:00"
    ),
}

SILENT |= {
    "two rotations side by side": rotations(
        "shifts: 07:00-23:00, members: [a@b.c]", "shifts: 23:00-07:00, members: [b@b.c]"
    ),
}


def test_a_rotation_beside_another_is_told_of_its_own_hand_offs():
    text = rotations(
        f"rotate: weekly, handoff: Mon 00:00, {TWO}", "shifts: 23:00-01:00, members: [c@b.c]"
    )
    assert "on Monday at 00:00" in found("night-hand-off", text)


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("night-hand-off", text) == ""
