"""Schedule layers: how PagerDuty reads them, keeps them for ever, and shows them.

Stored from the bottom to the top, with instants in UTC; shown from the top to the bottom, in
the zone of the request. What they were before an edit is kept, so that the past stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pdsync.sandbox._errors import INVALID, Bad, Refused, invalid, not_found
from pdsync.sandbox._times import moment, offset_seconds, read_instant, shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.rules.stakeholders import NO_STAKEHOLDERS, is_stakeholder

Fields = dict[str, Any]
SHORTEST_TURN, LONGEST_TURN = 3_600, 31_536_000
DAY, WEEK = 86_400, 604_800
DAYS = tuple(range(1, 8))


def refuse(field: str, problem: str) -> Refused:
    """400/3001, with the problem under the layer's field."""
    return Refused(400, 3001, "Invalid Schedule", {f"rotation_layers.{field}": [problem]})


def merged(call: Call, given: Any, old: list[Fields], zone: str) -> list[Fields]:
    """The layers after a write, bottom to top.

    The given ones take the order of the body; those with an id replace what has it, those
    without are new. Those not given stay, each above what it was above before.
    """
    if not isinstance(given, list) or not all(isinstance(layer, dict) for layer in given):
        raise Refused(400, 2001, INVALID, ["Schedule layers must be a list of layers"])
    known = {layer["id"]: layer for layer in old}
    result = [
        _read(call, layer, _match(call, layer, known), zone, number)
        for number, layer in enumerate(given, start=1)
    ]
    for place, layer in enumerate(old):
        ids = [kept["id"] for kept in result]
        if layer["id"] not in ids:
            result.insert(ids.index(old[place - 1]["id"]) + 1 if place else 0, layer)
    return result


def with_past(call: Call, fields: Fields, old: Fields) -> Fields:
    """The fields of an edited schedule, with what decided until now who was on call."""
    before = {name: old[name] for name in ("time_zone", "schedule_layers")}
    if all(fields[name] == value for name, value in before.items()):
        return fields
    return fields | {"past": [*old.get("past", ()), before | {"until": call.now}]}


def editions(fields: Fields) -> Iterator[tuple[Fields, datetime, datetime]]:
    """All that a schedule has been, and from when until when it was that."""
    begin = datetime.min.replace(tzinfo=UTC)
    for past in fields.get("past", ()):
        yield past, begin, moment(past["until"])
        begin = moment(past["until"])
    yield fields, begin, datetime.max.replace(tzinfo=UTC)


def _match(call: Call, layer: Fields, known: dict[str, Fields]) -> Fields | None:
    ident = layer.get("id")
    if not ident or (call.seeding and ident not in known):
        return None
    if ident not in known:
        raise not_found()
    return known[ident]


def _read(call: Call, layer: Fields, old: Fields | None, zone: str, number: int) -> Fields:
    before = old or {}
    given = before | layer
    read = {
        "id": before.get("id")
        or (layer.get("id") if call.seeding else None)
        or call.account.new_id(),
        "name": given.get("name") or f"Layer {number}",
        "start": _time(layer.get("start"), "start", zone),
        "end": _end(layer, before, zone),
        "rotation_virtual_start": _virtual_start(layer.get("rotation_virtual_start"), zone),
        "rotation_turn_length_seconds": _turn(layer.get("rotation_turn_length_seconds")),
        "users": [_user(call, member) for member in _list(layer, "users")],
        "restrictions": before.get("restrictions", []),
    }
    if "restrictions" in layer:
        read["restrictions"] = [_restriction(one) for one in _restrictions(layer)]
    return read | {"start": _start(call, read, before)}


def _start(call: Call, read: Fields, before: Fields) -> str:
    # What was is history: an edited layer begins anew, an unedited one keeps its beginning.
    start = str(read["start"])
    if call.seeding or start > call.now:
        return start
    unedited = before and all(read[key] == before[key] for key in read if key != "start")
    return str(before["start"]) if unedited and before["start"] <= call.now else call.now


def _end(layer: Fields, before: Fields, zone: str) -> str | None:
    if "end" not in layer:
        end: str | None = before.get("end")
        return end
    return None if layer["end"] is None else _time(layer["end"], "end", zone)


