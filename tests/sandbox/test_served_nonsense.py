"""Whatever a client sends, it gets an answer: a refusal at worst, never a crash."""

import copy

import pytest

from pdsync.sandbox import Request

NONSENSE = (
    *(None, True, -2, 2**70, 1.5),
    *("", " ", "x", "\x00", "2026-99-99", "99:99:99", "PNOTHING", "../../etc/passwd"),
    *([], {}, [None], [5], [[]], [{}], {"id": 5}, {"id": {}}, [{"id": []}]),
)


def bodies(api, policy, service):
    """A good body for each thing that can be written, with where it goes."""
    ana, user = api.person("Ana"), api.user("Ana")
    schedule = api.schedule(api.layer("Ana"), name="There")
    daily = {"type": "daily_restriction", "start_time_of_day": "08:00", "duration_seconds": 60}
    weekly = {**daily, "type": "weekly_restriction", "start_day_of_week": 1}
    layer = api.layer("Ana", restrictions=[daily, weekly], name="L", end=None)
    rule = {
        "escalation_delay_in_minutes": 1,
        "targets": [ana],
        "escalation_rule_assignment_strategy": {"type": "round_robin"},
    }
    at = {"type": "named_time", "name": "support_hours_start"}
    constant = {"type": "constant", "urgency": "low"}
    service_body = {
        "name": "New",
        "type": "service",
        "description": "d",
        "acknowledgement_timeout": 60,
        "status": "active",
        "escalation_policy": {"id": policy["id"], "type": "escalation_policy_reference"},
        "incident_urgency_rule": {
            "type": "use_support_hours",
            "during_support_hours": constant,
            "outside_support_hours": constant,
        },
        "support_hours": {
            "type": "fixed_time_per_day",
            "time_zone": "Europe/London",
            "days_of_week": [1],
            "start_time": "09:00:00",
            "end_time": "17:00:00",
        },
        "scheduled_actions": [{"type": "urgency_change", "at": at, "to_urgency": "high"}],
        "alert_grouping_parameters": {"type": "time", "config": {"timeout": 5}},
        "auto_pause_notifications_parameters": {"enabled": True, "timeout": 300},
    }
    mail = {
        "type": "generic_email_inbound_integration",
        "name": "Mail",
        "vendor": None,
        "integration_email": "x@acme.pagerduty.com",
        "email_filters": [{"subject_mode": "match", "subject_regex": "x"}],
        "email_parsers": [
            {
                "action": "trigger",
                "match_predicate": {"type": "all", "part": "body", "children": []},
                "value_extractors": [
                    {"type": "regex", "part": "body", "value_name": "incident_key", "regex": "x"}
                ],
            }
        ],
    }
    override = {"start": "2026-03-03", "end": "2026-03-04", "user": ana, "time_zone": "Etc/UTC"}
    window = {
        "start_time": "2026-03-03",
        "end_time": "2026-03-04",
        "services": [{"id": service["id"], "type": "service_reference"}],
    }
    incident = {
        "title": "Down",
        "service": {"id": service["id"], "type": "service_reference"},
        "assignments": [{"assignee": ana}],
    }
    sms = {"type": "sms_contact_method", "address": "77", "label": "l", "country_code": 1}
    path = f"/schedules/{schedule['id']}"
    schedule_body = {
        "name": "New",
        "time_zone": "Europe/London",
        "schedule_layers": [layer],
        "teams": [],
    }
    return [
        ("POST", "/users", {"user": {"name": "Z", "email": "z@acme.example", "role": "user"}}),
        ("POST", f"/users/{user}/contact_methods", {"contact_method": sms}),
        ("POST", "/teams", {"team": {"name": "New", "default_role": "none", "parent": None}}),
        ("PUT", f"/teams/{api.team('There')}/users/{user}", {"role": "manager"}),
        ("POST", "/schedules", {"schedule": schedule_body}),
        ("PUT", path, {"schedule": schedule_body}),
        ("POST", f"{path}/overrides", {"overrides": [override]}),
        (
            "POST",
            "/escalation_policies",
            {"escalation_policy": {"name": "New", "escalation_rules": [rule], "num_loops": 1}},
        ),
        ("POST", "/services", {"service": service_body}),
        ("POST", f"/services/{service['id']}/integrations", {"integration": mail}),
        ("POST", "/maintenance_windows", {"maintenance_window": window}),
        ("POST", "/incidents", {"incident": incident}),
        ("POST", f"/users/{user}/change_tags", {"add": [{"type": "tag", "label": "x"}]}),
    ]


