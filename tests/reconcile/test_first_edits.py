"""The first edit of a dumped rotation: whoever loses a turn by it is told, with what keeps it."""

import re
from datetime import UTC, datetime

import pytest
from oncall.making import DAY, WEEK
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
