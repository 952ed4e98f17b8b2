"""Which turns a swap exchanges, by schedules as people write them."""

from datetime import UTC, date, datetime

import pytest

from pdsync.reconcile import roster_of_config
from pdsync.roster import AskedSwap, NotOneTurn, exchanged
from pdsync.source import load_texts

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WEEKLY = """
  {key}:
    name: {key}
    time_zone: Europe/London
    layers:
      - {{rotate: weekly, handoff: Mon 09:00, users: [{users}], {more}
         anchor: {{who: {anchor}, at: 2026-11-30}}}}
"""


def weekly(key, order, anchor=None, only=""):
    users = ", ".join(f"{one}@acme.example" for one in order)
    more = f"only: '{only}', " if only else ""
    return WEEKLY.format(
        key=key, users=users, anchor=f"{anchor or order[0]}@acme.example", more=more
    )


def roster(*schedules):
    return roster_of_config(load_texts({"policies.yaml": "schedules:" + "".join(schedules)}))


def swapped(made, *schedules, first="ana", second="ben", at, back=None, now=NOW):
    asked = AskedSwap(
        f"{first}@acme.example",
        f"{second}@acme.example",
        date.fromisoformat(at),
        back and date.fromisoformat(back),
        now,
    )
    return exchanged(made, schedules, asked)


def told(found):
    """Each stretch that changes hands, in few words."""
    return [
        f"{one.schedule} {one.span.start:%d.%m %H} to {one.span.end:%d.%m %H} "
        f"{one.old.split('@')[0]} > {one.new.split('@')[0]}"
        for exchange in found
        for one in exchange.handovers
    ]


def not_one(*args, **kwargs):
    with pytest.raises(NotOneTurn) as raised:
        swapped(*args, **kwargs)
    found = raised.value.found
    return (
        found.person.split("@")[0],
        len(found.meant),
        [f"{one.begins:%d.%m}" for one in found.theirs[:2]],
    )


PRIMARY = weekly("primary", ["ana", "ben", "cleo"])


def test_a_turn_goes_against_the_others_next_one():
    assert told(swapped(roster(PRIMARY), "primary", at="2026-11-30")) == [
        "primary 30.11 09 to 07.12 09 ana > ben",
        "primary 07.12 09 to 14.12 09 ben > ana",
    ]


def test_a_date_within_a_turn_means_the_turn():
    middle = swapped(roster(PRIMARY), "primary", at="2026-12-03")
    assert middle == swapped(roster(PRIMARY), "primary", at="2026-11-30")


def test_the_other_turn_can_be_named():
    assert told(swapped(roster(PRIMARY), "primary", at="2026-11-30", back="2026-12-29")) == [
        "primary 30.11 09 to 07.12 09 ana > ben",
        "primary 28.12 09 to 04.01 09 ben > ana",
    ]


def test_a_turn_that_runs_is_exchanged_from_now_on():
    now = datetime(2026, 12, 2, 12, tzinfo=UTC)
    found = swapped(roster(PRIMARY), "primary", at="2026-11-30", now=now)
    assert told(found) == [
        "primary 02.12 12 to 07.12 09 ana > ben",
        "primary 07.12 09 to 14.12 09 ben > ana",
    ]
    assert [one.begins.day for one in found[0].running] == [30]


def test_each_window_of_a_turn_is_a_stretch():
    made = roster(weekly("office", ["ana", "ben"], only="Mon-Tue 09:00-17:00"))
    assert told(swapped(made, "office", at="2026-11-30")) == [
        "office 30.11 09 to 30.11 17 ana > ben",
        "office 01.12 09 to 01.12 17 ana > ben",
        "office 07.12 09 to 07.12 17 ben > ana",
        "office 08.12 09 to 08.12 17 ben > ana",
    ]


def test_a_day_outside_of_all_windows_means_no_turn():
    made = roster(weekly("office", ["ana", "ben"], only="Mon-Tue 09:00-17:00"))
    assert not_one(made, "office", at="2026-12-03") == ("ana", 0, ["30.11", "14.12"])


def test_a_date_of_somebody_elses_turn_is_told_with_their_own():
    assert not_one(roster(PRIMARY), "primary", at="2026-12-08") == ("ana", 0, ["30.11", "21.12"])


def test_somebody_without_a_turn_has_no_next_one():
    assert not_one(roster(PRIMARY), "primary", second="dan", at="2026-11-30") == ("dan", 0, [])


def test_several_turns_on_one_day_are_told():
    made = roster(
        """
  halves:
    name: halves
    time_zone: Etc/UTC
    layers:
      - {rotate: 8h, handoff: '00:00', users: [ana@acme.example, ben@acme.example],
         anchor: {who: ana@acme.example, at: 2026-11-30}}
"""
    )
    assert not_one(made, "halves", at="2026-11-30")[:2] == ("ana", 2)


def test_on_primary_and_secondary_both_exchange_their_turns():
    secondary = weekly("secondary", ["ben", "cleo", "ana"])
    found = swapped(roster(PRIMARY, secondary), "primary", "secondary", at="2026-11-30")
    assert told(found) == [
        "primary 30.11 09 to 07.12 09 ana > ben",
        "primary 07.12 09 to 14.12 09 ben > ana",
        "secondary 30.11 09 to 07.12 09 ben > ana",
        "secondary 14.12 09 to 21.12 09 ana > ben",
    ]


def test_the_secondary_of_the_other_week_is_exchanged_too():
    secondary = weekly("secondary", ["cleo", "ana", "ben"])
    found = swapped(roster(PRIMARY, secondary), "primary", "secondary", at="2026-11-30")
    assert told(found)[2:] == [
        "secondary 07.12 09 to 14.12 09 ana > ben",
        "secondary 14.12 09 to 21.12 09 ben > ana",
    ]


def test_the_date_may_be_a_turn_of_any_of_the_schedules():
    secondary = weekly("secondary", ["ben", "cleo", "ana"])
    made = roster(PRIMARY, secondary)
    there = swapped(made, "secondary", "primary", at="2026-11-30")
    assert sorted(told(there)) == sorted(
        told(swapped(made, "primary", "secondary", at="2026-11-30"))
    )
