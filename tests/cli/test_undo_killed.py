"""`undo` that is killed between any two calls: run again, it finds the same turns."""

from pathlib import Path

import pytest
from bad_merges import ANA, BAD, BEN, CHLOE, DAILY, POLICY, ROTA, SHIFTS

DAYS = SHIFTS[: SHIFTS.index("      - name: nights")]
IN_TURN = f"[{ANA}, {BEN}, {CHLOE}]"
RENAMED = DAILY.replace("  primary:\n", "  first:\n    was: primary\n")
NIGHTLY = SHIFTS.replace("rotate: weekly\n        handoff: Mon", "rotate: daily\n        handoff:")
MERGES = {
    "layers and a service": (ROTA + POLICY, DAILY + POLICY.replace("name: Cart", "name: Basket")),
    "another key": (ROTA + POLICY, RENAMED + POLICY.replace("[primary]", "[first]")),
    "shifts in a row": (SHIFTS, SHIFTS.replace("per_member: 5", "per_member: 1")),
    "a rotation that went": (SHIFTS, DAYS),
    "a rotation that came": (DAYS, SHIFTS),
    "two rotations": (SHIFTS, NIGHTLY.replace(IN_TURN, f"[{CHLOE}, {BEN}, {ANA}]")),
}


@pytest.mark.slow
@pytest.mark.parametrize("merged", MERGES)
def test_wherever_it_is_killed_the_next_run_brings_the_turns_back(
    merge, undo, turns, killed_after, merged
):
    good, bad = MERGES[merged]
    merge(good)
    expected = turns()
    merge(bad, BAD)
    file = Path("pdsync-sandbox.db")
    there = file.read_bytes()
    writes = 1
    while killed_after(writes, lambda: undo("--yes", "--writers", "1")):
        ended = undo("--yes")
        assert (ended.code, turns() == expected) == (0, True), (writes, ended.out + ended.err)
        file.write_bytes(there)
        writes += 1
    assert writes > 1
