"""Organisations for random tests: each field of each kind is there or not, in one of few values."""

from hypothesis import strategies as st
from organisation import ANA, BEN, CHLOE, DANIEL, MAYA

LONG = "Whoever has the turns of the whole week, whatever happens in the shop by day or by night"
TEXTS = [None, "Short", LONG, LONG.replace("whole", "first half of each").replace("shop", "mill")]
SOME = st.lists(st.sampled_from([ANA, BEN, CHLOE, DANIEL]), min_size=1, max_size=3, unique=True)
WINDOWS = [None, "Mon-Fri 09:00-17:00", "22:00-06:00", ["Sat 10:00-12:00", "Sun 10:00-14:00"]]
TIMES = [None, "2026-04-06 09:00", "2026-05-04 12:00"]


def either(*values):
    return st.sampled_from(values)


def body(**fields):
    """Bodies with each of these fields, or without it."""
    return st.fixed_dictionaries({}, optional=fields)


LAYER = st.fixed_dictionaries(
    {
        "name": either("Days", "Nights", "Backup"),
        "members": SOME,
        "rotate": either("daily", "weekly", "12h"),
        "handoff": either("Tue 09:00", "Wed 12:00"),
        "only": either(*WINDOWS),
        "from": either(*TIMES),
        "until": either(None, "2026-12-01 09:00"),
    }
).map(lambda one: one | {"handoff": one["handoff"][-5 * (one["rotate"] != "weekly") :]})
RULE = st.fixed_dictionaries(
    {
        "escalation_delay_in_minutes": either(5, 10, 90),
        "targets": st.lists(either("layered", "shifts", ANA, BEN), min_size=1, unique=True),
    },
    optional={"escalation_rule_assignment_strategy": either("round_robin", "assign_to_everyone")},
)
FIRST, LAST = "2026-02-01 09:00", "2026-02-02 10:00"
ROTATION = st.one_of(
    st.fixed_dictionaries(
        {
            "name": either("Office", "Late"),
            "members": SOME,
            "shifts": either(
                "Mon-Fri 09:00-17:00",
                "18:00-06:00",
                {"start": FIRST, "length": "8h", "rrule": "FREQ=MONTHLY"},
                {"start": LAST, "length": "1d", "rrule": "FREQ=DAILY;INTERVAL=2"},
            ),
            "except": either([], ["2026-12-25"], ["2026-12-25", "2026-12-28"]),
            "from": either(*TIMES),
        },
        optional={"per_member": either(1, 5)},
    ),
    st.fixed_dictionaries(
        {
            "name": either("Weekly", "Late"),
            "members": SOME,
            "rotate": either("weekly", "2 weeks"),
            "handoff": either("Mon 09:00", "Wed 09:00"),
            "only": either(None, "Mon-Fri 09:00-17:00", "Sat-Sun 09:00-12:00"),
        }
    ),
    st.fixed_dictionaries({"name": either("Office"), "members": SOME}).map(
        lambda one: one | {"shifts": "Sat-Sun 10:00-20:00", "everyone": True}
    ),
    st.tuples(SOME, SOME, either("09:00-17:00", "Mon-Fri 08:00-16:00")).map(
        lambda parts: {
            "events": [
                {"shifts": parts[2], "members": parts[0], "until": "2026-05-04 08:00"},
                {"shifts": "08:00-18:00", "members": parts[1], "from": "2026-05-04 08:00"},
            ],
        }
    ),
)
MAIL = body(
    integration_email=either("cart@acme.pagerduty.com", "shop@acme.pagerduty.com"),
    email_filter_mode=either("and-rules-email", "or-rules-email"),
    email_filters=st.lists(
        st.fixed_dictionaries(
            {
                "subject_mode": either("match", "no-match"),
                "subject_regex": either("^ALERT", "^WARN"),
            }
        ),
        max_size=2,
    ),
    email_incident_creation=either("use_rules"),
    email_parsers=st.lists(
        st.fixed_dictionaries(
            {
                "action": either("trigger", "resolve"),
                "match_predicate": either("DOWN", "UP").map(
                    lambda word: {"type": "contains", "matcher": word, "part": "subject"}
                ),
                "value_extractors": either("body", "subject").map(
                    lambda part: [
                        {"type": "entire", "part": part, "value_name": "incident_key"},
                    ]
                ),
            }
        ),
        max_size=2,
    ),
    email_parsing_fallback=either("open_new_incident", "discard"),
)
HOURS = {
    "incident_urgency_rule": {"during_support_hours": "high", "outside_support_hours": "low"},
    "support_hours": {
        "time_zone": "Europe/London",
        "start_time": "09:00",
        "end_time": "17:00",
        "days_of_week": "Mon-Fri",
    },
    "scheduled_actions": ["support_hours_start"],
}
LATER = {
    "incident_urgency_rule": {
        "during_support_hours": "severity_based",
        "outside_support_hours": "low",
    },
    "support_hours": {
        "time_zone": "Etc/UTC",
        "start_time": "10:00",
        "end_time": "18:00",
        "days_of_week": [1, 3],
    },
    "scheduled_actions": [],
}
URGENCY = [{"incident_urgency_rule": "low"}, {"incident_urgency_rule": "high"}, HOURS, LATER]
SERVICE = st.tuples(
    body(
        description=either(*TEXTS),
        status=either("active", "disabled"),
        auto_resolve_timeout=either("4h", None),
        acknowledgement_timeout=either("30m", "15m", None),
        auto_pause_notifications_parameters=either(
            {"enabled": True, "timeout": "2m"},
            {"enabled": True, "timeout": "5m"},
            {"enabled": False},
        ),
        extra=either({"new_field": {"id": "P1"}}, {"new_field": {"id": "P2", "note": [1]}}),
    ),
    either(*URGENCY),
    either("pay", "back"),
    MAIL,
    st.booleans(),
).map(
    lambda parts: {
        **parts[0],
        **parts[1],
        "escalation_policy": parts[2],
        "integrations": {
            "mail": {"type": "email", "integration_email": "cart@acme.pagerduty.com", **parts[3]},
            **({"events": {"type": "events_api_v2"}} if parts[4] else {}),
        },
    }
)
ROLES = either("manager", "responder", "observer")
SCHEDULE = {
    "name": either("One", "Two"),
    "description": either(*TEXTS),
    "teams": either([], ["core"]),
}
ORGANISATION = st.fixed_dictionaries(
    {
        "teams": st.fixed_dictionaries(
            {
                "core": body(description=either(*TEXTS)),
                "crew": st.fixed_dictionaries(
                    {"members": st.dictionaries(either(ANA, BEN, MAYA), ROLES, min_size=1)},
                    optional={
                        "name": either("Crew", "Cast"),
                        "description": either(*TEXTS),
                        "default_role": either("manager", "none"),
                    },
                ),
            },
            optional={"more": st.just({})},
        ),
        "schedules": st.fixed_dictionaries(
            {
                "layered": st.fixed_dictionaries(
                    {
                        "time_zone": either("Etc/UTC", "Asia/Tokyo"),
                        "layers": st.lists(
                            LAYER, min_size=1, max_size=3, unique_by=lambda one: one["name"]
                        ),
                    },
                    optional=SCHEDULE,
                ),
                "shifts": st.fixed_dictionaries(
                    {
                        "time_zone": either("Etc/UTC", "Asia/Tokyo"),
                        "rotations": st.lists(
                            ROTATION, min_size=1, max_size=3, unique_by=lambda one: one.get("name")
                        ),
                    },
                    optional={"description": SCHEDULE["description"]},
                ),
            }
        ),
        "escalation_policies": st.fixed_dictionaries(
            {
                "pay": st.fixed_dictionaries(
                    {"escalation_rules": st.lists(RULE, min_size=1, max_size=3)},
                    optional={
                        "description": either(*TEXTS),
                        "num_loops": either(0, 2, 9),
                        "on_call_handoff_notifications": either("always", "if_has_services"),
                        "team": either("core", None),
                    },
                ),
                "back": st.just(
                    {"escalation_rules": [{"escalation_delay_in_minutes": 5, "targets": [ANA]}]}
                ),
            }
        ),
        "services": st.tuples(SERVICE, SERVICE, either("Cart", "Basket"), st.booleans()).map(
            lambda parts: {
                "cart": parts[0] | {"name": parts[2]},
                **({"shop": parts[1]} if parts[3] else {}),
            }
        ),
    }
)
