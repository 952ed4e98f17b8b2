"""What clients that are tested against PagerDuty are given, also where its description differs."""

import pytest
from sandbox.conftest import Caller

from pdsync.sandbox import Account

DOWN = {"type": "contains", "matcher": "down", "part": "subject"}
EMAIL = {
    "type": "generic_email_inbound_integration",
    "name": "Mail",
    "integration_email": "checkout@acme.pagerduty.com",
}
HOURS = {
    "type": "fixed_time_per_day",
    "time_zone": "Europe/London",
    "days_of_week": [1, 2, 3, 4, 5],
    "start_time": "09:00:00",
    "end_time": "17:00:00",
}
CONSTANT = {"type": "constant", "urgency": "high"}
BY_HOURS = {
    "type": "use_support_hours",
    "during_support_hours": CONSTANT,
    "outside_support_hours": CONSTANT | {"urgency": "low"},
}


def phone_of(api, path):
    methods = api.get(f"{path}/contact_methods")["contact_methods"]
    return next(one for one in methods if one["type"] == "phone_contact_method")


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        ("notification_rules", {"start_delay_in_minutes": 3, "urgency": "high"}),
        ("oncall_handoff_notification_rules", {"handoff_type": "both"}),
    ],
)
def test_a_rule_holds_its_contact_method_whole(api, rules, fields):
    path = f"/users/{api.user('Ana')}"
    phone = phone_of(api, path)
    body = fields | {"contact_method": {"id": phone["id"], "type": phone["type"]}}
    made = api.post(f"{path}/{rules}", **{rules[:-1]: body})
    one = api.get(f"{path}/{rules}/{made['id']}")[rules[:-1]]
    assert [made["contact_method"], one["contact_method"]] == [phone, phone]
    assert api.get(f"{path}/{rules}")[rules][-1] == one


def test_a_user_told_with_the_rules_has_their_contact_methods_whole(api):
    path = f"/users/{api.user('Ana')}"
    rules = api.get(path, **{"include[]": "notification_rules"})["user"]["notification_rules"]
    told = [(rule["contact_method"]["type"], rule["contact_method"]["address"]) for rule in rules]
    assert told == [("email_contact_method", "ana.silva@acme.example")] * 2


def test_a_handoff_rule_is_made_changed_and_deleted(api):
    path = f"/users/{api.user('Ana')}"
    rules = f"{path}/oncall_handoff_notification_rules"
    phone = phone_of(api, path)
    method = {"id": phone["id"], "type": phone["type"]}
    body = {"handoff_type": "oncall", "notify_advance_in_minutes": 180, "contact_method": method}
    made = api.post(rules, oncall_handoff_notification_rule=body)
    assert made == body | {"id": made["id"], "contact_method": phone}
    one = f"{rules}/{made['id']}"
    changed = api.put(one, oncall_handoff_notification_rule={"handoff_type": "offcall"})
    assert changed == made | {"handoff_type": "offcall"}
    wrong = {"handoff_type": "sometimes", "contact_method": method}
    assert api.refused("POST", rules, oncall_handoff_notification_rule=wrong) == (
        400,
        2001,
        ["Handoff type is not included in the list"],
    )
    api.delete(one)
    assert api.get(rules) == {"oncall_handoff_notification_rules": []}


def test_an_event_deleted_before_its_first_shift_is_gone(api, shifts, clock):
    event = shifts.event("Ana", start="2026-03-03T09:00:00Z", end="2026-03-03T17:00:00Z")
    path, rotation = shifts.made(event | {"effective_since": "2026-02-28T12:00:00Z"})
    clock.forward(seconds=2)
    (made,) = api.get(rotation)["rotation"]["events"]
    api.delete(f"{rotation}/events/{made['id']}")
    assert api.get(path)["schedule"]["rotations"][0]["events"] == []


def test_an_event_deleted_after_a_shift_stays_as_history(api, shifts, clock):
    _, rotation = shifts.made(shifts.event("Ana"))
    clock.forward(days=1)
    (made,) = api.get(rotation)["rotation"]["events"]
    api.delete(f"{rotation}/events/{made['id']}")
    (ended,) = api.get(rotation)["rotation"]["events"]
    assert ended == made | {"effective_until": "2026-03-03T12:00:00Z"}


def test_support_hours_go_with_the_urgency_that_depended_on_them(api, policy):
    action = {
        "type": "urgency_change",
        "at": {"type": "named_time", "name": "support_hours_start"},
        "to_urgency": "high",
    }
    ways = {"incident_urgency_rule": BY_HOURS, "support_hours": HOURS}
    service = api.service(policy, **ways, scheduled_actions=[action])
    path = f"/services/{service['id']}"
    changed = api.put(path, service={"incident_urgency_rule": CONSTANT})
    told = {name: changed[name] for name in ("support_hours", "scheduled_actions")}
    assert told == {"support_hours": None, "scheduled_actions": []}


@pytest.mark.parametrize("written", ["ends_before", "ends_with"])
def test_an_email_parser_has_a_number_and_its_extractors_end_before_something(
    api, service, written
):
    extractor = {
        "type": "between",
        "part": "subject",
        "value_name": "incident_key",
        "starts_after": "a",
    }
    parser = {
        "action": "trigger",
        "match_predicate": {"type": "all", "children": [DOWN]},
        "value_extractors": [extractor | {written: "b"}],
    }
    path = f"/services/{service['id']}/integrations"
    made = api.post(path, integration=EMAIL | {"email_parsers": [parser]})
    (told,) = made["email_parsers"]
    assert type(told["id"]) is int
    assert told["value_extractors"] == [extractor | {"ends_before": "b"}]
    one = f"{path}/{made['id']}"
    assert api.put(one, integration={"email_parsers": [told]})["email_parsers"] == [told]


