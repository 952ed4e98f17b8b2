"""Notification rules: for which urgency, by whose contact method, and how they end."""

import pytest
from sandbox.conftest import Caller

from pdsync.sandbox import Account


def phone_of(api, path):
    methods = api.get(f"{path}/contact_methods")["contact_methods"]
    return next(one for one in methods if one["type"] == "phone_contact_method")


def test_rules_are_told_for_the_urgency_that_is_asked_for_and_high_otherwise(api):
    path = f"/users/{api.user('Ana')}/notification_rules"

    def told(**asked):
        return [one["urgency"] for one in api.get(path, **asked)["notification_rules"]]

    assert [told(), told(urgency="low"), told(urgency="all")] == [
        ["high"],
        ["low"],
        ["high", "low"],
    ]
    assert api.refused("GET", f"{path}?urgency=medium")[2] == [
        "Urgency is not included in the list"
    ]


def test_an_account_without_urgencies_has_no_rules_for_low(connect):
    ana = {"id": "PANA000", "name": "Ana Silva", "email": "ana@acme.example"}
    account = Account.open(":memory:", seed={"abilities": ["teams"], "users": [ana]})
    api = Caller(connect(account=account))
    path = "/users/PANA000/notification_rules"
    (rule,) = api.get(path, urgency="all")["notification_rules"]
    low = {"start_delay_in_minutes": 5, "urgency": "low", "contact_method": rule["contact_method"]}
    assert (rule["urgency"], api.refused("POST", path, notification_rule=low)[:2]) == (
        "high",
        (402, 2014),
    )
    account.close()


RULES = {
    "notification_rules": {"start_delay_in_minutes": 3, "urgency": "high"},
    "oncall_handoff_notification_rules": {"handoff_type": "both"},
}


@pytest.mark.parametrize("rules", RULES)
def test_nobody_is_notified_by_the_contact_method_of_another(api, rules):
    anas = phone_of(api, f"/users/{api.user('Ana')}")
    body = RULES[rules] | {"contact_method": {"id": anas["id"], "type": anas["type"]}}
    path = f"/users/{api.user('Ben')}/{rules}"
    before = api.get(path)
    assert api.refused("POST", path, **{rules[:-1]: body})[:2] == (404, 2100)
    assert api.get(path) == before


def test_rules_go_with_their_contact_method(api):
    path = f"/users/{api.user('Ana')}"
    phone = phone_of(api, path)
    before = [api.get(f"{path}/{rules}") for rules in RULES]
    for rules, fields in RULES.items():
        body = fields | {"contact_method": {"id": phone["id"], "type": phone["type"]}}
        api.post(f"{path}/{rules}", **{rules[:-1]: body})
    api.delete(f"{path}/contact_methods/{phone['id']}")
    assert [api.get(f"{path}/{rules}") for rules in RULES] == before
