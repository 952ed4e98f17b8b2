from datetime import timedelta

from hypothesis import given
from oncall.brute_shifts import people
from oncall.making_shifts import shift_worlds

from pdsync.oncall import final_shifts, people_at


def on_call(shifts, at):
    return tuple(sorted(shift.user for shift in shifts if shift.start <= at < shift.end))


@given(shift_worlds())
def test_it_says_what_a_walk_through_every_few_minutes_says(world):
    made, around = world
    instants = [around + timedelta(minutes=15 * step) for step in range(-144, 240)]
    shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
    walked = people(made, instants)
    assert [(at, on_call(shifts, at)) for at in instants] == list(
        zip(instants, walked, strict=True)
    )


@given(shift_worlds())
def test_one_instant_is_as_in_the_whole(world):
    made, around = world
    instants = [around + timedelta(minutes=29 * step) for step in range(-40, 40)]
    shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
    asked = [people_at(made, at) for at in instants]
    assert asked == [on_call(shifts, at) for at in instants]


@given(shift_worlds())
def test_whole_shifts_are_the_cut_ones_uncut(world):
    made, around = world
    later = around + timedelta(hours=1)
    whole = final_shifts(made, around, later, whole=True)
    clipped = [(max(one.start, around), min(one.end, later), one.user) for one in whole]
    cut = [(one.start, one.end, one.user) for one in final_shifts(made, around, later)]
    assert sorted(clipped) == cut
