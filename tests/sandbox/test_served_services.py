"""Services, their integrations, maintenance windows and incidents."""

import pytest

HOURS = {
    "type": "fixed_time_per_day",
    "time_zone": "Europe/London",
    "days_of_week": [5, 1, 2, 3, 4],
    "start_time": "09:00:00",
    "end_time": "17:00:00",
}
BY_HOURS = {
    "type": "use_support_hours",
    "during_support_hours": {"type": "constant", "urgency": "high"},
    "outside_support_hours": {"type": "constant", "urgency": "low"},
}
ANA = {"From": "ana.silva@acme.example"}


def test_what_a_new_service_does_not_say_is_off(api, service):
    assert (service["auto_resolve_timeout"], service["acknowledgement_timeout"]) == (None, None)
    assert (service["status"], service["support_hours"]) == ("active", None)
    assert service["incident_urgency_rule"] == {"type": "constant", "urgency": "high"}
    assert service["html_url"] == f"https://acme.pagerduty.com/service-directory/{service['id']}"


def test_a_timeout_of_zero_reads_back_null(api, policy):
    service = api.service(policy, auto_resolve_timeout=0, acknowledgement_timeout=1800)
    assert (service["auto_resolve_timeout"], service["acknowledgement_timeout"]) == (None, 1800)


@pytest.mark.parametrize("status", ["disabled", "warning"])
def test_a_new_service_is_active(api, policy, status):
    body = {"name": "x", "status": status, "escalation_policy": {"id": policy["id"]}}
    refused = api.refused("POST", "/services", service=body)
    assert refused == (400, 2001, ["Status must be active for a new service"])


def test_a_service_is_disabled_and_enabled_by_a_put(api, service):
    path = f"/services/{service['id']}"
    assert api.put(path, service={"status": "disabled"})["status"] == "disabled"
    assert api.put(path, service={"name": "Other"})["status"] == "disabled"
    assert api.put(path, service={"status": "active"})["status"] == "active"


def test_a_service_name_is_unique_in_any_case(api, policy, service):
    body = {"name": "checkout", "escalation_policy": {"id": policy["id"]}}
    refused = api.refused("POST", "/services", service=body)
    assert refused == (400, 2001, ["Name has already been taken"])


def test_a_service_needs_a_policy_that_exists(api):
    assert api.refused("POST", "/services", service={"name": "x"})[:2] == (400, 2001)
    body = {"name": "x", "escalation_policy": {"id": "PNOWHERE"}}
    assert api.refused("POST", "/services", service=body)[:2] == (404, 2100)


def test_support_hours_and_the_rule_that_uses_them_come_together(api, policy):
    service = api.service(policy, incident_urgency_rule=BY_HOURS, support_hours=HOURS)
    assert service["support_hours"] == HOURS | {"days_of_week": [1, 2, 3, 4, 5]}
    alone = {"name": "x", "escalation_policy": {"id": policy["id"]}}
    for half in ({"incident_urgency_rule": BY_HOURS}, {"support_hours": HOURS}):
        assert api.refused("POST", "/services", service=alone | half)[:2] == (400, 2001)


def test_an_urgency_rule_is_replaced_whole(api, policy):
    service = api.service(policy, incident_urgency_rule=BY_HOURS, support_hours=HOURS)
    change = {
        "incident_urgency_rule": {"type": "constant", "urgency": "low"},
        "support_hours": None,
    }
    after = api.put(f"/services/{service['id']}", service=change)
    assert after["incident_urgency_rule"] == {"type": "constant", "urgency": "low"}


def test_nulls_among_scheduled_actions_mean_none(api, policy):
    at = {"type": "named_time", "name": "support_hours_start"}
    raise_ = {"type": "urgency_change", "at": at, "to_urgency": "high"}
    ways = {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS}
    service = api.service(policy, scheduled_actions=[None, raise_], **ways)
    assert service["scheduled_actions"] == [raise_]


@pytest.mark.parametrize(
    "grouping",
    [
        {"type": "time", "config": {"timeout": 5}, "surprise": 1},
        {"type": "time", "config": {"timeout": 5, "surprise": 1}},
        {"type": "time", "config": {"timeout": None}},
        {"type": "clairvoyant", "config": {}},
        {"type": "content_based", "config": {"aggregate": "most", "fields": ["summary"]}},
        {"type": "intelligent", "config": {"time_window": 60}},
    ],
)
def test_alert_grouping_is_strict(api, service, grouping):
    path = f"/services/{service['id']}"
    refused = api.refused("PUT", path, service={"alert_grouping_parameters": grouping})
    assert refused[:2] == (400, 2001)


