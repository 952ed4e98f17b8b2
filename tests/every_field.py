"""Every field of the JSON Schema that can be reached, each inside a configuration that is right."""

import copy

from organisation import ANA, BEN

LAYER = {"rotate": "weekly", "handoff": "Mon 09:00", "members": [ANA, BEN]}
SHIFTS = {"shifts": "09:00-17:00", "members": [ANA, BEN]}
RULE = {"start": "2026-03-02 09:00", "length": "8h", "rrule": "FREQ=DAILY"}
WINDOW = {"start_time_of_day": "09:00", "duration_seconds": "8h"}
ANCHORED = {"anchor": {"who": ANA, "at": "2026-03-02"}}
EVENT = {
    "start_time": {"date_time": "2026-03-02T09:00:00Z", "time_zone": "Europe/London"},
    "end_time": {"date_time": "2026-03-02T17:00:00Z", "time_zone": "Europe/London"},
    "effective_since": "2026-03-02T09:00:00Z",
    "effective_until": "2027-03-02T09:00:00Z",
    "recurrence": ["RRULE:FREQ=DAILY"],
    "members": [ANA, BEN],
}
HOURS = {"time_zone": "Europe/London", "start_time": "09:00", "end_time": "17:00"}
SERVICE = {"escalation_policy": {"name": "p"}}


def _schedule(**parts):
    return {"time_zone": "Europe/London", **parts}


BASES = (
    ("schedules", _schedule(layers=[LAYER])),
    ("schedules", _schedule(layers=[LAYER | ANCHORED | {"only": [WINDOW]}])),
    (
        "schedules",
        _schedule(layers=[{"members": [ANA, BEN], "rotation_turn_length_seconds": "1d"}]),
    ),
    ("schedules", _schedule(layers=[LAYER], expect={"coverage": [WINDOW]})),
    ("schedules", _schedule(rotations=[SHIFTS])),
    ("schedules", _schedule(rotations=[SHIFTS | ANCHORED | {"except": ["2026-12-25"]}])),
    ("schedules", _schedule(rotations=[SHIFTS | {"shifts": RULE}])),
    ("schedules", _schedule(rotations=[LAYER | {"only": [WINDOW]}])),
    ("schedules", _schedule(rotations=[{"events": [EVENT]}])),
    (
        "escalation_policies",
        {"escalation_rules": [{"escalation_delay_in_minutes": 5, "targets": [ANA]}]},
    ),
    ("services", SERVICE),
    (
        "services",
        SERVICE
        | {
            "support_hours": HOURS | {"days_of_week": [1]},
            "incident_urgency_rule": {
                "type": "use_support_hours",
                "during_support_hours": "high",
                "outside_support_hours": "low",
            },
        },
    ),
    ("teams", {}),
)


def fields(schema):
    """Section, body and path of each: all that the schema has, and what is in a body beside it.

    What is inside of what a body does not have is tried in the first of a section alone.
    """
    seen = set()
    for section, body in BASES:
        shape = schema["properties"][section]["additionalProperties"]
        for path in dict.fromkeys((*_in_schema(shape, schema), *_in_value(body))):
            if _is_there(body, path[:-1]) or (section, path) not in seen:
                seen.add((section, path))
                yield section, body, path


def put(body, path, value):
    """The body with a value at a path; what is not there around it is made."""
    if not path:
        return value
    step, *rest = path
    changed = copy.copy(body) if isinstance(body, dict | list) else ([] if step == 0 else {})
    if isinstance(changed, dict) == (step == 0):
        changed = [] if step == 0 else {}
    if step == 0:
        return [put(changed[0] if changed else None, rest, value), *changed[1:]]
    return changed | {step: put(changed.get(step), rest, value)}


def _is_there(body, path):
    for step in path:
        if isinstance(body, dict) == (step == 0) or (isinstance(body, dict) and step not in body):
            return False
        body = body[step]
    return isinstance(body, dict | list)


def _in_schema(shape, schema):
    ways = [*_ways(shape, schema)]
    if any(map(_takes_a_scalar, ways)):
        yield ()
    for way in ways:
        inside = [*way.get("properties", {}).items()]
        if isinstance(way.get("additionalProperties"), dict):
            inside.append(("x", way["additionalProperties"]))
        if "items" in way:
            inside.append((0, way["items"]))
        for step, child in inside:
            yield from ((step, *path) for path in _in_schema(child, schema))


def _in_value(value):
    steps = value.items() if isinstance(value, dict) else ()
    for step, child in [(0, value[0])] if isinstance(value, list) else steps:
        if isinstance(child, dict | list):
            yield from ((step, *path) for path in _in_value(child))
        else:
            yield (step,)


def _ways(shape, schema):
    if "$ref" in shape:
        yield from _ways(schema["$defs"][shape["$ref"].rpartition("/")[2]], schema)
    for way in shape.get("anyOf", ()):
        yield from _ways(way, schema)
    yield shape


def _takes_a_scalar(way):
    types = way.get("type", ())
    return bool({"string", "integer", "number"} & {*([types] if isinstance(types, str) else types)})
