"""Promises of schedules: what is proved, and what is said when it is not so."""

import httpx
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
from Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00 (Europe/London), every week
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
        (
            "coverage: always",
            [f"{ALWAYS}, until: 2026-06-01"],
            "from Mon 1 Jun 2026 00:00 (Europe/London) on",
        ),
        ("max_consecutive: 6 days", [ALWAYS], "longer than 6d"),
        ("max_consecutive: 1 week", ["rotate: weekly, members: [a@b.c]"], "a@b.c is on call"),
    ],
)
def test_what_is_not_kept_is_told(promise, layers, words):
    assert words in broken(promise, *layers)


def test_a_shift_without_an_end_has_none():
    said_ = broken(
        "max_consecutive: 1 week", "rotate: weekly, members: [a@b.c], handoff: Mon 09:00"
    )

    assert "a@b.c is on call for more than a year, longer than 1 week\n" in said_


def test_a_shift_that_began_long_ago_is_told_whole():
    layer = f"{ALWAYS.replace('weekly', '24 weeks')}, anchor: {{who: a@b.c, at: 2025-12-01}}"
    assert (
        "a@b.c is on call for 24 weeks, from Mon 1 Dec 2025 09:00 to Mon 18 May 2026 09:00 "
        "(Europe/London), longer than 48h"
    ) in broken("max_consecutive: 2 days", layer)


def test_a_shift_that_ends_after_more_than_a_year_has_its_end():
    layer = "rotate: weekly, handoff: Mon 09:00, members: [a@b.c], until: 2027-03-01 09:00"
    assert (
        "a@b.c is on call for more than a year until Mon 1 Mar 2027 09:00 (Europe/London), longer"
    ) in broken("max_consecutive: 1 week", layer)


def test_a_shift_that_begins_late_in_the_year_that_is_looked_at_has_its_end():
    anchor = "anchor: {who: a@b.c, at: 2026-12-07}"
    long = f"rotate: 28 weeks, handoff: Mon 09:00, {anchor}, members: [a@b.c, b@b.c]"
    short = f"{ALWAYS}, anchor: {{who: a@b.c, at: 2026-01-05}}, until: 2026-12-07 09:00"

    said_ = broken("max_consecutive: 1 week", long, short)

    said = "a@b.c is on call for 28 weeks, from Mon 7 Dec 2026 09:00 to Mon 21 Jun 2027 09:00 (Eu"
    assert said in said_


def test_shifts_are_helped_by_another_rotation():
    text = schedule("shifts: Mon-Fri 09:00-17:00, members: [a@b.c]").replace("layers", "rotations")
    said_ = found("broken-promise", f"{text}    expect: {{coverage: always}}\n")
    assert "  add a rotation that covers it, or change what is promised\n" in said_


@pytest.mark.parametrize("made_of", ["layers: []", "rotations: []"])
def test_nobody_at_all_keeps_no_promise(made_of):
    text = f"schedules: {{a: {{time_zone: Etc/UTC, {made_of}, expect: {{coverage: always}}}}}}"
    said_ = found("broken-promise", text)
    assert "nobody is from Mon 2 Mar 2026 10:00 (Etc/UTC) on\n" in said_


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


PEOPLE = "members: [ana.silva@acme.example, ben.okafor@acme.example]"
WEEKLY = schedule(f"name: A, rotate: weekly, handoff: Mon 09:00, {PEOPLE}")
KEEPS = "schedules:\n  a:\n    expect: {coverage: always, max_consecutive: %s}\n"


def test_a_plan_proves_a_promise_of_layers_that_it_leaves_as_they_are():
    world = World()
    world.applied(WEEKLY)
    world.forget()
    assert said(world.plan(KEEPS % "1 week")) == []
    assert [rule for rule, _, _ in said(world.plan(KEEPS % "1 day"))] == ["broken-promise"]
    assert world.writes() == []


class Private(httpx.BaseTransport):
    """A PagerDuty that lets nobody read a schedule by itself."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        if "/schedules/" in request.url.path and request.method == "GET":
            return httpx.Response(403, json={"error": {"message": "no", "code": 2010}})
        return self.inner.handle_request(request)


def test_a_promise_of_what_cannot_be_read_is_not_said_to_be_broken():
    world = World()
    world.applied(WEEKLY)
    private = World(account=world.account, around=Private)
    assert said(private.plan(KEEPS % "1 week")) == [
        (
            "unproved-promise",
            "policies.yaml:3:13",
            "whether schedule `a` keeps what it promises cannot be told: "
            "what it is made of is not known",
        )
    ]


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
