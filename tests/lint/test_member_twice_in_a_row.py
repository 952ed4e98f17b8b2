"""Members with more turns in a row than others."""

import pytest
from lint.rules import found, schedule
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