def test_alert_grouping_reads_back(api, service):
    grouping = {"type": "time", "config": {"timeout": 5}}
    path = f"/services/{service['id']}"
    after = api.put(path, service={"alert_grouping_parameters": grouping})
    assert after["alert_grouping_parameters"] == grouping


def test_auto_pause_is_shown_only_to_who_asks(api, policy):
    service = api.service(
        policy, auto_pause_notifications_parameters={"enabled": True, "timeout": 300}
    )
    assert "auto_pause_notifications_parameters" not in service
    includes = {"include[]": "auto_pause_notifications_parameters"}
    read = api.get(f"/services/{service['id']}", **includes)["service"]
    assert read["auto_pause_notifications_parameters"] == {"enabled": True, "timeout": 300}


def test_unknown_and_computed_attributes_are_ignored(api, service):
    given = {"surprise": 1, "created_at": "1999-01-01T00:00:00Z", "teams": [], "id": "PZZZZZZ"}
    assert api.put(f"/services/{service['id']}", service=given) == service


def test_a_services_teams_are_its_policys(api, policy, service):
    team = api.team()
    api.put(f"/teams/{team}/escalation_policies/{policy['id']}")
    (listed,) = api.get("/services", **{"team_ids[]": team})["services"]
    assert [one["id"] for one in listed["teams"]] == [team]
    assert api.get("/services", **{"team_ids[]": "PNOTEAM"})["services"] == []


def test_services_are_found_by_exact_name_and_by_part_of_it(api, policy, service):
    api.service(policy, name="Checkout API")

    def names(**params):
        return [one["name"] for one in api.get("/services", **params)["services"]]

    assert names(name="Checkout") == ["Checkout"]
    assert names(query="checkout") == ["Checkout", "Checkout API"]
    assert names(sort_by="name:desc") == ["Checkout API", "Checkout"]


def test_pages_tell_where_they_stand(api, policy):
    for number in range(5):
        api.service(policy, name=f"s{number}")
    page = api.get("/services", limit=2, offset=2, total="true")
    assert [one["name"] for one in page["services"]] == ["s2", "s3"]
    assert (page["limit"], page["offset"], page["more"], page["total"]) == (2, 2, True, 5)
    last = api.get("/services", limit=2, offset=4)
    assert (last["more"], last["total"]) == (False, None)


def test_too_large_a_page_is_made_smaller_and_too_deep_a_one_refused(api):
    assert api.get("/services", limit=500)["limit"] == 100
    answer = api.client.get("/services", params={"limit": 100, "offset": 9_901})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2001)
    assert api.get("/services", limit=100, offset=9_900)["services"] == []


def integration(api, service, **fields):
    return api.post(f"/services/{service['id']}/integrations", integration=fields)


def test_an_integration_gets_its_key_from_the_server(api, service):
    given = {
        "type": "events_api_v2_inbound_integration",
        "name": "API",
        "integration_key": "f" * 32,
    }
    made = integration(api, service, **given)
    assert made["integration_key"] != given["integration_key"]
    assert (len(made["integration_key"]), int(made["integration_key"], 16) >= 0) == (32, True)


def test_a_vendor_decides_the_type(api, service):
    (vendor,) = api.get("/vendors", query="cloudwatch")["vendors"]
    reference = {"id": vendor["id"], "type": "vendor_reference"}
    made = integration(api, service, vendor=reference, name="AWS")
    assert made["type"] == "aws_cloudwatch_inbound_integration"
    assert made["vendor"]["summary"] == "Amazon CloudWatch"


def test_an_unknown_type_counts_as_none(api, service):
    path = f"/services/{service['id']}/integrations"
    refused = api.refused("POST", path, integration={"type": "carrier_pigeon", "name": "x"})
    assert refused == (400, 2001, ["Type cannot be empty."])


def test_an_email_integration_always_has_a_filter(api, service):
    email = "checkout@acme.pagerduty.com"
    kind = "generic_email_inbound_integration"
    made = integration(api, service, type=kind, name="Mail", integration_email=email)
    (only,) = made["email_filters"]
    modes = {only[f"{part}_mode"] for part in ("subject", "body", "from_email")}
    assert (modes, made["integration_email"]) == ({"always"}, email)
    assert "integration_key" not in made


@pytest.mark.parametrize("address", [None, "checkout@elsewhere.example"])
def test_an_email_integration_needs_an_address_of_the_account(api, service, address):
    path = f"/services/{service['id']}/integrations"
    body = {"type": "generic_email_inbound_integration", "integration_email": address}
    assert api.refused("POST", path, integration=body)[:2] == (400, 2001)


