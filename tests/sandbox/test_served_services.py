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


@pytest.mark.parametrize(
    "grouping",
    [
        {"type": "time", "config": {"timeout": 5}},
        {"type": "intelligent", "config": {"time_window": 600}},
        {"type": "content_based", "config": {"aggregate": "all", "fields": ["summary"]}},
    ],
)
def test_alert_grouping_reads_back(api, service, grouping):
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
