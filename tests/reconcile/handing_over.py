"""Hours that go from one person to another in an account, and who has which by its rendering."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, stamp

from pdsync.reconcile import read_names
from pdsync.reconcile.overrides import override_requests, send_overrides
from pdsync.source import load_texts

AHEAD = timedelta(weeks=9)
WEEKDAYS = "Mon-Fri 09:00-17:00"


def _layers(*rows):
    return "".join(f"      - {{{row}}}\n" for row in rows)


def weekly(*people, only="", rotate="weekly", handoff="Mon 09:00"):
    more = f", only: {only}" if only else ""
    members = ", ".join(people)
    return f"rotate: {rotate}, handoff: {handoff}, members: [{members}]{more}"


LAYERED = (
    [weekly(ANA, BEN, CHLOE)],
    [weekly(ANA, BEN, CHLOE, only=WEEKDAYS)],
    [weekly(ANA, BEN, CHLOE, rotate="daily", handoff="09:00")],
    [weekly(ANA, BEN, rotate="12h", handoff="08:00")],
    [weekly(ANA, BEN, CHLOE), weekly(BEN, DANIEL, ANA, only=WEEKDAYS)],
    [
        weekly(CHLOE, ANA, BEN),
        weekly(ANA, BEN, rotate="daily", handoff="00:00", only="22:00-06:00"),
    ],
)
ROTATIONS = (
    [f"shifts: {WEEKDAYS}, per_member: 5, members: [{ANA}, {BEN}, {CHLOE}]"],
    [f"shifts: 09:00-09:00, per_member: 7, members: [{ANA}, {BEN}]"],
    [
        f"shifts: {WEEKDAYS}, per_member: 5, members: [{ANA}, {BEN}]",
        f"shifts: 17:00-09:00, members: [{CHLOE}, {DANIEL}, {ANA}]",
    ],
    [
        f"shifts: 00:00-24:00, members: [{ANA}, {BEN}, {CHLOE}]",
        f"shifts: {WEEKDAYS}, everyone: true, members: [{DANIEL}, {CHLOE}]",
    ],
)


def made(world, rows, zone, form, key="a"):
    """Make a schedule of layers or rotations; returns its id."""
    text = f"schedules:\n  {key}:\n    time_zone: {zone}\n    {form}:\n{_layers(*rows)}"
    world.apply(text)
    lists = ("/schedules", "/v3/schedules")
    found = [one for path in lists for one in world.get(path)["schedules"]]
    (ident,) = [one["id"] for one in found if (one.get("name") or one["summary"]) == key]
    return ident


def account(world, since=None, until=None):
    """The account with all of its schedules read whole."""
    since = since or world.now
    found = read_names(world.client, load_texts({}), world.now)
    idents = [*found.snapshot.of("schedule")]
    return found.with_schedules(world.client, idents, since, until or since + AHEAD)


def handed_over(world, read, handovers):
    """Make the overrides of some handovers."""
    requests = override_requests(read.snapshot, read.roster, handovers, world.now)
    return send_overrides(requests, world.client, lambda: world.now)


def hours(world, ident, since, until):
    """Everybody's hours by the account's own rendering: by person how many more are on, and when.

    Where somebody is on twice at once, by two rotations, they count twice.
    """
    span = {"since": stamp(since), "until": stamp(until), "time_zone": "Etc/UTC"}
    if any(one["id"] == ident for one in world.get("/v3/schedules")["schedules"]):
        found = world.get(f"/v3/schedules/{ident}", **span, **{"include[]": "final_schedule"})
        final = found["schedule"]["final_schedule"]["computed_shift_assignments"]
        rows = [(one["start_time"], one["end_time"], one["member"].get("user_id")) for one in final]
    else:
        final = world.get(f"/schedules/{ident}", **span)["schedule"]["final_schedule"]
        entries = final["rendered_schedule_entries"]
        rows = [(one["start"], one["end"], one["user"]["id"]) for one in entries]
    return _steps(
        (who, max(instant(start), since), min(instant(end), until), 1)
        for start, end, who in rows
        if who
    )


def _steps(rows):
    by_person = defaultdict(Counter)
    for who, start, end, step in rows:
        by_person[who][start] += step
        by_person[who][end] -= step
    told = {who: {at: by for at, by in steps.items() if by} for who, steps in by_person.items()}
    return {who: steps for who, steps in told.items() if steps}


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def moved(before, handovers):
    """Everybody's hours, with those of handovers given to others."""
    rows = [(who, at, at, 0) for who, steps in before.items() for at in steps]
    rows += [(one.old, one.span.start, one.span.end, -1) for one in handovers]
    rows += [(one.new, one.span.start, one.span.end, 1) for one in handovers]
    changes = _steps(rows)
    told = {}
    for who in {*before, *changes}:
        steps = Counter(before.get(who, {}))
        for at, by in changes.get(who, {}).items():
            steps[at] += by
        told[who] = {at: by for at, by in steps.items() if by}
    return {who: steps for who, steps in told.items() if steps}


def on_call(steps, since, until):
    """The times within a range in which somebody is on call, as pairs."""
    count, found, begun = 0, [], None
    for at in sorted({*steps, since, until}):
        if count and begun is not None and since <= begun < until:
            found.append((begun, at))
        count += steps.get(at, 0)
        begun = at
    return found


def person(world, email):
    users = world.get("/users", limit=100)["users"]
    return next(one["id"] for one in users if one["email"] == email)
