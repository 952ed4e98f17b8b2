"""People who have far more turns than those they share them with."""

import pytest
from lint.rules import examples, found, rotations, schedule
from source.saying import expected

A, B, C = (f"{name}@x.example" for name in "abc")
ANCHOR = f"anchor: {{who: {A}, at: 2026-01-05}}"


def weekly(*people, more=ANCHOR):
    return f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(people)}], {more}"


def test_it_says_who_has_how_much():
    assert found("unfair-load", examples("unfair-load")[0]) == expected("""
        a.yaml:2:3 unfair-load: ana@acme.example is on call by `web` for 6 weeks of the next 12 \
weeks, and ben@acme.example for 3 weeks
          list everybody as often, and let turns change hands so that weekends go round
        """)


FOUR = [f"{name}@x.example" for name in "abcd"]
TOLD = {
    "two layers": schedule(weekly(A, B), f"{weekly(A, C)}, only: Sat-Sun"),
    "the same days of the week": schedule(
        f"rotate: daily, handoff: 00:00, members: [{', '.join([*FOUR, 'e@x', 'f@x', 'g@x'])}], "
        f"{ANCHOR}, only: [Mon-Fri 20:00-24:00, Sat-Sun]".replace("@x,", "@x.example,").replace(
            "@x]", "@x.example]"
        )
    ),
    "rotations": rotations(weekly(A, B, A, C)),
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_loads_that_are_far_apart_are_told(text):
    assert "of the next 12 weeks, and" in found("unfair-load", text)


SILENT = {
    "everybody once": schedule(weekly(A, B, C)),
    "everybody twice": schedule(weekly(A, A, B, B)),
    "eight, of whom four have a second turn": schedule(
        weekly(*FOUR, *(f"{name}@x.example" for name in "efgh"))
    ),
    "who share nothing": schedule(
        weekly(A, B), f"{weekly(C, more=ANCHOR.replace(A, C))}, only: Sat-Sun"
    ),
    "turns of the account's": schedule(weekly(A, B, A, C, more="name: L")),
    "a layer that ends soon": schedule(f"{weekly(A, B, A, C)}, until: 2026-04-06"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("unfair-load", text) == ""
