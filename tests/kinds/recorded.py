"""Answers of PagerDuty, one per kind, put together from its documentation and public recordings."""


def reference(ident, sort, summary):
    return {
        "id": ident,
        "type": f"{sort}_reference",
        "summary": summary,
        "self": f"https://api.pagerduty.com/{sort}s/{ident}",
        "html_url": f"https://acme.pagerduty.com/{sort}s/{ident}",
    }


ANA = reference("PANA111", "user", "Ana Silva")
BO = reference("PBOB222", "user", "Bo Lind")

USER = {
    "id": "PANA111",
    "type": "user",
    "name": "Ana Silva",
    "email": "Ana@Acme.example",
    "role": "limited_user",
    "time_zone": "Europe/Lisbon",
}
VENDOR = {"id": "PVEND11", "type": "vendor", "name": "Datadog", "website_url": "https://d.example"}
PRIORITY = {"id": "PPRIO11", "type": "priority", "name": "P1", "description": "All hands."}
TEAM = {
    "id": "PTEAM11",
    "type": "team",
    "name": "Payments",
    "description": "Cards.\r\nAnd refunds. \n",
    "default_role": "none",
    "parent": None,
    "members": [{"user": ANA, "role": "manager"}, {"user": BO, "role": "responder"}],
}
LAYER = {
    "id": "PLAYER1",
    "name": "Nights",
    "start": "2026-02-01T00:00:00+01:00",
    "end": None,
    "rotation_virtual_start": "2026-01-05T09:00:00+01:00",
    "rotation_turn_length_seconds": 604800,
    "users": [{"user": ANA}, {"user": BO}],
    "restrictions": [
        {
            "type": "daily_restriction",
            "start_time_of_day": "22:00:00",
            "duration_seconds": 28800,
            "start_day_of_week": None,
        }
    ],
    "rendered_schedule_entries": [],
    "rendered_coverage_percentage": None,
    "colour": "a field of tomorrow",
}
TOP = {
    **LAYER,
    "id": "PLAYER2",
    "name": "Days",
    "users": [{"user": BO}],
    "restrictions": [
        {
            "type": "weekly_restriction",
            "start_time_of_day": "09:00:00",
            "duration_seconds": 28800,
            "start_day_of_week": 1,
        }
    ],
}
ENDED = {**LAYER, "id": "PLAYER0", "name": "Old", "end": "2026-03-01T00:00:00+01:00"}
SCHEDULE = {
    "id": "PSCHED1",
    "type": "schedule",
    "summary": "Payments",
    "name": "Payments",
    "description": None,
    "time_zone": "Berlin",
    "teams": [reference("PTEAM11", "team", "Payments")],
    "users": [ANA, BO],
    "escalation_policies": [],
    "schedule_layers": [TOP, LAYER, ENDED],
}
POLICY = {
    "id": "PPOLIC1",
    "type": "escalation_policy",
    "name": "Payments",
    "description": None,
    "num_loops": None,
    "on_call_handoff_notifications": "if_has_services",
    "teams": [reference("PTEAM11", "team", "Payments")],
    "services": [],
    "escalation_rules": [
        {
            "id": "PRULE11",
            "escalation_delay_in_minutes": 15,
            "targets": [
                reference("PSCHED1", "schedule", "Payments"),
                {**reference("PSCHED2", "schedule", "Shifts"), "type": "schedule_v3_reference"},
            ],
            "escalation_rule_assignment_strategy": {"type": "round_robin"},
            "colour": "a field of tomorrow",
        },
        {"id": "PRULE22", "escalation_delay_in_minutes": 30, "targets": [ANA]},
    ],
}
SERVICE = {
    "id": "PSERVI1",
    "type": "service",
    "name": "Checkout",
    "description": "Where people pay.",
    "created_at": "2026-01-05T09:00:00Z",
    "status": "critical",
    "auto_resolve_timeout": None,
    "acknowledgement_timeout": 1800,
    "escalation_policy": reference("PPOLIC1", "escalation_policy", "Payments"),
    "teams": [],
    "incident_urgency_rule": {
        "type": "use_support_hours",
        "during_support_hours": {"type": "constant", "urgency": "high"},
        "outside_support_hours": {"type": "constant", "urgency": "low"},
    },
    "support_hours": {
        "type": "fixed_time_per_day",
        "time_zone": "Eastern Time (US & Canada)",
        "start_time": "09:00:00",
        "end_time": "17:00:00",
        "days_of_week": [1, 2, 3, 4, 5],
    },
    "scheduled_actions": [
        {
            "type": "urgency_change",
            "at": {"type": "named_time", "name": "support_hours_start"},
            "to_urgency": "high",
        },
        None,
    ],
    "auto_pause_notifications_parameters": {
        "enabled": True,
        "timeout": 300,
        "recommended_timeout": 600,
    },
    "alert_creation": "create_alerts_and_incidents",
    "alert_grouping_parameters": {"type": "time", "config": {"timeout": 2}},
}
FILTER = {
    "id": "PFILTE1",
    "subject_mode": "match",
    "subject_regex": "^ALERT",
    "body_mode": "always",
    "body_regex": None,
    "from_email_mode": "always",
    "from_email_regex": None,
}
PASS_ALL = {**FILTER, "id": "PFILTE2", "subject_mode": "always", "subject_regex": None}
INTEGRATION = {
    "id": "PINTEG1",
    "type": "generic_email_inbound_integration",
    "name": "Mail",
    "service": reference("PSERVI1", "service", "Checkout"),
    "vendor": None,
    "created_at": "2026-01-05T09:00:00Z",
    "integration_email": "Pay@acme.pagerduty.com",
    "email_incident_creation": "use_rules",
    "email_filter_mode": "and-rules-email",
    "email_filters": [FILTER, PASS_ALL],
    "email_parsers": [
        {
            "id": 7,
            "action": "resolve",
            "match_predicate": {
                "type": "all",
                "children": [
                    {"type": "contains", "matcher": "OK", "part": "subject", "children": None}
                ],
            },
            "value_extractors": [
                {
                    "type": "between",
                    "part": "subject",
                    "value_name": "incident_key",
                    "starts_after": "[",
                    "ends_with": "]",
                    "regex": None,
                }
            ],
        }
    ],
    "email_parsing_fallback": "open_new_incident",
}
EVERY = {
    "user": USER,
    "vendor": VENDOR,
    "priority": PRIORITY,
    "team": TEAM,
    "schedule": SCHEDULE,
    "escalation_policy": POLICY,
    "service": SERVICE,
    "integration": INTEGRATION,
}