def shift_bodies(api, shifts):
    """The same for shift-based schedules."""
    path, rotation = shifts.made()
    _, other = shifts.made(shifts.event("Ana"))
    schedule = {"name": "New", "time_zone": "Europe/London", "description": "d", "teams": []}
    event = shifts.event("Ana", None, effective_until="2026-06-01T00:00:00Z")
    times = {"start_time": "2026-03-03T10:00:00Z", "end_time": "2026-03-03T12:00:00Z"}
    assignment = {"type": "shift_assignment", "member": shifts.member("Ana")}
    override = {
        "type": "override_shift",
        "rotation_id": rotation.rpartition("/")[2],
        "custom_shift_id": None,
        "overridden_member": shifts.member("Ana"),
        "overriding_member": shifts.member(None),
    }
    events = api.get(f"{other}/events")["events"]
    return [
        ("POST", "/v3/schedules", {"schedule": schedule}),
        ("PUT", path, {"schedule": schedule}),
        ("POST", f"{rotation}/events", {"event": event}),
        ("PUT", f"{other}/events/{events[0]['id']}", {"event": {"effective_until": None}}),
        (
            "POST",
            f"{path}/custom_shifts",
            {"custom_shifts": [times | {"assignments": [assignment]}]},
        ),
        ("POST", f"{path}/overrides", {"overrides": [times | override]}),
        ("POST", f"{path}/rotations", {}),
    ]


def places(node, place=()):
    """Every place in a body, from the outside in."""
    yield place
    inner = node.items() if isinstance(node, dict) else ()
    for name, value in enumerate(node) if isinstance(node, list) else inner:
        yield from places(value, (*place, name))


def put(body, place, value):
    if not place:
        return value
    changed = copy.deepcopy(body)
    node = changed
    for name in place[:-1]:
        node = node[name]
    node[place[-1]] = value
    return changed


@pytest.fixture
def written(api, policy, service, shifts):
    return bodies(api, policy, service) + shift_bodies(api, shifts)


def test_the_bodies_are_good_until_nonsense_is_put_in(api, written):
    headers = {"From": "ana.silva@acme.example"}
    for method, path, body in written:
        answer = api.client.request(method, path, json=body, headers=headers)
        assert answer.status_code in {200, 201, 204}, (path, answer.text)


@pytest.mark.slow
def test_nonsense_anywhere_in_a_body_is_answered(api, written):
    statuses = {
        respond(api, method, path, put(body, place, nonsense)).status
        for method, path, body in written
        for place in places(body)
        for nonsense in NONSENSE
    }
    assert statuses <= {200, 201, 204, 400, 402, 403, 404}


def respond(api, method, path, body):
    # Not over the judged client: what is echoed of nonsense need not be described.
    headers = {"authorization": "Token token=x", "from": "ana.silva@acme.example"}
    return api.sandbox.respond(Request(method, path, [], headers, body))


@pytest.mark.parametrize(
    "query",
    [
        [("limit", "-1")],
        [("limit", "x")],
        [("offset", "1e9")],
        [("sort_by", "name;drop")],
        [("sort_by", "name:sideways")],
        [("since", "yesterday")],
        [("until", "2026-99-99")],
        [("since", "2026-03-02"), ("until", "2026-03-01")],
        [("since", "0001-01-01"), ("until", "9999-12-31")],
        [("until", "0001-01-02")],
        [("time_zone", "../../etc/passwd")],
        [("time_zone", "")],
        [("team_ids[]", "'; --")],
        [("query", "%_'\"")],
        [("include[]", "everything")],
        [("filter", "soon")],
    ],
)
@pytest.mark.parametrize(
    "path",
    ["/services", "/schedules", "/oncalls", "/maintenance_windows", "/v3/schedules", "shifts"],
)
def test_nonsense_in_a_query_is_answered(api, written, shifts, path, query):
    if path == "shifts":
        path = shifts.made(shifts.event("Ana"))[0]
        query = [("include[]", "final_schedule"), *query]
    answer = api.client.get(path, params=query)
    assert answer.status_code in {200, 400}
