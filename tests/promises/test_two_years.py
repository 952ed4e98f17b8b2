"""What is said of promises of random schedules is so at each half hour of two years.

What is kept for ever is kept in all of them; what is not is not from the first minute that is told.
Schedules have layers over layers, windows, several at once, and policies round robins, in zones
whose clocks change by an hour, by half of one and not at all.
"""

import re
from datetime import datetime, timedelta
from itertools import groupby, pairwise, product

import pytest
from examples import at_most
from hypothesis import Phase, assume, given
from hypothesis import strategies as st
from lint.rules import NOW, found
from promises.walked import BEFORE, HALF, START, STEPS, Hours, Layer, Rota, Shifts, walls

from pdsync.lint import LintContext, judged_promises
from pdsync.source import load_texts

pytestmark = [pytest.mark.hypothesis, pytest.mark.slow]

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Etc/UTC"]
)
PEOPLE = st.permutations("abc").flatmap(
    lambda people: st.integers(1, 3).map(lambda number: "".join(people[:number]))
)
EVERY, WORK, WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
DAYS = st.sampled_from([EVERY, EVERY, WORK, WEEKEND])
HOURS = st.builds(
    lambda days, span: Hours(days, *span),
    DAYS,
    st.sampled_from([(18, 16), (16, 24), (40, 24), (44, 16), (0, 6), (5, 43), (3, 2)]),
)
"""By day, by night, over midnight, and with edges that clocks skip."""
LAYERS = st.builds(
    Layer,
    st.sampled_from(["weekly", "weekly", "daily", "daily", "2 weeks", "3 days", "12h"]),
    st.sampled_from([0, 0, 4, 6]),
    st.sampled_from([0, 18, 18, 36, 3, 5]),
    PEOPLE,
    st.lists(HOURS, max_size=2).map(tuple),
    st.none() | st.dates(NOW.date() + timedelta(9), NOW.date() + timedelta(300)),
)
SHIFTS = st.builds(Shifts, HOURS, PEOPLE, st.sampled_from([1, 2, 5]), st.booleans())
PARTS = st.one_of(
    st.lists(LAYERS, min_size=1, max_size=3), st.lists(SHIFTS, min_size=1, max_size=2)
)
ROTAS = st.builds(Rota, ZONES, PARTS.map(tuple))
COVERAGE = st.sampled_from([(), (Hours(WORK, 18, 16),), (Hours(EVERY, 44, 16), Hours((5,), 20, 4))])


def walked(examples):
    """So many examples, and no search for a smaller one: each takes a good part of a second."""
    return at_most(examples, phases=[Phase.reuse, Phase.generate])


@given(ROTAS, COVERAGE)
@walked(15)
def test_coverage(rota, when):
    on = rota.on_call()
    holds(rota, f"coverage: {written(when)}", wanting(rota.zone, when, on, lambda who: not who))


@given(ROTAS, st.sampled_from([8, 11, 12, 16, 24, 36]))
@walked(15)
def test_min_rest(rota, hours):
    shown, rests = walls(rota.zone), []
    for shifts in shifts_of(rota.on_call()).values():
        breaks = ((sooner[1], later[0]) for sooner, later in pairwise(shifts))
        rests += [one for one in breaks if shown[one[1]] - shown[one[0]] < timedelta(hours=hours)]
    holds(rota, f"min_rest: {hours}h", rests)


@given(ROTAS, st.sampled_from([8, 12, 24, 48, 72, 168]))
@walked(15)
def test_max_consecutive(rota, hours):
    shifts = [one for theirs in shifts_of(rota.on_call()).values() for one in theirs]
    long = [one for one in shifts if length(rota.zone, *one) > timedelta(hours=hours)]
    holds(rota, f"max_consecutive: {hours}h", long)


@given(ROTAS, st.sampled_from([20, 40, 56, 72, 84, 120]))
@walked(15)
def test_max_hours_per_week(rota, hours):
    shown, weeks = walls(rota.zone), []
    mondays = [step for step in range(STEPS) if is_monday(shown, step)]
    for shifts in shifts_of(rota.on_call()).values():
        for week in pairwise(mondays):
            cut = [(max(one[0], week[0]), min(one[1], week[1])) for one in shifts]
            whole = [length(rota.zone, *one) for one in cut if one[0] < one[1]]
            if sum(whole, timedelta()) > timedelta(hours=hours):
                weeks.append(week)
    holds(rota, f"max_hours_per_week: {hours}h", weeks)


@given(ROTAS, ROTAS)
@walked(15)
def test_not_with(one, two):
    both = [a & b for a, b in zip(one.on_call(), two.on_call(), strict=True)]
    spans = (span for theirs in shifts_of(both).values() for span in theirs)
    times = [(max(start, BEFORE), end) for start, end in spans if end > BEFORE]
    holds(one, "not_with: [two]", times, more=two.text("two"))


