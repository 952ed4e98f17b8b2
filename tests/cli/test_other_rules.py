"""An account that goes by other rules of time zones than pdsync: told, and no failure."""

import pytest
from organisation import ANA, BEN
from tzif import write_database

from pdsync.sandbox import go_by

LAYERS = f"""\
schedules:
  night:
    time_zone: America/Vancouver
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
"""
ROTATIONS = f"""\
schedules:
  night:
    time_zone: Etc/UTC
    rotations:
      - name: Weekly
        time_zone: America/Vancouver
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
      - name: Days
        time_zone: Europe/London
        shifts: 09:00-17:00
        members: [{ANA}]
"""
# By the package, clocks there are put forward for good on 8 March 2026.
STEADY = "PST8"


@pytest.fixture
def old(system_zones):
    """The directory of a system whose old rules know of no change."""
    return system_zones("1999z", America__Vancouver=STEADY)


RULES = "PagerDuty goes by the rules of America/Vancouver in this system (1999z), and pdsync by"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            LAYERS,
            "Ben Okafor on call from 2026-03-09T09:00:00-07:00 to 2026-03-09T10:00:00-07:00, "
            "where the plan has Ana Silva",
        ),
        (
            ROTATIONS,
            "Ana Silva and Ben Okafor on call from 2026-03-09T16:00:00+00:00 to "
            "2026-03-09T17:00:00+00:00, where the plan has Ana Silva",
        ),
    ],
)
def test_an_apply_that_differs_by_the_rules_alone_is_done_with_a_warning(
    run, write, old, text, said
):
    write(text)
    go_by(old)

    ended = run("apply", "--sandbox", "--yes", "--format", "json")

    (change,) = ended.json["changes"]
    assert (ended.code, change["outcome"], change["reason"]) == (0, "done", None)
    (warning,) = [one for one in change["results"] if one.startswith("warning: ")]
    assert warning.startswith(f"warning: PagerDuty puts {said}. {RULES}")


def test_the_warning_is_shown_to_people(run, write, old):
    write(LAYERS)
    go_by(old)

    assert RULES in " ".join(run("apply", "--sandbox", "--yes").out.split())


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_a_comparison_that_differs_by_the_rules_alone_is_no_failure(run, write, old, text):
    write(text)
    run("apply", "--sandbox", "--yes")
    go_by(old)

    text, json = (
        run("oncall", "--verify", "--sandbox", *more) for more in ((), ("--format", "json"))
    )

    (schedule,) = json.json["verified"]
    assert (text.code, json.code, schedule["same"]) == (0, 0, False)
    assert schedule["other_rules"].startswith(RULES)
    assert RULES in " ".join(text.out.split())


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_rules_that_no_database_here_has_are_a_failure(run, write, old, tmp_path, text):
    write(text)
    run("apply", "--sandbox", "--yes")
    write_database(tmp_path / "third", "1998a", America__Vancouver="PST8PDT,M3.3.0,M11.1.0")
    go_by(tmp_path / "third")

    ended = run("oncall", "--verify", "--sandbox", "--format", "json")

    (schedule,) = ended.json["verified"]
    assert (ended.code, schedule["same"], schedule["other_rules"]) == (1, False, None)


@pytest.mark.parametrize("text", [LAYERS, ROTATIONS])
def test_a_first_turn_is_chosen_when_all_rules_agree(run, write, old, text):
    write(text)

    ended = run("plan", "--sandbox", "--format", "json", days=90)

    calls = str([call["body"] for change in ended.json["changes"] for call in change["calls"]])
    # By now the rules differ: a start at 16:00Z would be at 08:00 by the old ones, for ever.
    assert "2026-03-02T17:00:00Z" in calls or "2026-02-23T17:00:00Z" in calls, calls


def test_after_an_apply_nothing_is_left_whatever_the_rules_of_the_account(run, write, old):
    write(LAYERS)
    go_by(old)
    run("apply", "--sandbox", "--yes", days=90)

    assert run("plan", "--sandbox", "--detailed-exitcode", days=90).code == 0
