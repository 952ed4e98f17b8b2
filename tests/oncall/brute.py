"""Who is on call, by walking: turn by turn from the virtual start, asked minute by minute.

Naive datetimes and no arithmetic on turns, so that it shares no idea with the engine.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def opened(layer, begin, end):
    """The naive intervals in which the windows let this turn have somebody."""
    if not layer.windows:
        return [(begin, end)]
    monday = datetime.combine(begin.date(), datetime.min.time()) - timedelta(begin.weekday() + 14)
    found = []
    while monday < end:
        for window in layer.windows:
            start = monday + timedelta(seconds=window.start)
            stop = start + timedelta(seconds=window.seconds)
            if start < end and stop > begin:
                found.append([max(start, begin), min(stop, end)])
        monday += timedelta(7)
    merged = []
    for start, stop in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(stop, merged[-1][1])
        else:
            merged.append([start, stop])
    return merged


def entries(layer, time_zone, until):
    """(start, end, user) of every turn from the virtual start on, in wall order."""
    zone, length = ZoneInfo(time_zone), timedelta(seconds=layer.turn_seconds)
    begin = layer.virtual_start.astimezone(zone).replace(tzinfo=None)
    last, number, found = until.replace(tzinfo=None) + timedelta(3), 0, []
    while begin < last and layer.users:
        windows = opened(layer, begin, begin + length)
        for window in windows:
            start, end = (edge.replace(tzinfo=zone).astimezone(UTC) for edge in window)
            found.append((start, end, layer.users[number % len(layer.users)]))
        number += bool(windows)
        begin += length
    return found


def minutes(schedule, since, until, step=timedelta(minutes=1)):
    """(instant, user or None) of every step of [since, until)."""
    layers = [
        (layer, entries(layer, schedule.time_zone, until)) for layer in reversed(schedule.layers)
    ]
    at, told = since, []
    while at < until:
        told.append((at, person(schedule, layers, at)))
        at += step
    return told


def person(schedule, layers, at):
    for override in reversed(schedule.overrides):
        if override.start <= at < override.end:
            return override.user
    for layer, found in layers:
        if layer.start <= at and (layer.end is None or at < layer.end):
            user = next((user for start, end, user in found if start <= at < end), None)
            if user is not None:
                return user
    return None