@pytest.mark.parametrize(
    ("grouping", "word"),
    [
        ({"type": "content_based", "config": {"aggregate": "all", "fields": ["class"]}}, "rules"),
        ({"type": "time", "config": {"timeout": 5}}, "time"),
        ({"type": "intelligent", "config": None}, "intelligent"),
        ({"type": None, "config": None}, None),
    ],
)
def test_the_old_field_of_alert_grouping_has_a_word_for_each_type(api, policy, grouping, word):
    assert api.service(policy, alert_grouping_parameters=grouping)["alert_grouping"] == word


def test_spaces_inside_of_a_users_name_are_one(api):
    user = {"type": "user", "name": " Probe   Person ", "email": "probe@acme.example"}
    assert api.post("/users", user=user)["name"] == "Probe Person"


def test_vendors_have_pagerdutys_ids_or_such_as_say_that_they_are_the_sandboxs(api):
    vendors = api.get("/vendors", limit=100)["vendors"]
    known = {one["name"]: one["id"] for one in vendors if not one["id"].startswith("PSANDBOX")}
    assert known == {
        "Amazon CloudWatch": "PZQ6AUS",
        "Datadog": "PAM4FGS",
        "Email": "PBPQJ1M",
        "Sentry": "PKAPG94",
        "Slack to PagerDuty (Legacy)": "PRYWPH4",
    }
    assert len({one["id"] for one in vendors}) == 28


def test_a_phone_number_with_a_leading_zero_is_refused(api):
    path = f"/users/{api.user('Ana')}"
    phone = f"{path}/contact_methods/{phone_of(api, path)['id']}"
    wrong = {"address": "04155550100", "country_code": 1}
    assert api.refused("PUT", phone, contact_method=wrong) == (
        400,
        2001,
        ["Phone number can't start with a zero"],
    )


def full_and_stakeholder(api):
    return api.get("/licenses")["licenses"]


def license_of(api, user):
    return api.get(f"/users/{user}/license")["license"]


def test_every_user_has_the_licence_of_the_role(api):
    full, stakeholder = full_and_stakeholder(api)
    counts = ("current_value", "allocations_available")
    assert [[one[name] for name in counts] for one in (full, stakeholder)] == [
        [14, 4986],
        [1, 4999],
    ]
    for name, has in (("Ana", full), ("Olga", stakeholder)):
        told = {key: value for key, value in has.items() if key not in counts}
        assert license_of(api, api.user(name)) == told


def test_licences_are_told_by_user(api):
    ana, full = api.user("Ana"), full_and_stakeholder(api)[0]
    page = api.get("/license_allocations", limit=1, total="true")
    (first,) = page["license_allocations"]
    assert (first["user"]["id"], first["license"]["id"]) == (ana, full["id"])
    assert first["allocated_at"] == "2026-03-02T12:00:00Z"
    assert (page["more"], page["total"]) == (True, 15)


BOUGHT_TWICE = {
    "licenses": [
        {"id": "PFIRST1", "name": "Business", "valid_roles": ["user", "limited_user"]},
        {"id": "PSECOND", "name": "Digital Operations", "valid_roles": ["user", "limited_user"]},
        {"id": "PLOOKER", "name": "Stakeholder", "valid_roles": ["read_only_user"]},
    ]
}


@pytest.fixture
def bought_twice(connect, clock):
    account = Account.open(":memory:", seed=BOUGHT_TWICE, clock=clock)
    yield Caller(connect(account=account))
    account.close()


def test_a_licence_that_is_written_is_kept_until_the_role_needs_another(bought_twice):
    api = bought_twice
    second = {"id": "PSECOND", "type": "license_reference"}
    user = {"type": "user", "name": "Zoe", "email": "zoe@acme.example", "license": second}
    made = api.post("/users", user=user)
    path = f"/users/{made['id']}"
    assert "license" not in made
    kept = [license_of(api, made["id"])["id"]]
    for change in ({"name": "Zoë"}, {"role": "user"}, {"role": "read_only_user"}, {"role": "user"}):
        api.put(path, user=change)
        kept.append(license_of(api, made["id"])["id"])
    assert kept == ["PSECOND", "PSECOND", "PSECOND", "PLOOKER", "PFIRST1"]


def test_a_licence_that_is_not_for_the_role_is_refused(api):
    full = {"id": full_and_stakeholder(api)[0]["id"], "type": "license_reference"}
    user = {"type": "user", "name": "Zoe", "email": "zoe@acme.example", "role": "read_only_user"}
    assert api.refused("POST", "/users", user=user | {"license": full}) == (
        400,
        2001,
        ["License is not valid for the role read_only_user"],
    )
    nowhere = {"id": "PNOWHERE", "type": "license_reference"}
    assert api.refused("POST", "/users", user=user | {"license": nowhere}) == (
        400,
        2001,
        ["License is not a license of the account"],
    )


def test_licences_are_told_to_who_runs_the_account(api, connect):
    paths = ("/licenses", "/license_allocations", f"/users/{api.user('Ana')}/license")

    def answers(name):
        client = connect(token=f"user-{api.user(name)}")
        return [client.get(path).status_code for path in paths]

    assert [answers("Ana"), answers("Ben")] == [[200] * 3, [403] * 3]


def test_a_setting_in_the_place_of_grouping_is_not_taken_for_one(api, policy):
    grouped = {"type": "time", "config": {"timeout": 5}}
    path = f"/services/{api.service(policy, alert_grouping_parameters=grouped)['id']}"
    setting = {"type": "alert_grouping_setting_reference", "id": "PSETTNG", "summary": "Shared"}
    changed = api.put(path, service={"description": "x", "alert_grouping_parameters": setting})
    assert (changed["description"], changed["alert_grouping_parameters"]) == ("x", grouped)
