"""Who is on call by shifts, by walking: day by day from the first shift, asked minute by minute.

Naive datetimes and calendar days, so that it shares no idea with the engine, and no library.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def parts_of(event):
    rule = next(line for line in event.recurrence if line.startswith("RRULE:"))
    return dict(part.split("=") for part in rule.removeprefix("RRULE:").split(";"))


def candidates(first, parts, last):
    """The naive times up to a last at which a rule without COUNT and UNTIL has shifts."""
    step = {"HOURLY": timedelta(hours=1)}.get(parts["FREQ"], timedelta(days=1))
    at = first
    while at <= last:
        if follows(at, first, parts):
            yield at
        at += step


def follows(at, first, parts):
    interval = int(parts.get("INTERVAL", 1))
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else None
    if parts["FREQ"] == "HOURLY":
        passed = (at - first) // timedelta(hours=1)
    elif parts["FREQ"] == "DAILY":
        passed = (at.date() - first.date()).days
    elif parts["FREQ"] == "WEEKLY":
        days = days or [DAYS[first.weekday()]]
        begins = DAYS.index(parts.get("WKST", "MO"))
        passed = (week(at.date(), begins) - week(first.date(), begins)).days // 7
    else:
        passed = at.year * 12 + at.month - first.year * 12 - first.month
        if days is None and at.day != first.day:
            return False
    return passed % interval == 0 and (days is None or DAYS[at.weekday()] in days)


def week(day: date, begins):
    return day - timedelta((day.weekday() - begins) % 7)


def dates(event, kind):
    found = [line.split(":")[1] for line in event.recurrence if line.startswith(kind)]
    return [datetime.fromisoformat(one) for line in found for one in line.split(",")]


def starts(event, until):
    """The naive starts of all shifts from the first on."""
    zone, parts = ZoneInfo(event.time_zone), parts_of(event)
    first = event.start.astimezone(zone).replace(tzinfo=None)
    last, found = until.replace(tzinfo=None) + timedelta(3), []
    limit = datetime.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else last
    for at in candidates(first, parts, min(last, limit)):
        if len(found) < int(parts.get("COUNT", 10**9)):
            found.append(at)
    return sorted({*found, *dates(event, "RDATE")} - {*dates(event, "EXDATE")})


def entries(event, until):
    """(start, end, users) of every shift."""
    zone, found = ZoneInfo(event.time_zone), []
    for number, start in enumerate(starts(event, until)):
        end = start + timedelta(seconds=event.seconds)
        turn = number // event.shifts_per_member % len(event.members)
        users = event.members if event.everyone else event.members[turn : turn + 1]
        edges = (edge.replace(tzinfo=zone).astimezone(UTC) for edge in (start, end))
        found.append((*edges, users))
    return found


def replaced(schedule, at, user, **of):
    for one in reversed(schedule.overrides):
        mine = all(getattr(one, name) == place for name, place in of.items())
        if mine and one.start <= at < one.end and one.overridden == user:
            return one.overriding
    return user


def on_call(schedule, rendered, at):
    people = set()
    for place, events in enumerate(rendered):
        for event, found in events:
            alive = (event.since is None or event.since <= at) and (
                event.until is None or at < event.until
            )
            users = [user for start, end, users in found if start <= at < end for user in users]
            if alive:
                people |= {replaced(schedule, at, user, rotation=str(place)) for user in users}
    for one in schedule.custom_shifts:
        if one.start <= at < one.end:
            people.add(replaced(schedule, at, one.user, custom_shift=one.ident))
    return tuple(sorted(people - {None}))


def people(schedule, instants):
    """Who is on call at each instant."""
    rendered = [
        [(event, entries(event, max(instants))) for event in rotation.events]
        for rotation in schedule.rotations
    ]
    return [on_call(schedule, rendered, at) for at in instants]
