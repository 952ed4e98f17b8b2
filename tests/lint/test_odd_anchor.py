"""Anchors with dates on which no turn begins."""

from datetime import UTC, date, datetime, timedelta

import pytest
from kinds.reading import read
from lint.rules import found, rotations, schedule
from source.saying import expected

from pdsync import oncall
from pdsync.kinds import on_call

THREE = "members: [a@b.c, b@b.c, c@b.c]"
LAYERS = [
    "rotate: weekly, handoff: Mon 09:00",
    "rotate: 2 weeks, handoff: Tue 09:00, only: Wed-Thu 09:00-17:00",
    "rotate: daily, handoff: 00:00, only: Mon-Fri",
    "rotate: daily, handoff: 09:00",
]
ROTATIONS = [
    "rotate: weekly, handoff: Mon 09:00",
    "rotate: 2 weeks, handoff: Tue 09:00",
    "shifts: Mon-Fri 09:00-17:00, per_member: 5",
    "shifts: Mon-Fri 09:00-17:00, per_member: 1",
    "shifts: 22:00-06:00, per_member: 3",
    "shifts: {start: 2026-01-05 09:00, length: 8h, rrule: FREQ=MONTHLY}, per_member: 1",
    "shifts: {start: 2026-01-05 09:00, length: 8h, rrule: FREQ=DAILY;COUNT=90}, per_member: 2",
]
WRITTEN = [(schedule, one) for one in LAYERS] + [(rotations, one) for one in ROTATIONS]


def anchored(made_of, turns, at, who="b@b.c"):
    return made_of(f"{turns}, {THREE}, anchor: {{who: {who}, at: {at}}}")


def test_it_says_which_turn_is_meant_and_which_date_to_write():
    text = anchored(schedule, LAYERS[0], "2026-01-11")
    assert found("odd-anchor", text) == expected("""
        a.yaml:5:103 odd-anchor: no turn begins on Sun 11 Jan 2026: this means the one that begins \
on Mon 5 Jan 2026 at 09:00
          write `at: 2026-01-05`, or the date on which the turn begins that is meant
        """)


def test_where_nobody_has_a_turn_the_next_is_meant():
    text = anchored(schedule, LAYERS[2], "2026-01-10")
    assert "this means the one that begins on Mon 12 Jan 2026 at 00:00" in found("odd-anchor", text)


def test_rotations_are_looked_at_as_layers_are():
    text = anchored(rotations, ROTATIONS[2], "2026-01-07")
    assert found("odd-anchor", text).startswith("a.yaml:5:111 odd-anchor: no turn begins on Wed 7")


@pytest.mark.parametrize(("made_of", "turns"), WRITTEN)
def test_a_time_within_a_turn_is_fine(made_of, turns):
    assert found("odd-anchor", anchored(made_of, turns, "2026-01-07 12:00")) == ""


@pytest.mark.parametrize("at", ["2026-01-11", "2026-01-07"])
def test_where_there_is_one_person_alone_no_date_is_odd(at):
    alone = anchored(schedule, LAYERS[0], at).replace(THREE, "members: [b@b.c, b@b.c]")
    assert found("odd-anchor", alone) == ""


def test_of_turns_whose_length_only_the_account_knows_nothing_is_said():
    text = anchored(schedule, "handoff: 00:00, only: Mon-Fri", "2026-01-10")
    assert found("odd-anchor", text) == ""


def test_of_turns_whose_share_only_the_account_knows_nothing_is_said():
    text = anchored(rotations, "shifts: Mon-Fri 09:00-17:00", "2026-01-10")
    assert found("odd-anchor", text) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("made_of", "turns"), WRITTEN)
def test_the_date_that_is_to_be_written_means_the_same_turn_and_is_not_odd(made_of, turns):
    dates = [date(2026, 1, 5) + timedelta(days=day) for day in range(31)]
    for at in dates:
        text = anchored(made_of, turns, at)
        said = found("odd-anchor", text)
        if said:
            meant = said[said.index("`at: ") + 5 :][:10]
            followed = anchored(made_of, turns, meant)
            assert (found("odd-anchor", followed), people(followed)) == ("", people(text)), at


def people(text):
    since = datetime(2026, 1, 1, tzinfo=UTC)
    return oncall.final_shifts(
        on_call(read("schedule", text)), since + timedelta(days=70), since + timedelta(days=100)
    )
