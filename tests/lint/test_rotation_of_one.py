"""Layers and rotations with a single person."""

import pytest
from lint.rules import found, rotations, schedule

WEEKLY = "rotate: weekly, handoff: Mon 09:00, members: "


@pytest.mark.parametrize("made", [schedule, rotations])
def test_one_person_in_all_turns(made):
    said = found("rotation-of-one", made(f"{WEEKLY}[a@b.c, a@b.c]"))
    assert said.partition(": ")[2] == (
        "a@b.c has all turns: nobody else is on call when they are ill or away\n"
        "  add somebody who takes turns with them\n"
    )


SILENT = {
    "two people": f"{WEEKLY}[a@b.c, b@b.c]",
    "members of the account's": "rotate: weekly, handoff: Mon 09:00",
    "for a while": f"{WEEKLY}[a@b.c], until: 2026-04-01",
    "over": f"{WEEKLY}[a@b.c], until: 2026-01-01",
}


@pytest.mark.parametrize("layer", SILENT.values(), ids=SILENT)
def test_nothing_is_said(layer):
    assert found("rotation-of-one", schedule(layer)) == ""
