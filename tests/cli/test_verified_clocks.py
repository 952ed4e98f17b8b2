"""`oncall --verify` compares around the next change of the clocks of every zone that decides."""

import pytest
from organisation import ANA
from tzif import write_database

from pdsync.sandbox import go_by


def rotation(zone, **more):
    fields = {"time_zone": zone, "shifts": "09:00-17:00", "members": f"[{ANA}]", **more}
    return f"{{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}"


def schedule(*rotations, zone="Etc/UTC"):
    rows = "".join(f"      - {one}\n" for one in rotations)
    return f"schedules:\n  day:\n    time_zone: {zone}\n    rotations:\n{rows}"


LAYERED = f"""\
schedules:
  day: {{time_zone: America/New_York, layers: [{{rotate: daily, handoff: 9:00, members: [{ANA}]}}]}}
"""


@pytest.fixture
def rules_of_the_account(tmp_path):
    def rules_of_the_account(**rules):
        write_database(tmp_path / "zones", None, **rules)
        go_by(tmp_path / "zones")

    yield rules_of_the_account
    go_by(None)


NEAR = ("2026-04-01", "2026-04-29")
PARIS, NEW_YORK = ("2026-10-21", "2026-10-27"), ("2026-10-28", "2026-11-03")


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        (schedule(rotation("America/New_York"), rotation("Europe/Paris")), [NEAR, PARIS, NEW_YORK]),
        (schedule(rotation("Europe/London"), rotation("Europe/Paris")), [NEAR, PARIS]),
        (schedule(rotation("Etc/UTC"), zone="Europe/Paris"), [NEAR]),
        (schedule(rotation("Europe/Paris"), zone="America/New_York"), [NEAR, PARIS]),
        (schedule("{shifts: 09:00-17:00, members: [nobody]}", zone="Europe/Paris"), [NEAR, PARIS]),
        (
            schedule(rotation("Etc/UTC"), rotation("Europe/Paris", until="2026-04-20T12:00Z")),
            [NEAR, PARIS],
        ),
        (LAYERED, [NEAR, NEW_YORK]),
    ],
)
def test_the_next_changes_of_the_zones_that_decide_are_compared(run, write, text, ranges):
    write(text)
    assert run("apply", "--sandbox", "--yes", days=30).code == 0

    ended = run("oncall", "--verify", "--sandbox", "--format", "json", days=30)

    (found,) = ended.json["verified"]
    days = [(one["start"][:10], one["end"][:10]) for one in found["ranges"]]
    assert (ended.code, days) == (0, ranges)


def test_clocks_of_a_rotation_that_change_on_another_day_in_the_account_are_found(
    run, write, rules_of_the_account
):
    write(schedule(rotation("Europe/Paris")))
    run("apply", "--sandbox", "--yes", days=30)
    rules_of_the_account(Europe__Paris="CET-1CEST,M3.5.0,M10.5.1/3")

    ended = run("oncall", "--verify", "--sandbox", days=30)

    assert (ended.code, ended.last_line) == (1, "1 schedule: 0 the same, 1 different")


def test_the_zones_of_the_example_are_compared(run, shared):
    example = shared / "cases/field/08-verify-skips-clocks-of-rotations/policies"
    seed = ("--config", str(example), "--sandbox")
    assert run("apply", *seed, "--yes", days=271).code == 0

    ended = run("oncall", "--live", "--verify", *seed, "--format", "json", days=271)

    (found,) = ended.json["verified"]
    days = [(one["start"][:10], one["end"][:10]) for one in found["ranges"]]
    assert days == [
        ("2026-11-28", "2026-12-26"), ("2027-03-10", "2027-03-16"), ("2027-03-24", "2027-03-30"),
    ]  # fmt: skip
