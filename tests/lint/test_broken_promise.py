"""Promises of schedules: what is proved, and what is said when it is not so."""

import pytest
from lint.rules import found, schedule
from reconcile.world import World, said
from source.saying import expected

DAYS = "rotate: weekly, handoff: Mon 09:00, members: [a@b.c, b@b.c], only: Mon-Fri 09:00-17:00"
ALWAYS = "rotate: weekly, handoff: Mon 09:00, members: [a@b.c, b@b.c]"


def promising(promise, *layers):
    return schedule(*layers, more=f"    expect: {{{promise}}}\n")


def broken(promise, *layers):
    return found("broken-promise", promising(promise, *layers))


def test_a_gap_is_named_with_how_often_it_comes():
    assert broken("coverage: always", DAYS) == expected("""
        a.yaml:6:24 broken-promise: somebody is to be on call then, and nobody is \
from Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00, every week
          add a layer below that covers it, or change what is promised
        """)


@pytest.mark.parametrize(
    ("promise", "layers"),
    [
        ("coverage: always", [ALWAYS]),
        ("coverage: Mon-Fri 09:00-17:00", [DAYS]),
        ("coverage: [Mon-Wed 10:00-12:00, Fri 16:00-17:00]", [DAYS]),
        ("coverage: always", [DAYS.replace("Mon-Fri 09:00-17:00", "17:00-09:00"), DAYS, ALWAYS]),
        ("max_consecutive: 1 week", [ALWAYS]),
        ("max_consecutive: 8h", [DAYS]),
    ],
)
def test_what_is_kept_is_not_mentioned(promise, layers):
    assert broken(promise, *layers) == ""


@pytest.mark.parametrize(
    ("promise", "layers", "words"),
    [
        ("coverage: Mon-Fri 08:00-17:00", [DAYS], "nobody is from Tue 3 Mar 2026 08:00"),
        ("coverage: Mon-Sat 09:00-17:00", [DAYS], "nobody is from Sat 7 Mar 2026 09:00"),
        ("coverage: always", [f"{ALWAYS}, until: 2026-06-01"], "from Mon 1 Jun 2026 00:00 on"),
        ("max_consecutive: 6 days", [ALWAYS], "longer than 6d"),
        ("max_consecutive: 1 week", ["rotate: weekly, members: [a@b.c]"], "a@b.c is on call"),
    ],
)
def test_what_is_not_kept_is_told(promise, layers, words):
    assert words in broken(promise, *layers)


@pytest.mark.parametrize("made_of", ["layers: []", "rotations: []"])
def test_nobody_at_all_keeps_no_promise(made_of):
    text = f"schedules: {{a: {{time_zone: Etc/UTC, {made_of}, expect: {{coverage: always}}}}}}"
    assert "nobody is from Mon 2 Mar 2026 10:00 on\n" in found("broken-promise", text)


def test_a_plan_is_not_made_when_a_promise_would_be_broken():
    people = "[ana.silva@acme.example, ben.okafor@acme.example]"
    text = promising("coverage: always", DAYS.replace("[a@b.c, b@b.c]", people))
    (found_,) = said(World().plan(text))
    assert found_[:2] == ("broken-promise", "policies.yaml:6:24")


def test_a_plan_proves_what_takes_the_account_to_know():
    people = "[ana.silva@acme.example, ben.okafor@acme.example]"
    layers = (
        f"name: A, rotate: weekly, handoff: Mon 09:00, members: {people}",
        f"name: B, rotate: weekly, handoff: Mon 09:00, members: {people}, only: Sat-Sun",
    )
    world = World()
    text = promising("max_consecutive: 1 week", *layers)
    (found_,) = said(world.plan(text.replace("1 week", "4 days")))
    assert found_[0] == "broken-promise"
    world.applied(text)


@pytest.mark.parametrize(
    ("promise", "message"),
    [
        ("coverage: sometimes", "'sometimes' is not a day of the week"),
        ("coverage: null", "nothing promises nothing"),
        ("max_consecutive: soon", "'soon' is not a length of time"),
        ("covrage: always", "`covrage` is not a field here"),
        ("", "this promises nothing"),
    ],
)
def test_a_promise_that_cannot_be_read_is_said(promise, message):
    found_ = said(World().plan(promising(promise, ALWAYS)))
    assert message in [text for _, _, text in found_]