def _time(value: Any, field: str, zone: str) -> str:
    try:
        return read_instant(value, zone)
    except Bad as bad:
        raise refuse(field, f"{field.replace('_', ' ').capitalize()} {bad}") from None


def _virtual_start(value: Any, zone: str) -> str:
    read = _time(value, "rotation_virtual_start", zone)
    if not read.endswith(":00Z"):
        raise refuse("rotation_virtual_start", "Rotation virtual start must be a whole minute")
    return read


def _turn(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse("rotation_turn_length_seconds", "Rotation turn length can't be blank")
    if not SHORTEST_TURN <= value <= LONGEST_TURN:
        limits = f"between {SHORTEST_TURN} and {LONGEST_TURN}"
        raise refuse("rotation_turn_length_seconds", f"Rotation turn length must be {limits}")
    return value


def _list(layer: Fields, key: str) -> Sequence[Any]:
    value = layer.get(key)
    if not isinstance(value, list):
        raise refuse(key, f"{key.capitalize()} can't be blank")
    return value


def _user(call: Call, member: Any) -> str:
    user = member.get("user") if isinstance(member, dict) else None
    ident = user.get("id") if isinstance(user, dict) else None
    row = call.store.get("user", str(ident))
    if row is None:
        raise not_found()
    if is_stakeholder(row) and not call.seeding:
        raise invalid(NO_STAKEHOLDERS)
    return row.id


def _restrictions(layer: Fields) -> Sequence[Any]:
    return () if layer["restrictions"] is None else _list(layer, "restrictions")


def _restriction(value: Any) -> Fields:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in ("daily_restriction", "weekly_restriction"):
        raise refuse("restrictions", "Type is not included in the list")
    weekly = kind == "weekly_restriction"
    where = "weekly_restrictions" if weekly else "daily_restrictions"
    duration, day = value.get("duration_seconds"), value.get("start_day_of_week")
    if not isinstance(duration, int) or not 0 < duration < (WEEK if weekly else DAY):
        advice = "Please use a shorter duration or just turn the recurrence off."
        raise refuse(f"{where}.duration_seconds", advice)
    if weekly and day not in DAYS:
        advice = f"Start day of week must be in {', '.join(map(str, DAYS))}"
        raise refuse(f"{where}.start_day_of_week", advice)
    clock = _clock(value.get("start_time_of_day"), where)
    read = {"type": kind, "start_time_of_day": clock, "duration_seconds": duration}
    return read | ({"start_day_of_week": day} if weekly else {})


def _clock(value: Any, where: str) -> str:
    parts = value.split(":") if isinstance(value, str) else []
    good = len(parts) in (2, 3) and all(part.isdecimal() for part in parts)
    if not good or any(int(n) >= top for n, top in zip(parts, (24, 60, 60), strict=False)):
        raise refuse(f"{where}.start_time_of_day", "Start time of day is not a valid time")
    return ":".join(part.zfill(2) for part in [*parts, "00"][:3])


def show_layer(call: Call, layer: Fields, own_zone: str, zone: str) -> Fields:
    """A layer as an answer shows it: every time of it in the zone of the request."""
    shift = offset_seconds(zone, moment(call.now)) - offset_seconds(own_zone, moment(call.now))
    return {
        "id": layer["id"],
        "name": layer["name"],
        "start": shown(layer["start"], zone),
        "end": shown(layer["end"], zone),
        "rotation_virtual_start": shown(layer["rotation_virtual_start"], zone),
        "rotation_turn_length_seconds": layer["rotation_turn_length_seconds"],
        "users": [{"user": refer(call, "user", ident)} for ident in layer["users"]],
        "restrictions": [shifted(one, shift) for one in layer["restrictions"]],
        "rendered_schedule_entries": [],
    }


def shifted(restriction: Fields, seconds: int) -> Fields:
    """A restriction told in another zone: its time moves, and with it, weekly, its day."""
    hours, minutes, rest = map(int, restriction["start_time_of_day"].split(":"))
    days, clock = divmod(hours * 3600 + minutes * 60 + rest + seconds, DAY)
    told = str(timedelta(seconds=clock)).zfill(8)
    moved = restriction | {"start_time_of_day": told}
    if "start_day_of_week" in restriction:
        moved["start_day_of_week"] = (restriction["start_day_of_week"] - 1 + days) % 7 + 1
    return moved
