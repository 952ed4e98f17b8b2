"""`pdsync remove-user` over anchored rotations at random, as the sandbox puts people on call."""

import random
from datetime import datetime, timedelta
from itertools import groupby

import pytest
from command_line import NOON, the_account
from organisation import ANA, BEN, CHLOE, DANIEL, MAYA
from reconcile.rotas import stamp

MEMBERS = (ANA, BEN, CHLOE, DANIEL)
WEEKS = 5
SOON = NOON + timedelta(minutes=31)
"""When successors of events have taken over."""
WINDOWS = ("", ", only: Mon-Fri 08:00-18:00", ", only: Fri 18:00 - Mon 09:00")
TURNS = (
    *("daily, handoff: 09:00", "weekly, handoff: Mon 09:00", "2 weeks, handoff: Fri 17:00"),
    *("12h, handoff: 09:00", "10d, handoff: 09:00"),
    *("36h, handoff: 09:00", "7h, handoff: 09:00", "9d 3h, handoff: 09:00"),
)
SHIFTS = (
    *("shifts: Mon-Fri 09:00-17:00, per_member: 5", "shifts: Mon-Fri 09:00-17:00, per_member: 3"),
    *("shifts: 09:00-17:00, per_member: 2", "shifts: Fri 18:00 - Mon 09:00, per_member: 1"),
)
MODES = (None, CHLOE, MAYA)
"""Nobody comes instead; somebody who is a member already; somebody who is none."""


def rotations(choice):
    """Schedules of an anchored layer or rotation each, with the members by key."""
    found, text = {}, "schedules:\n"
    for number in range(6):
        people = choice.sample(MEMBERS, choice.choice((3, 4)))
        people += [one for one in (BEN, CHLOE) if one not in people]
        form = choice.choice(("layers", "rotations"))
        turns = f"rotate: {choice.choice(TURNS)}"
        if form == "layers":
            turns += choice.choice(WINDOWS)
        elif number % 2:
            turns = choice.choice(SHIFTS)
        at = "2026-02-06" if "shifts: Fri" in turns else "2026-02-02"
        key = f"s{number}"
        found[key] = people
        text += (
            f"  {key}:\n    time_zone: Europe/London\n    {form}:\n      - {{{turns}, members: "
            f"[{', '.join(people)}], anchor: {{who: {choice.choice(people)}, at: {at}}}}}\n"
        )
    return found, text


def rendered(world):
    """Shifts by schedule, each with start, end and e-mail, as the sandbox renders them."""
    until = NOON + timedelta(weeks=WEEKS)
    asked = {"since": stamp(NOON), "until": stamp(until), "time_zone": "Etc/UTC"}
    emails = {one["id"]: one["email"] for one in world.get("/users")["users"]}
    found = {}
    for one in world.get("/schedules")["schedules"]:
        final = world.get(f"/schedules/{one['id']}", **asked)["schedule"]["final_schedule"]
        found[one["summary"]] = [
            (shift["start"], shift["end"], emails[shift["user"]["id"]])
            for shift in final["rendered_schedule_entries"]
        ]
    for one in world.get("/v3/schedules")["schedules"]:
        more = {"include[]": "final_schedule", **asked}
        final = world.get(f"/v3/schedules/{one['id']}", **more)["schedule"]["final_schedule"]
        found[one["summary"]] = [
            (shift["start_time"], shift["end_time"], emails[shift["member"]["user_id"]])
            for shift in final["computed_shift_assignments"]
        ]
    return {
        key: [(*map(datetime.fromisoformat, shift[:2]), shift[2]) for shift in shifts]
        for key, shifts in found.items()
    }


def without_ben(people, before):
    """Who is to have each shift: turns go on, Ben's that runs or comes next to the next one."""
    stay = [one for one in people if one != BEN]
    turns = [[*shifts] for _, shifts in groupby(before, key=lambda shift: shift[2])]
    first = turns[0][0][2]
    after = people[people.index(BEN) + 1 :] + people
    place = stay.index(next(one for one in after if one != BEN) if first == BEN else first)
    return [
        (start, end, stay[(place + number) % len(stay)])
        for number, turn in enumerate(turns)
        for start, end, _ in turn
    ]


def on_call(shifts):
    """Who is on call every 47 minutes, once successors have taken over."""
    times = (SOON + number * timedelta(minutes=47) for number in range(WEEKS * 7 * 24))
    found, place = [], 0
    for at in times:
        while place < len(shifts) and shifts[place][1] <= at:
            place += 1
        is_on = place < len(shifts) and shifts[place][0] <= at
        found.append((at, shifts[place][2] if is_on else None))
    return found


@pytest.mark.parametrize("instead", MODES)
@pytest.mark.parametrize("seed", range(1))
def test_turns_go_on_and_one_apply_does_it(run, write, tmp_path, seed, instead):
    people, text = rotations(random.Random(seed * len(MODES) + MODES.index(instead)))
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        before = rendered(world)

    more = ("--replace-by", instead) if instead else ()
    ended = run("remove-user", BEN, *more)
    assert (ended.code, ended.err) == (0, ""), text
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0

    with the_account() as world:
        after = rendered(world)
    edited = (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")
    assert (BEN in edited, edited.count(CHLOE) >= len(people)) == (False, True)
    for key, members in people.items():
        expected = (
            [(*times, MAYA if who == BEN else who) for *times, who in before[key]]
            if instead == MAYA
            else without_ben(members, before[key])
        )
        pairs = zip(on_call(after[key]), on_call(expected), strict=True)
        assert next((pair for pair in pairs if pair[0] != pair[1]), None) is None, text
        line = next(one for one in edited.partition(f"{key}:")[2].splitlines() if "members" in one)
        listed = line.partition("members: [")[2].partition("]")[0].split(", ")
        assert len({*listed}) == len(listed)
