"""Every limit that PagerDuty's description sets on what is sent is one of lint, too.

The limits are read from the description. They are broken one by one in the YAML, which takes
PagerDuty's own names.
"""

import json
from datetime import UTC, datetime

import pytest
from every_field import EVENT, HOURS, put
from organisation import ANA

from pdsync.lint import lint
from pdsync.source import load_texts
from pdsync.source.edit.scalars import flow_text

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULE = {"escalation_delay_in_minutes": 5, "targets": [ANA]}
WINDOW = {
    "type": "weekly_restriction",
    "start_time_of_day": "09:00:00",
    "duration_seconds": 3600,
    "start_day_of_week": 1,
}
LAYER = {
    "start": "2026-03-02T09:00:00Z",
    "end": "2027-03-02T09:00:00Z",
    "rotation_virtual_start": "2026-03-02T09:00:00Z",
    "rotation_turn_length_seconds": 86_400,
    "users": [ANA],
    "restrictions": [WINDOW],
}
STRATEGY = {"type": "rotating_member_assignment_strategy", "shifts_per_member": 1}
SHIFTS = {name: one for name, one in EVENT.items() if name != "members"} | {
    "assignment_strategy": STRATEGY | {"members": [ANA]}
}
BY_HOURS = {
    "type": "use_support_hours",
    "during_support_hours": {"type": "constant", "urgency": "high"},
    "outside_support_hours": {"type": "constant", "urgency": "low"},
}
ACTION = {
    "type": "urgency_change",
    "at": {"type": "named_time", "name": "support_hours_start"},
    "to_urgency": "high",
}
SERVICE = {
    "escalation_policy": {"name": "P"},
    "incident_urgency_rule": BY_HOURS,
    "support_hours": HOURS | {"type": "fixed_time_per_day", "days_of_week": [1]},
    "scheduled_actions": [ACTION],
    "auto_pause_notifications_parameters": {"enabled": True, "timeout": 120},
}
FILTER = {"subject_mode": "match", "subject_regex": "a"}
PARSER = {
    "action": "trigger",
    "match_predicate": {"type": "contains", "matcher": "a", "part": "subject"},
    "value_extractors": [{"type": "entire", "part": "subject", "value_name": "incident_key"}],
}
MAIL = {
    "type": "generic_email_inbound_integration",
    "integration_email": "a@acme.pagerduty.com",
    "email_filters": [FILTER],
    "email_parsers": [PARSER],
}
V3 = "/v3/schedules/{id}/rotations/{rotation_id}/events"
SENT = {
    ("/teams", "team"): ("teams", {}, ()),
    ("/teams/{id}/users/{user_id}", None): ("teams", {"members": [{"user": ANA}]}, ("members", 0)),
    ("/escalation_policies", "escalation_policy"): (
        "escalation_policies",
        {"escalation_rules": [RULE]},
        (),
    ),
    ("/schedules", "schedule"): ("schedules", {"time_zone": "Etc/UTC", "layers": [LAYER]}, ()),
    ("/services", "service"): ("services", SERVICE, ()),
    ("/services/{id}/integrations", "integration"): (
        "services",
        {"escalation_policy": {"name": "P"}, "integrations": {"i": MAIL}},
        ("integrations", "i"),
    ),
    ("/v3/schedules", "schedule"): (
        "schedules",
        {"time_zone": "Etc/UTC", "rotations": [{"events": [SHIFTS]}]},
        (),
    ),
    (V3, "event"): (
        "schedules",
        {"time_zone": "Etc/UTC", "rotations": [{"events": [SHIFTS]}]},
        ("rotations", 0, "events", 0),
    ),
}
"""What is sent where: the section, a body that is right, and where in it what is sent stands."""

OURS = {"schedule_layers": "layers"}
TAKEN = {
    ("email_filters", "minItems"): "a list of none is sent as PagerDuty's own filter",
    ("email_parsers", "minItems"): "none are sent as none, which PagerDuty answers itself",
}
"""Limits that are none, with the reason."""
READ_ONLY = {"summary", "self", "html_url", "id", "teams", "services", "service", "vendor"}


def limits(document):
    """Each limit of what is sent: section, body, the path there, its name, a value past it."""
    for (path, envelope), (section, body, home) in SENT.items():
        methods = document["paths"][path]
        request = followed(document, methods.get("post", methods.get("put"))["requestBody"])
        schema = request["content"]["application/json"]["schema"]
        inside = (envelope,) if envelope else ()
        for at, name, value in walked(document, schema, ()):
            if at[: len(inside)] != inside or READ_ONLY & {*at[len(inside) :]}:
                continue
            there = tuple(OURS.get(step, step) for step in at[len(inside) :])
            yield section, body, (*home, *there), name, value


def followed(document, node):
    """What a reference leads to; anything else itself."""
    while "$ref" in node:
        found = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        node = found
    return node


def walked(document, schema, path):
    """Each limit of a schema and of all that is in it: path, name, and a value past it."""
    shape = followed(document, schema)
    if path.count("children") > 1:
        return  # conditions of conditions, without end
    if shape.get("readOnly") and path[-1] != "days_of_week":  # which the description has wrong
        return
    for name, past in PAST.items():
        if name in shape:
            yield path, name, past(shape[name])
    for way in (*shape.get("allOf", ()), *shape.get("anyOf", ()), *shape.get("oneOf", ())):
        yield from walked(document, way, path)
    for name, one in shape.get("properties", {}).items():
        yield from walked(document, one, (*path, name))
    if "items" in shape:
        yield from walked(document, shape["items"], (*path, 0))


PAST = {
    "maxLength": lambda most: "x" * (most + 1),
    "minLength": lambda _: "",
    "enum": lambda _: "unheard of",
    "minimum": lambda least: least - 1,
    "maximum": lambda most: most + 1,
    "minItems": lambda _: [],
    "maxItems": lambda most: [f"u{number}@acme.example" for number in range(most + 1)],
    "format": lambda _: "at some time",
}


def errors(section, body):
    text = f"{section}:\n  e: {flow_text(body)}\n"
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    return [one.message for one in lint(config, NOW) if one.is_error]


def is_taken(path, name):
    return any({*key} <= {*path, name} for key in TAKEN)


def stands_there(body, path):
    """Return True if the body that is right has the thing itself, or what it is a field of."""
    for step in path[:-1]:
        if not (isinstance(body, list) or (isinstance(body, dict) and step in body)):
            return False
        body = body[step]
    return isinstance(body, dict | list)


@pytest.mark.parametrize(("section", "body"), [one[:2] for one in SENT.values()])
def test_what_is_within_all_limits_is_taken(section, body):
    assert errors(section, body) == []


def test_what_is_past_a_limit_of_the_description_is_an_error(shared):
    document = json.loads((shared / "openapi" / "rest.json").read_text(encoding="utf-8"))
    tried = [one for one in limits(document) if stands_there(one[1], one[2])]
    passed = [
        (path, name)
        for section, body, path, name, value in tried
        if not is_taken(path, name) and not errors(section, put(body, path, value))
    ]
    assert (sorted({str(one) for one in passed}), len(tried) > 60) == ([], True)
