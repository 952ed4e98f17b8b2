"""Until when a saved plan holds: by its own time, the account's hand-offs, and time zones."""

import json
from pathlib import Path

import pytest

AGAIN = "    = help: make it again with `pdsync plan --out FILE`\n"


def edit(file, **values):
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


ON_CALL = """\
schedules:
  days:
    time_zone: Etc/UTC
    layers: [{rotate: daily, handoff: 09:00, members: [ana.silva@acme.example]}]
"""
SHORTER = ON_CALL.replace("daily,", "daily, only: 09:00-17:00,")


@pytest.fixture
def changed(run, write):
    """A saved plan that changes a schedule which hands over at 09:00 each day."""
    write(ON_CALL)
    run("apply", "--sandbox", "--yes")
    write(SHORTER)
    run("plan", "--sandbox", "--out", "plan.json")
    return Path("plan.json")


OVER = (
    "refused: plan.json is out of date: others are on call by schedule 'days' "
    f"since 2026-03-02T17:00:00Z\n{AGAIN}"
)


@pytest.mark.parametrize("until", ["2026-03-08T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_how_long_it_holds_is_worked_out_from_when_it_was_made(run, changed, until):
    edit(changed, valid_until=until)

    ended = run("apply", "--sandbox", "--yes", "plan.json", days=1 / 4)

    assert (ended.code, ended.err) == (3, OVER)


def test_one_that_says_to_expire_sooner_expires_sooner(run, changed):
    edit(changed, valid_until="2026-03-02T10:30:00Z")

    ended = run("apply", "--sandbox", "--yes", "plan.json", days=1 / 24)

    assert ended.code == 3


def test_before_the_hand_off_it_holds(run, changed):
    ended = run("apply", "--sandbox", "--yes", "plan.json", days=2 / 24)

    assert (ended.code, ended.last_line) == (0, "Applied: 1 updated.")


@pytest.mark.parametrize("made", ["2026-03-03T12:00:00Z", "9999-12-31T00:00:00Z"])
def test_one_of_the_future_is_refused(run, changed, made):
    edit(changed, made_at=made)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert f"it was made in the future, at {made}: one of two clocks is wrong" in ended.err


@pytest.mark.parametrize("made", [None, "yesterday", "2026-03-02T10:00:00", 5])
def test_one_that_does_not_say_when_it_was_made_is_refused(run, changed, made):
    edit(changed, made_at=made)

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "out of date: it does not say when it was made" in ended.err


@pytest.mark.parametrize("made", ["2026-02-01T10:00:00Z", "0001-01-01T00:00:00Z"])
def test_one_that_was_made_long_ago_is_refused(run, changed, made):
    edit(changed, made_at=made)

    assert run("apply", "--sandbox", "--yes", "plan.json").code == 3


def test_other_rules_of_time_zones_are_told(run, changed):
    edit(changed, tzdata="1999a, some system")

    ended = run("apply", "--sandbox", "--yes", "plan.json")

    assert ended.code == 3
    assert "it was made with the rules of time zones of 1999a, and these are of 20" in ended.err


def test_the_same_rules_from_another_place_are_the_same(run, changed):
    edit(changed, tzdata=json.loads(changed.read_text())["tzdata"].split(",")[0] + ", elsewhere")

    assert run("apply", "--sandbox", "--yes", "plan.json").code == 0
