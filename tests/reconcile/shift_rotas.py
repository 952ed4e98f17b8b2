"""Shift-based schedules in YAML, and who is on call by them as the sandbox renders it."""

from datetime import timedelta

from reconcile.rotas import ANA, BEN, LONDON, stamp

NINE_TO_FIVE = "shifts: Mon-Fri 09:00-17:00"


def shift_based(*rotations, zone=LONDON, key="a", more=""):
    rows = "".join(f"      - {{{one}}}\n" for one in rotations)
    return f"schedules:\n  {key}:\n    time_zone: {zone}\n{more}    rotations:\n{rows}"


def weekdays(*people, more=", per_member: 5", shifts=NINE_TO_FIVE):
    return f"{shifts}, members: [{', '.join(people)}]{more}"


def ident(world, name="a"):
    found = [one for one in world.get("/v3/schedules")["schedules"] if one["summary"] == name]
    assert len(found) == 1, found
    return found[0]["id"]


def events(world, name="a"):
    """The events of each rotation that are not over."""
    rotations = world.get(f"/v3/schedules/{ident(world, name)}")["schedule"]["rotations"]
    now = stamp(world.now)
    return [
        [one for one in rotation["events"] if (one["effective_until"] or "9") > now]
        for rotation in rotations
    ]


def on_call(world, weeks=3, name="a"):
    """(start, first name) of each shift, as the sandbox walks through them."""
    asked = {
        "include[]": "final_schedule",
        "since": stamp(world.now),
        "until": stamp(world.now + timedelta(weeks=weeks)),
        "time_zone": LONDON,
    }
    final = world.get(f"/v3/schedules/{ident(world, name)}", **asked)["schedule"]["final_schedule"]
    names = {one["id"]: one["name"].split()[0].lower() for one in world.get("/users")["users"]}
    return [
        (one["start_time"][:16], names.get(one["member"].get("user_id"), "nobody"))
        for one in final["computed_shift_assignments"]
    ]


def turns(world, weeks=3, name="a"):
    """Who follows whom."""
    found = []
    for _, who in on_call(world, weeks, name):
        if not found or found[-1] != who:
            found.append(who)
    return found


POLICY = """escalation_policies:
  p:
    escalation_rules: [{escalation_delay_in_minutes: 10, targets: [a]}]
"""
PAIR = weekdays(ANA, BEN)