def test_an_integration_is_renamed_but_keeps_its_type_and_key(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    path = f"/services/{service['id']}/integrations/{made['id']}"
    assert api.put(path, integration={"name": "New"})["integration_key"] == made["integration_key"]
    other = {"type": "nagios_inbound_integration"}
    assert api.refused("PUT", path, integration=other)[:2] == (400, 2001)


def test_integrations_are_listed_with_their_service_and_can_be_deleted(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    path = f"/services/{service['id']}"
    (whole,) = api.get(path, **{"include[]": "integrations"})["service"]["integrations"]
    assert whole["integration_key"] == made["integration_key"]
    assert api.delete(f"{path}/integrations/{made['id']}") == 204
    assert api.get(path)["service"]["integrations"] == []


def test_a_deleted_service_takes_its_integrations_along(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    api.delete(f"/services/{service['id']}")
    path = f"/services/{service['id']}/integrations/{made['id']}"
    assert api.refused("GET", path)[:2] == (404, 2100)


def window(api, service, start, end):
    body = {
        "type": "maintenance_window",
        "start_time": start,
        "end_time": end,
        "description": "Move",
        "services": [{"id": service["id"], "type": "service_reference"}],
    }
    return api.post("/maintenance_windows", maintenance_window=body)


def test_a_maintenance_window_begins_now_at_the_earliest(api, service):
    made = window(api, service, "2020-01-01T00:00:00Z", "2026-03-02T14:00:00Z")
    assert made["start_time"] == "2026-03-02T12:00:00Z"
    assert api.get(f"/services/{service['id']}")["service"]["status"] == "maintenance"


def test_a_maintenance_window_ends_in_the_future(api, service):
    body = {
        "start_time": "2026-03-01T00:00:00Z",
        "end_time": "2026-03-02T00:00:00Z",
        "services": [{"id": service["id"]}],
    }
    refused = api.refused("POST", "/maintenance_windows", maintenance_window=body)
    assert refused[:2] == (400, 2001)


def test_deleting_a_maintenance_window_removes_ends_or_refuses(api, service, clock):
    future = window(api, service, "2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z")
    ongoing = window(api, service, "2026-03-02T12:00:00Z", "2026-03-02T18:00:00Z")
    clock.forward(hours=1)
    for made in (future, ongoing):
        assert api.delete(f"/maintenance_windows/{made['id']}") == 204
    (past,) = api.get("/maintenance_windows", filter="past")["maintenance_windows"]
    assert past["end_time"] == "2026-03-02T13:00:00Z"
    assert api.refused("DELETE", f"/maintenance_windows/{ongoing['id']}")[:2] == (405, 5003)
    changed = {"description": "Late"}
    path = f"/maintenance_windows/{ongoing['id']}"
    assert api.refused("PUT", path, maintenance_window=changed)[:2] == (400, 2001)


def incident(api, service, headers=ANA):
    body = {"incident": {"type": "incident", "title": "Down", "service": {"id": service["id"]}}}
    return api.client.post("/incidents", json=body, headers=headers)


def test_an_incident_is_made_in_somebodys_name(api, service):
    answer = incident(api, service, headers={})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2016)
    made = incident(api, service).json()["incident"]
    assert [one["assignee"]["summary"] for one in made["assignments"]] == ["Ana Silva"]
    assert made["last_status_change_by"]["summary"] == "Ana Silva"


def test_open_incidents_are_listed_by_service_and_status(api, service, clock):
    made = incident(api, service).json()["incident"]
    ways = {"service_ids[]": service["id"], "statuses[]": ["triggered", "acknowledged"]}
    assert [one["id"] for one in api.get("/incidents", **ways)["incidents"]] == [made["id"]]
    assert api.get("/incidents", **{"service_ids[]": "PNOTONE"})["incidents"] == []
    several = {"incidents": [{"id": made["id"], "type": "incident", "status": "resolved"}]}
    assert api.client.put("/incidents", json=several, headers=ANA).status_code == 200
    assert api.get("/incidents", **ways)["incidents"] == []


def test_a_services_status_follows_its_incidents(api, service):
    path = f"/services/{service['id']}"
    made = incident(api, service).json()["incident"]
    read = api.get(path)["service"]
    assert (read["status"], read["last_incident_timestamp"]) == ("critical", "2026-03-02T12:00:00Z")
    change = {"incident": {"type": "incident", "status": "acknowledged"}}
    api.client.put(f"/incidents/{made['id']}", json=change, headers=ANA)
    assert api.get(path)["service"]["status"] == "warning"


def test_somebody_with_an_incident_cannot_be_deleted(api, service):
    body = {"type": "incident", "title": "Down", "service": {"id": service["id"]}}
    body |= {"assignments": [{"assignee": api.person("Ben")}]}
    assert api.client.post("/incidents", json={"incident": body}, headers=ANA).status_code == 201
    assert api.refused("DELETE", f"/users/{api.user('Ben')}")[:2] == (400, 2001)
