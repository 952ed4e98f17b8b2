"""A plan of a new schedule that does not say whose turn it is says who begins."""

import pytest

ANA, BEN = "ana.silva@acme.example", "ben.okafor@acme.example"
CHLOE, MAYA = "chloe.martin@acme.example", "maya.cohen@acme.example"
TEXT = "schedules:\n  web:\n    time_zone: Europe/London\n    {}\n"
WEEKLY = f"{{rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]}}"
ANCHORED = WEEKLY.replace("}", f", anchor: {{who: {BEN}, at: 2026-03-02}}}}")
NIGHTS = f"{{rotate: daily, members: [{CHLOE}, {MAYA}], only: 18:00-08:00}}"
ALONE = f"{{rotate: weekly, handoff: Mon 09:00, members: [{ANA}]}}"
SHIFTS = f"{{shifts: Mon-Fri 09:00-17:00, members: [nobody, {BEN}]}}"


@pytest.mark.parametrize(
    ("parts", "who"),
    [
        (f"layers: [{WEEKLY}]", f"{ANA} begins"),
        (f"layers: [{WEEKLY}, {NIGHTS}]", f"{ANA} and {CHLOE} begin"),
        (f"layers: [{ANCHORED}, {NIGHTS}, {ALONE}]", f"{CHLOE} begins"),
        (f"rotations: [{WEEKLY}]", f"{ANA} begins"),
        (f"rotations: [{SHIFTS}]", "nobody begins"),
    ],
)
def test_who_begins_is_told_in_a_line(world, parts, who):
    (change,) = world.plan(TEXT.format(parts)).changes

    said = f"no `anchor`: {who}, and the files alone do not tell whose turn it is"
    assert change.notes == (said,)


@pytest.mark.parametrize("parts", [f"layers: [{ANCHORED}]", f"rotations: [{ALONE}]"])
def test_nothing_is_told_where_the_files_tell_it(world, parts):
    (change,) = world.plan(TEXT.format(parts)).changes

    assert change.notes == ()


def test_once_it_is_made_nothing_more_is_told(world):
    text = TEXT.format(f"layers: [{WEEKLY}]")
    world.applied(text)

    (change,) = world.plan(text.replace(BEN, CHLOE)).changes

    assert change.notes == ()
