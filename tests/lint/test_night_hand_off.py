"""Hand-offs at night, or on weekends only."""

import pytest
from lint.rules import examples, found, rotations, schedule

TWO = "members: [a@b.c, b@b.c], anchor: {who: a@b.c, at: 2026-01-05}"


def test_it_says_when():
    assert found("night-hand-off", examples("night-hand-off")[0]) == (
        "a.yaml:2:3 night-hand-off: turns of `web` change hands on Monday at 00:00 "
        "(Europe/London): nobody on these clocks is at work to say what is going on\n"
        "  write a `handoff` within working hours\n"
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
    assert f"at {hour} (Europe/London): nobody" in found("night-hand-off", text)


BASE = f"rotate: weekly, handoff: Sun 10:00, {TWO.replace('01-05', '01-04')}"
DAYS = "rotate: daily, handoff: 09:00, members: [c@b.c, d@b.c], only: Mon-Fri 09:00-17:00"
TOLD = {
    "of one layer, where others change hands by day": (
        schedule(BASE, f"{DAYS}, anchor: {{who: c@b.c, at: 2026-01-05}}"),
        "Sunday at 10:00",
    ),
    "of turns of six weeks": (
        schedule(f"rotate: 6 weeks, handoff: Mon 02:00, {TWO}"),
        "Monday at 02:00",
    ),
    "of a layer that has not begun": (
        schedule(f"rotate: weekly, handoff: Mon 03:00, {TWO}, from: 2026-09-07 03:00"),
        "Monday at 03:00",
    ),
    "of turns of half a day, without an anchor": (
        schedule("rotate: 12h, handoff: 02:00, members: [a@b.c, b@b.c, c@b.c]"),
        "Monday at 02:00",
    ),
    "of a rotation without an anchor": (
        rotations("rotate: weekly, handoff: Sun 10:00, members: [a@b.c, b@b.c]"),
        "Sunday at 10:00",
    ),
    "on the clocks of a rotation": (
        rotations(f"rotate: weekly, handoff: Mon 03:00, {TWO}, time_zone: America/New_York"),
        "Monday at 03:00 (America/New_York)",
    ),
}


@pytest.mark.parametrize(("text", "when"), TOLD.values(), ids=TOLD)
def test_it_is_told(text, when):
    assert f"on {when}" in found("night-hand-off", text)


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
    "by day where a rotation is, though night here": rotations(
        f"rotate: weekly, handoff: Mon 20:00, {TWO}, time_zone: America/New_York"
    ),
    "at night, under a layer that goes on": schedule(
        f"rotate: daily, handoff: 03:00, {TWO}",
        "rotate: weekly, handoff: Mon 10:00, members: [c@b.c, d@b.c], only: 22:00-08:00, "
        "anchor: {who: c@b.c, at: 2026-01-05}",
    ),
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
