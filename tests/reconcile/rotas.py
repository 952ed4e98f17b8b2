"""Rotations in people's words, and who is on call by them as the sandbox renders it."""

from datetime import UTC, timedelta

ANA, BEN, CHLOE, DANIEL = (
    f"{name}@acme.example" for name in ("ana.silva", "ben.okafor", "chloe.martin", "daniel.weiss")
)
LONDON = "Europe/London"


def schedule(*layers, zone=LONDON):
    rows = "".join(f"      - {{{layer}}}\n" for layer in layers)
    return f"schedules:\n  a:\n    time_zone: {zone}\n    layers:\n{rows}"


def weekly(*people, more="", rotate="weekly", handoff="Mon 09:00"):
    members = ", ".join(people)
    return f"name: Base, rotate: {rotate}, handoff: {handoff}, members: [{members}]{more}"


def shifts(world, weeks=6, name="a"):
    """(start, end, name) of the final schedule as the sandbox walks through it."""
    ident = world.named("schedule", "schedules", name)["id"]
    until = world.now + timedelta(weeks=weeks)
    asked = {"since": stamp(world.now), "until": stamp(until), "time_zone": LONDON}
    final = world.get(f"/schedules/{ident}", **asked)["schedule"]["final_schedule"]
    return [
        (one["start"][:16], one["user"]["summary"].split()[0].lower())
        for one in final["rendered_schedule_entries"]
    ]


def people(world, weeks=6):
    return [who for _, who in shifts(world, weeks)]


def stamp(when):
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def live_layer(world, name="a"):
    ident = world.named("schedule", "schedules", name)["id"]
    (layer,) = world.get(f"/schedules/{ident}", time_zone="Etc/UTC")["schedule"]["schedule_layers"]
    return layer


def virtual(start, *people, length="1 week", more=""):
    members = ", ".join(people)
    return schedule(
        f"name: Base, rotation_virtual_start: {start}, rotation_turn_length_seconds: {length}, "
        f"users: [{members}]{more}"
    )
