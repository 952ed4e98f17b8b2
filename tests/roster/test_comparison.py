"""Two rosters side by side, where one of them cannot be rendered."""

from datetime import UTC, datetime, timedelta

import pytest

from pdsync.kinds import KINDS
from pdsync.roster import Comparison, Roster, View

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TARGET = {"type": "schedule_reference", "id": "PSCHED1"}
POLICY = {
    "id": "PPOLIC1",
    "escalation_rules": [{"escalation_delay_in_minutes": 5, "targets": [TARGET]}],
}
LAYER = {
    "name": "Week",
    "start": "2026-01-05T09:00:00Z",
    "end": None,
    "restrictions": [],
    "rotation_virtual_start": "2026-01-05T09:00:00Z",
    "rotation_turn_length_seconds": 604800,
    "users": [{"user": {"type": "user_reference", "id": f"PUSER0{n}"}} for n in (1, 2)],
}


def view(**fields):
    raw = {"schedule": {"id": "PSCHED1", **fields}, "escalation_policy": POLICY}
    resources = {kind: {one["id"]: KINDS[kind].from_wire(one, NOW)} for kind, one in raw.items()}
    return View(Roster({**resources, "service": {}}), NOW, NOW + timedelta(weeks=4))


WHOLE = view(time_zone="Europe/London", schedule_layers=[LAYER])


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (
            view(time_zone="Europe/London"),
            "nothing says what it is made of; write `layers:` or `rotations:`, or ask the account "
            "with --live",
        ),
        (
            view(time_zone="Mars/Olympus", schedule_layers=[LAYER]),
            "its time zone is not known on this machine",
        ),
        (
            view(schedule_layers=[LAYER]),
            "it has no `time_zone:`; write one, or ask the account with --live",
        ),
    ],
)
def test_what_cannot_be_rendered_is_told_as_unknown_with_the_reason(odd, reason):
    for before, after in ((WHOLE, odd), (odd, WHOLE)):
        comparison = Comparison(before, after, frozenset({"PSCHED1"}))
        for found in (comparison.schedule("PSCHED1"), comparison.level("PPOLIC1", 1)):
            assert (found.undecided.token, found.undecided.reason) == ("PSCHED1", reason)
            assert found.changes == ()


def test_a_schedule_that_stays_is_not_affected_nor_is_its_level():
    comparison = Comparison(WHOLE, WHOLE, frozenset({"PSCHED1"}))

    assert comparison.schedule("PSCHED1") is None
    assert comparison.level("PPOLIC1", 1) is None
