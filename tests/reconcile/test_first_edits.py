"""The first edit of a dumped rotation: whoever loses a turn by it is told, with what keeps it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from oncall.making import DAY, HOUR, WEEK
from reconcile.rotas import shifts as rendered_layers
from reconcile.shift_rotas import on_call as rendered_rotations
from reconcile.test_layers_in_words import daily, layer, seed, weekly
from reconcile.test_rotations_in_words import OFFICE, london, served
from reconcile.test_rotations_in_words import shifts as rotations
from reconcile.written_back import WrittenBack, opened

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)  # a Wednesday
LAYERS = {
    "weekly": layer("ABC"),
    "daily": layer("ABC", turn=DAY),
    "two weeks": layer("ABC", turn=2 * WEEK),
    "ten days": layer("ABC", turn=10 * DAY),
    "weekends": layer("ABC", restrictions=[weekly(5, "18:00", 63)]),
    "nights": layer(
        "ABC", turn=DAY, virtual="2026-01-05T20:00:00Z", restrictions=[daily("20:00", 12)]
    ),
}
ROTATIONS = {
    "weekly shifts": london("abc", "FREQ=WEEKLY;BYDAY=MO", hours=7 * 24),
    "half days": london("abc", "FREQ=HOURLY;INTERVAL=12", hours=12),
    "office hours": london("abc", OFFICE, hours=8, shifts_per_member=5),
    "months": london("abc", "FREQ=MONTHLY;BYDAY=1MO", hours=8),
}
WORLDS = {
    **{name: lambda one=one: opened(seed(one), NOW) for name, one in LAYERS.items()},
    **{name: lambda one=one: served(rotations(one), NOW) for name, one in ROTATIONS.items()},
}
SAID = re.compile(
    r"puts .+ on call .+, and takes .+ off|gives the next shift, at .+ in place of .+"
)
LINE = re.compile(r"write `(anchor: \{.*?\})` at policies.yaml:2: then nobody changes before")


def warned(plan):
    return [(one.message, one.help) for one in plan.diagnostics]


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_somebody_who_is_added_moves_nobody_unseen(world):
    made = world()
    found = WrittenBack(made)
    made.apply(found.text)
    members = ", ".join(found.parts[0]["members"])
    edited = found.text.replace(
        f"[{members}]", f"[d@{members.split('@')[1].split(',')[0]}, {members}]"
    )
    ((message, help_),) = warned(made.plan(edited))
    assert SAID.search(message), message
    line = LINE.match(help_)
    assert line, help_
    kept = re.sub(r"anchor: \{.*?\}", line[1], edited)
    assert warned(made.plan(kept)) == []


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_without_anchors_nobody_moves(world):
    made = world()
    found = WrittenBack(made, anchors=False)
    made.apply(found.text)
    members = ", ".join(found.parts[0]["members"])
    edited = found.text.replace(
        f"[{members}]", f"[d@{members.split('@')[1].split(',')[0]}, {members}]"
    )
    assert warned(made.plan(edited)) == []


def test_whoever_the_anchor_names_leaves_by_a_line_that_is_said():
    made = opened(seed(layer("ABC", turn=DAY)), NOW)
    found = WrittenBack(made)
    made.apply(found.text)
    edited = found.text.replace("[a@acme.example, ", "[")
    help_ = (
        "write one of those in `members:`, or delete `anchor`: then turns go on as they do in "
        "the account"
    )
    assert warned(made.plan(edited)) == [("a@acme.example is none of the members", help_)]
    assert warned(made.plan(re.sub(r", anchor: \{.*?\}", "", edited))) == []


def several(*events):
    """A rotation of several events that follow each other."""
    made = replace(rotations(events[0]), time_zone="Europe/London")
    return replace(made, rotations=(replace(made.rotations[0], events=events),))


TOMORROW = datetime(2026, 3, 12, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 4, 8, tzinfo=UTC)
OWN_PHASE = london(
    "abc", OFFICE, "EXDATE:20260102T090000Z,20260310T090000Z", hours=8, shifts_per_member=5
)
"""Turns of which no anchor says for ever what `start_time` does."""
ODD_LAYERS = {
    "turns of 36 hours": layer("ABC", turn=36 * HOUR),
    "turns of 7 hours": layer("ABC", turn=7 * HOUR),
    "turns of nine days and three hours": layer("ABC", turn=9 * DAY + 3 * HOUR),
    "turns that hand over in half an hour": layer("ABC", turn=HOUR + HOUR // 2),
    "turns of 25 hours in windows": layer(
        "ABC", turn=25 * HOUR, restrictions=[weekly(5, "18:00", 63)]
    ),
}
ODD_ROTATIONS = {
    "36 hours": rotations(london("abc", "FREQ=HOURLY;INTERVAL=36", hours=36)),
    "two days each": rotations(london("abc", hours=24, shifts_per_member=2)),
    "two weekends each": rotations(
        london(
            *("abc", "FREQ=WEEKLY;BYDAY=FR"),
            hours=63,
            start=datetime(2026, 1, 9, 18, tzinfo=UTC),
            shifts_per_member=2,
        )
    ),
    "days left to nobody": rotations(london("a-bc", hours=24)),
    "a hand-off with seconds": rotations(
        london("abc", hours=24, start=datetime(2026, 1, 5, 9, 17, 33, tzinfo=UTC))
    ),
    "days left out": rotations(OWN_PHASE),
    "an event that ends tomorrow": several(
        london("abc", hours=24, until=TOMORROW), london("bac", hours=24, since=TOMORROW)
    ),
    "an event of 36 hours that ends in May": several(
        london("abc", "FREQ=HOURLY;INTERVAL=36", hours=36, until=MAY),
        london("bac", "FREQ=HOURLY;INTERVAL=7", hours=7, since=MAY),
    ),
}
ODD = {
    **{name: lambda one=one: opened(seed(one), NOW) for name, one in ODD_LAYERS.items()},
    **{name: lambda one=one: served(one, NOW) for name, one in ODD_ROTATIONS.items()},
}
WAITS = "with `--effective handoff` whoever is on call stays"
STRIKES = re.compile(r"write `((anchor|start_time): [^`]*)` at policies.yaml:(\d+)")


def in_lines(text):
    """What is written, with each layer and event in a line of its own."""
    return text.replace("[{name", "[\n      {name").replace(", {name", ",\n      {name")


def edits(text):
    """What is written with one of the members added, removed or swapped, list by list."""
    for found in re.finditer(r"(?<=members: \[)[^\]]*", text):
        first, second, *rest = found[0].split(", ")
        new = f"d@{first.partition('@')[2]}"
        for made in (
            [new, first, second, *rest],
            [first, second, *rest, new],
            [second, first, *rest],
            [first, *rest],
            [first, second, *rest[:-1]],
        ):
            yield text[: found.start()] + ", ".join(made) + text[found.end() :]


def pasted(text, said):
    """What is written with the lines that were printed in their places."""
    lines = text.splitlines()
    for line, field, number in STRIKES.findall(said):
        old = r"anchor: {[^}]*}" if field == "anchor" else r"start_time: [^,}]*"
        lines[int(number) - 1] = re.sub(old, line, lines[int(number) - 1])
    return "\n".join(lines) + "\n"


def on_call_soon(world):
    """Who is on call by the sandbox once a plan that is made now has taken effect, or next."""
    is_layered = bool(world.get("/schedules")["schedules"])
    ahead = timedelta(minutes=1 if is_layered else 31)
    world.now += ahead
    found = rendered_layers(world) if is_layered else rendered_rotations(world, name="Shifts")
    world.now -= ahead
    return found[0][1]


@pytest.mark.parametrize("world", ODD.values(), ids=ODD)
def test_whatever_the_turns_the_printed_line_keeps_everybody(world):
    made = world()
    found = WrittenBack(made)
    text = in_lines(found.text)
    made.apply(text)
    keeps = []
    for edited in edits(text):
        told = warned(made.plan(edited))
        if told and WAITS not in told[0][1] and "no line keeps" not in told[0][1]:
            kept = pasted(edited, told[0][1])
            assert (kept != edited, warned(made.plan(kept))) == (True, []), told
            keeps.append(kept)
    before = on_call_soon(made)
    made.apply(keeps[-1])
    assert on_call_soon(made) == before


def test_an_edit_that_takes_nobody_out_and_warns_of_nothing_moves_nobody():
    for name, world in ODD.items():
        made = world()
        text = in_lines(WrittenBack(made).text)
        made.apply(text)
        stay = (one for one in edits(text) if one.count("@") >= text.count("@"))
        silent = next((one for one in stay if not warned(made.plan(one))), None)
        before = on_call_soon(made)
        made.apply(silent or text)
        assert on_call_soon(made) == before, name


def test_of_whoever_leaves_an_event_with_a_date_no_line_is_printed():
    made = ODD["an event that ends tomorrow"]()
    text = in_lines(WrittenBack(made).text)
    made.apply(text)
    edited = text.replace(", c@example.org]", "]", 1)
    [(_, help_)] = warned(made.plan(edited))
    assert help_.startswith("no line keeps c@example.org on call, who is no member any more; ")


def test_of_nobody_who_leaves_an_event_with_a_date_no_line_is_printed():
    live = several(london("a-bc", hours=24, until=MAY), london("bac", hours=24, since=MAY))
    made = served(live, NOW)
    text = in_lines(WrittenBack(made).text)
    made.apply(text)
    [(_, help_)] = warned(made.plan(text.replace("nobody, ", "")))
    assert help_.startswith(
        "no line leaves the turn that runs to `nobody`, which is no member any more; "
    )