LEVELS = st.lists(
    st.tuples(
        st.sampled_from([("one",), ("two",), ("one", "two"), ("two", "d@b.c"), ("one", "a@b.c")]),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@given(ROTAS, ROTAS, LEVELS, COVERAGE, st.sampled_from([2, 3]))
@walked(15)
def test_levels(one, two, levels, when, least):
    assume(not when or one.zone == two.zone)
    on = {"one": one.on_call(), "two": two.on_call()}
    reached = [
        [
            (frozenset().union(*(people(on, target, step) for target in which)), robin)
            for which, robin in levels
        ]
        for step in range(STEPS)
    ]
    texts = one.text("one") + two.text("two") + policy(levels, when, least)
    first = levels[0][0][0]
    zone = (one if first == "one" else two).zone
    few = wanting(zone, when, reached, lambda there: fewest(there) < least, fewest)
    nobody = wanting(zone, when, reached, lambda there: not any(who for who, _ in there))
    says(texts, zone, {"distinct_people": few, "answers_within": nobody})


def policy(levels, when, least):
    strategies = {True: "round_robin", False: "assign_to_everyone"}
    rows = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{', '.join(which)}], "
        f"escalation_rule_assignment_strategy: {strategies[robin]}}}\n"
        for which, robin in levels
    )
    coverage = f"coverage: {written(when)}, " if when else ""
    expect = f"{coverage}distinct_people: {least}, answers_within: 15m"
    return f"escalation_policies:\n  web:\n    escalation_rules:\n{rows}    expect: {{{expect}}}\n"


def people(on, target, step):
    return on[target][step] if target in on else {target[0]}


def fewest(levels):
    """How many people are there at least, whomever round robins choose."""
    fixed = frozenset().union(*(who for who, robin in levels if not robin))
    choices = product(*(who for who, robin in levels if robin and who))
    return min(len(fixed.union(chosen)) for chosen in choices)


def written(when):
    return f"[{', '.join(map(str, when))}]" if when else "always"


def wanting(zone, when, steps, is_wrong, kind=lambda _: 0):
    """The times at which something is wrong in the same way, of the hours that are promised."""
    shown = walls(zone)

    def wrong(step):
        promised = not when or any(is_within(shown[step], hours) for hours in when)
        return kind(steps[step]) if promised and is_wrong(steps[step]) else None

    runs = groupby(range(BEFORE, STEPS), key=wrong)
    found = [[*run] for how, run in runs if how is not None]
    return [(run[0], run[-1] + 1) for run in found]


def is_within(wall, hours):
    days = (wall.replace(hour=0, minute=0) - timedelta(back) for back in (0, 1, 2))
    spans = (hours.of(day) for day in days if day.weekday() in hours.days)
    return any(opens <= wall < closes for opens, closes in spans)


def is_monday(shown, step):
    return shown[step].weekday() == 0 and shown[step - 1].weekday() == 6


def shifts_of(on_call):
    """Each person's shifts, by steps."""
    found = {}
    for who in {who for people in on_call for who in people}:
        runs = groupby(range(STEPS), key=lambda step, who=who: who in on_call[step])
        steps = [[*run] for is_on, run in runs if is_on]
        found[who] = [(run[0], run[-1] + 1) for run in steps]
    return found


def length(zone, start, end):
    """How long a time is on the clocks, and no longer than it takes."""
    shown = walls(zone)
    return min(shown[end] - shown[start], (end - start) * HALF)


def holds(rota, promise, breaches, more=""):
    field = promise.partition(":")[0]
    says(rota.text("one", promise) + more, rota.zone, {field: breaches})


def says(text, zone, breaches):
    """Lint says of each promise what is so: its first breach, if it has one from now on."""
    schedules, dash, policies = text.partition("escalation_policies:")
    text = f"schedules:\n{schedules}{dash}{policies}"
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    assert config.problems == ()
    told = {one.field: one for one in judged_promises(config, LintContext(NOW))}
    lines = found("broken-promise", text).splitlines()
    for field, times in breaches.items():
        ahead = sorted(one for one in times if one[1] > BEFORE)
        one = told[field]
        if one.verdict == "kept":
            limit = STEPS if one.until is None else (one.until - START) // HALF
            assert [span for span in ahead if span[0] < limit] == [], text
        else:
            assert one.verdict == "broken", text
            assert is_first(told_times(lines, field), ahead, zone), text


def is_first(times, ahead, zone):
    """Whether times that are told are those of the first of some breaches.

    Nothing is walked before the first step, nor after the last.
    """
    shown, (start, end) = walls(zone), times
    begun = ahead[0][0]
    if begun == 0:
        return start is None or start <= shown[0]
    ends = {shown[one[1]] for one in ahead if one[0] == begun and one[1] < STEPS}
    return start == shown[begun] and (end is None or end in ends)


WORDS = {
    "coverage": "somebody is to be on call",
    "min_rest": "between two shifts",
    "max_consecutive": "is on call for",
    "max_hours_per_week": "in the week of",
    "not_with": "here and by",
    "distinct_people": "on its levels",
    "answers_within": "incidents are to reach",
}
DAY = r"\w{3} (\d+ \w{3} \d{4})(?: (\d\d:\d\d))?"
TIMES = re.compile(f"(?:from|week of) {DAY}(?: to {DAY})?")


def told_times(lines, field):
    """From when and until when a breach is said to be, on the clocks; None for what is not said."""
    (line,) = (line for line in lines if WORDS[field] in line)
    days = TIMES.search(line)
    if days is None:
        return None, None
    start, at, end, until = days.groups()
    return tuple(
        datetime.strptime(f"{day} {hour or '00:00'}", "%d %b %Y %H:%M") if day else None  # noqa: DTZ007 - a wall
        for day, hour in ((start, at), (end, until))
    )
