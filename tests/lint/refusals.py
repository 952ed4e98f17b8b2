"""What the account refuses, in YAML and on the wire, thing by thing."""

A = "ana.silva@acme.example"


def zoned(time):
    return {"date_time": time, "time_zone": "Europe/London"}


def policy(rules, more=""):
    return f"escalation_policies:\n  p: {{escalation_rules: {rules}{more}}}\n"


def rule(targets=f"[{A}]", more="escalation_delay_in_minutes: 5"):
    return f"[{{{more}, targets: {targets}}}]"


def service(more):
    return f"services:\n  s: {{escalation_policy: {{name: P}}, {more}}}\n"


MANY = ", ".join(f"u{number}@acme.example" for number in range(21))
CONSTANT = {"type": "constant", "urgency": "high"}
BY_HOURS = {
    "type": "use_support_hours",
    "during_support_hours": CONSTANT,
    "outside_support_hours": CONSTANT,
}
HOURS = {
    "type": "fixed_time_per_day",
    "time_zone": "Europe/London",
    "days_of_week": [1],
    "start_time": "09:00:00",
    "end_time": "17:00:00",
}
ACTION = {
    "type": "urgency_change",
    "at": {"type": "named_time", "name": "support_hours_start"},
    "to_urgency": "high",
}
EMAIL = {"type": "generic_email_inbound_integration"}
AT_HOME = EMAIL | {"integration_email": "a@acme.pagerduty.com"}
PARSER = {"action": "trigger", "match_predicate": {"type": "all", "children": []}}
EXTRACTOR = {"type": "entire", "part": "subject", "value_name": "incident_key"}


def as_yaml(value):
    """A value in the flow style of YAML."""
    if isinstance(value, dict):
        fields = ", ".join(f"{name}: {as_yaml(one)}" for name, one in value.items())
        return f"{{{fields}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def as_written(fields):
    """Fields of a service, written as the API has them."""
    return service(", ".join(f"{name}: {as_yaml(one)}" for name, one in fields.items()))


def same(fields):
    """A service's fields in YAML, and the same on the wire."""
    return as_written(fields), "service", fields


def mail(fields):
    """An integration's fields in YAML, and the same on the wire."""
    return service(f"integrations: {{i: {as_yaml(fields)}}}"), "integration", fields


def parser(**fields):
    """An e-mail integration with a parser that has some other fields."""
    whole = PARSER | {"value_extractors": [EXTRACTOR]} | fields
    return mail(AT_HOME | {"email_parsers": [whole]})


WIRE_ONLY = {
    "rules": lambda wire: {"escalation_rules": [wire.rule(targets=11)]},
    "no targets": lambda wire: {"escalation_rules": [wire.rule(targets=0)]},
    "no delay": lambda wire: {"escalation_rules": [wire.rule(delay=0)]},
    "teams": lambda wire: {"teams": [wire.team("One"), wire.team("Two")]},
    "members": lambda wire: {"assignment_strategy": wire.strategy(members=21)},
    "no members": lambda wire: {"assignment_strategy": wire.strategy(members=0)},
    "no shifts": lambda wire: {"assignment_strategy": wire.strategy(shifts_per_member=0)},
}
"""What the account is sent where ids of its own have to be in it."""

