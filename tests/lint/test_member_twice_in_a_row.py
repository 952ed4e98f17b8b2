"""Members with more turns in a row than others."""

import pytest
from lint.rules import found, rotations, schedule
from source.saying import expected


def members(*names):
    people = ", ".join(f"{name}@b.c" for name in names)
    return schedule(f"rotate: weekly, handoff: Mon 09:00, members: [{people}]")


def test_it_says_who_and_how_often():
    assert found("member-twice-in-a-row", members("a", "b", "b")) == expected("""
        a.yaml:5:55 member-twice-in-a-row: b@b.c has 2 turns in a row, where others have fewer
          list everybody as often, or move the names apart
        """)


@pytest.mark.parametrize("names", ["aba", "aab", "abcca"])
def test_first_and_last_are_side_by_side(names):
    assert "a@b.c" in found("member-twice-in-a-row", members(*names)) or "c@b.c" in found(
        "member-twice-in-a-row", members(*names)
    )


@pytest.mark.parametrize("names", ["a", "aa", "ab", "aabb", "abab", "abac"])
def test_what_is_the_same_for_all_is_meant(names):
    assert found("member-twice-in-a-row", members(*names)) == ""


def shifts(*members, more=""):
    people = ", ".join(one if one == "nobody" else f"{one}@b.c" for one in members)
    return rotations(f"shifts: 09:00-17:00, members: [{people}]{more}")


def test_rotations_are_looked_at_as_layers_are():
    assert found("member-twice-in-a-row", shifts("a", "a", "b")) == expected("""
        a.yaml:5:40 member-twice-in-a-row: a@b.c has 2 turns in a row, where others have fewer
          list everybody as often, or move the names apart
        """)


def test_of_events_each_is_looked_at():
    event = "shifts: 09:00-17:00, members: [a@b.c, a@b.c, b@b.c]"
    text = rotations(f"events: [{{{event}, until: 2026-06-01}}, {{{event}, from: 2026-06-01}}]")
    places = [line.split()[0] for line in found("member-twice-in-a-row", text).splitlines()[::2]]
    assert places == ["a.yaml:5:50", "a.yaml:5:124"]


@pytest.mark.parametrize(
    ("members", "more"),
    [
        ("ab", ""),
        ("aab", ", everyone: true"),
        (["a", "a", "nobody"], ""),
        (["a", "nobody"] * 2, ""),
    ],
)
def test_shifts_of_nobody_and_of_all_together_are_no_turns_of_others(members, more):
    assert found("member-twice-in-a-row", shifts(*members, more=more)) == ""