TEAM = "teams:\n  t: {%s}\n"
REFUSED = {
    "a name with a slash": (TEAM % "name: A/B", "team", {"name": "A/B"}),
    "a name of 101 characters": (TEAM % f"name: {'x' * 101}", "team", {"name": "x" * 101}),
    "a blank name": (TEAM % "name: ' '", "team", {"name": " "}),
    "a name that ends in a blank": (TEAM % "name: 'T '", "team", {"name": "T "}),
    "a name with a bell": (TEAM % 'name: "a\\u0007"', "team", {"name": "a\u0007"}),
    "a long description": (
        TEAM % f"description: {'x' * 1025}",
        "team",
        {"description": "x" * 1025},
    ),
    "a role of strangers": (TEAM % "default_role: boss", "team", {"default_role": "boss"}),
    "no rules": (policy("[]"), "escalation_policy", {"escalation_rules": []}),
    "no targets": (policy(rule("[]")), "escalation_policy", WIRE_ONLY["no targets"]),
    "eleven targets": (
        policy(rule(f"[{', '.join(MANY.split(', ')[:11])}]")),
        "escalation_policy",
        WIRE_ONLY["rules"],
    ),
    "no delay": (
        policy(rule(more="escalation_delay_in_minutes: 0")),
        "escalation_policy",
        WIRE_ONLY["no delay"],
    ),
    "fewer than no repeats": (
        policy(rule(), ", num_loops: -1"),
        "escalation_policy",
        {"num_loops": -1},
    ),
    "an unknown word for hand-offs": (
        policy(rule(), ", on_call_handoff_notifications: never"),
        "escalation_policy",
        {"on_call_handoff_notifications": "never"},
    ),
    "two teams of a policy": (
        policy(rule(), ", teams: [{name: A}, {name: B}]"),
        "escalation_policy",
        WIRE_ONLY["teams"],
    ),
    "no policy": (
        "services:\n  s: {escalation_policy: null}\n",
        "service",
        {"escalation_policy": None},
    ),
    "a negative timeout": same({"acknowledgement_timeout": -5}),
    "an unknown urgency": (
        service("incident_urgency_rule: medium"),
        "service",
        {"incident_urgency_rule": {"type": "constant", "urgency": "medium"}},
    ),
    "urgency by hours without hours": same({"incident_urgency_rule": BY_HOURS}),
    "hours without urgency by them": same({"support_hours": HOURS}),
    "actions without hours": same({"scheduled_actions": [ACTION]}),
    "an action that lowers": same(
        {
            "incident_urgency_rule": BY_HOURS,
            "support_hours": HOURS,
            "scheduled_actions": [ACTION | {"to_urgency": "low"}],
        }
    ),
    "no day of hours": same(
        {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {"days_of_week": []}}
    ),
    "an eighth day of hours": same(
        {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {"days_of_week": [8]}}
    ),
    "no time of day": same(
        {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {"start_time": "25:00:00"}}
    ),
    "a zone that there is not": same(
        {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {"time_zone": "Europe/X"}}
    ),
    "an urgency beside that of hours": same(
        {"incident_urgency_rule": BY_HOURS | {"urgency": "high"}, "support_hours": HOURS}
    ),
    "a kind of urgency": same({"incident_urgency_rule": {"type": "random"}}),
    "a kind of hours": same(
        {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {"type": "monthly"}}
    ),
    "an action at noon": same(
        {
            "incident_urgency_rule": BY_HOURS,
            "support_hours": HOURS,
            "scheduled_actions": [ACTION | {"at": {"type": "named_time", "name": "noon"}}],
        }
    ),
    "a status": same({"status": "sleeping"}),
    "a pause of 100 seconds": same(
        {"auto_pause_notifications_parameters": {"enabled": True, "timeout": 100}}
    ),
    "a grouping with an unknown key": same({"alert_grouping_parameters": {"kind": "time"}}),
    "no type of integration": (
        service("integrations: {i: {type: foo}}"),
        "integration",
        {"type": "foo"},
    ),
    "no address": mail(EMAIL),
    "no address of Pingdom's": mail({"type": "pingdom_inbound_integration"}),
    "an address elsewhere": mail(EMAIL | {"integration_email": "a@else.example"}),
    "an address without a name": mail(EMAIL | {"integration_email": "@acme.pagerduty.com"}),
    "an address of no account": mail(EMAIL | {"integration_email": "a@.pagerduty.com"}),
    "an address of an account below": mail(EMAIL | {"integration_email": "a@b.acme.pagerduty.com"}),
    "no word for creating": mail(AT_HOME | {"email_incident_creation": "now"}),
    "no word for filters": mail(AT_HOME | {"email_filter_mode": "some"}),
    "a filter without its text": mail(AT_HOME | {"email_filters": [{"subject_mode": "match"}]}),
    "no word for a mode": mail(AT_HOME | {"email_filters": [{"subject_mode": "maybe"}]}),
    "no word for a predicate": parser(match_predicate={"type": "some"}),
    "a condition that looks for nothing": parser(
        match_predicate={"type": "contains", "part": "subject"}
    ),
    "a condition of no part": parser(
        match_predicate={
            "type": "any",
            "children": [{"type": "contains", "matcher": "a", "part": "foot"}],
        }
    ),
    "an extractor without a name": parser(
        value_extractors=[EXTRACTOR, {"type": "entire", "part": "body"}]
    ),
    "no word for an extractor": parser(value_extractors=[EXTRACTOR | {"type": "some"}]),
    "no word for an action": parser(action="x"),
    "a parser without a key": parser(value_extractors=[]),
}
