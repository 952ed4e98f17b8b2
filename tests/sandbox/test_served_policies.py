"""Escalation policies, priorities, vendors, abilities, tags and on-calls."""

import pytest

ROUND_ROBIN = {"type": "round_robin"}
STRATEGIES = {"include[]": "escalation_rule_assignment_strategies"}


def rules(*targets, **fields):
    return [{"escalation_delay_in_minutes": 10, "targets": list(targets), **fields}]


def test_targets_of_a_rule_come_back_in_another_order(api):
    people = [api.person(name) for name in ("Ana", "Ben", "Chloe", "Daniel", "Emma", "Frank")]
    policy = api.policy(*people)
    ids = [target["id"] for target in policy["escalation_rules"][0]["targets"]]
    assert ids == sorted(person["id"] for person in people)
    assert ids != [person["id"] for person in people]


def test_rules_are_replaced_whole_and_keep_the_ids_they_bring(api, policy):
    (old,) = policy["escalation_rules"]
    given = [*rules(api.person("Ben")), *rules(api.person("Ana"), id=old["id"])]
    path = f"/escalation_policies/{policy['id']}"
    after = api.put(path, escalation_policy={"escalation_rules": given})["escalation_rules"]
    assert after[1]["id"] == old["id"]
    assert after[0]["id"] not in {"", None, old["id"]}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Checkout & Co", "Name contains invalid characters"),
        (" ", "Name can't be blank"),
        ("Core ", "Name can't end with white space"),
    ],
)
def test_a_policy_name_that_pagerduty_refuses(api, name, problem):
    body = {"name": name, "escalation_rules": rules(api.person("Ana"))}
    refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
    assert refused == (400, 2001, [problem])


def test_a_policy_name_is_unique_in_any_case(api, policy):
    body = {"name": "CORE", "escalation_rules": rules(api.person("Ana"))}
    refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
    assert refused == (400, 2001, ["Name has already been taken"])


@pytest.mark.parametrize(
    ("delay", "problem"),
    [
        (0, "Escalation rules escalation delay in minutes must be greater than or equal to 1"),
        (None, "Escalation rules escalation delay in minutes is not a number"),
    ],
)
def test_a_delay_is_at_least_a_minute(api, delay, problem):
    given = rules(api.person("Ana"), escalation_delay_in_minutes=delay)
    body = {"name": "x", "escalation_rules": given}
    refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
    assert refused == (400, 2001, [problem])


def test_a_rule_has_one_to_ten_targets(api):
    for targets in ([], [api.person("Ana")] * 11):
        body = {"name": "x", "escalation_rules": rules(*targets)}
        refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
        assert refused[:2] == (400, 2001)


def test_the_last_rule_cannot_be_removed(api, policy):
    path = f"/escalation_policies/{policy['id']}"
    refused = api.refused("PUT", path, escalation_policy={"escalation_rules": []})
    assert refused == (400, 2001, ["Cannot Delete Only Rule For Escalation Policy"])


def test_a_target_of_the_wrong_type_is_not_found(api):
    schedule = api.schedule(api.layer("Ana"))
    body = {"name": "x", "escalation_rules": rules({"id": schedule["id"], "type": "team"})}
    refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
    assert refused == (404, 2100, "Not Found")


def test_the_strategy_is_shown_only_to_who_asks(api):
    given = rules(api.person("Ana"), escalation_rule_assignment_strategy=ROUND_ROBIN)
    body = {"name": "Turns", "escalation_rules": given}
    policy = api.post("/escalation_policies", escalation_policy=body)
    assert "escalation_rule_assignment_strategy" not in policy["escalation_rules"][0]
    path = f"/escalation_policies/{policy['id']}"
    asked = api.get(path, **STRATEGIES)["escalation_policy"]["escalation_rules"][0]
    assert asked["escalation_rule_assignment_strategy"] == ROUND_ROBIN


def test_round_robin_needs_the_entitlement(api, policy, account):
    account.store.set_meta("abilities", "teams priorities")
    given = rules(api.person("Ana"), escalation_rule_assignment_strategy=ROUND_ROBIN)
    body = {"name": "Turns", "escalation_rules": given}
    refused = api.refused("POST", "/escalation_policies", escalation_policy=body)
    assert refused[:2] == (403, 2010)
    assert api.client.get("/escalation_policies", params=STRATEGIES).status_code == 403


def test_a_policy_in_use_cannot_be_deleted(api, policy, service):
    refused = api.refused("DELETE", f"/escalation_policies/{policy['id']}")
    assert refused[:2] == (400, 2001)
    api.delete(f"/services/{service['id']}")
    assert api.delete(f"/escalation_policies/{policy['id']}") == 204


def test_includes_answer_whole_objects(api, service):
    policy = service["escalation_policy"]["id"]
    includes = {"include[]": ["targets", "services", "teams"]}
    read = api.get(f"/escalation_policies/{policy}", **includes)["escalation_policy"]
    (target,) = read["escalation_rules"][0]["targets"]
    assert (target["type"], target["email"]) == ("user", "ana.silva@acme.example")
    assert (read["services"][0]["type"], read["services"][0]["name"]) == ("service", "Checkout")


def test_policies_are_listed_by_team_and_by_user(api):
    team = api.team()
    api.policy(api.person("Ana"), name="A", teams=[{"id": team, "type": "team_reference"}])
    api.policy(api.person("Ben"), name="B")
    by_team = api.get("/escalation_policies", **{"team_ids[]": team})["escalation_policies"]
    by_user = api.get("/escalation_policies", **{"user_ids[]": api.user("Ben")})
    assert [policy["name"] for policy in by_team] == ["A"]
    assert [policy["name"] for policy in by_user["escalation_policies"]] == ["B"]


def test_schedules_know_the_policies_that_use_them(api):
    schedule = api.schedule(api.layer("Ana"))
    policy = api.policy({"id": schedule["id"], "type": "schedule_reference"})
    read = api.get(f"/schedules/{schedule['id']}")["schedule"]
    assert [one["id"] for one in read["escalation_policies"]] == [policy["id"]]


def test_priorities_are_listed_from_the_most_severe(api):
    priorities = api.get("/priorities")["priorities"]
    assert [one["name"] for one in priorities] == ["P1", "P2", "P3", "P4", "P5"]


def test_vendors_are_found_by_name_and_read_one_by_one(api):
    (datadog,) = api.get("/vendors", query="datadog")["vendors"]
    assert api.get(f"/vendors/{datadog['id']}")["vendor"]["name"] == "Datadog"
    assert api.get("/vendors", total="true", limit=1)["total"] == 28


def test_abilities_are_there_missing_or_unknown(api, account):
    assert "teams" in api.get("/abilities")["abilities"]
    assert api.client.get("/abilities/teams").status_code == 204
    account.store.set_meta("abilities", "priorities")
    assert api.refused("GET", "/abilities/teams")[:2] == (402, 2014)
    assert api.refused("GET", "/abilities/telepathy")[:2] == (404, 2100)


def test_tags_are_attached_by_label_and_by_id(api, policy):
    tag = api.post("/tags", tag={"type": "tag", "label": "tier-1"})
    path = f"/escalation_policies/{policy['id']}"
    add = [{"type": "tag_reference", "id": tag["id"]}, {"type": "tag", "label": "new"}]
    assert api.client.post(f"{path}/change_tags", json={"add": add}).status_code == 200
    assert [one["label"] for one in api.get(f"{path}/tags")["tags"]] == ["new", "tier-1"]
    tagged = api.get(f"/tags/{tag['id']}/escalation_policies")["escalation_policies"]
    assert [one["id"] for one in tagged] == [policy["id"]]
    assert api.delete(f"/tags/{tag['id']}") == 204
    assert [one["label"] for one in api.get(f"{path}/tags")["tags"]] == ["new"]


def test_a_changed_object_keeps_its_tags_and_members(api):
    team, ana = api.team(), api.user("Ana")
    api.put(f"/teams/{team}/users/{ana}", role="manager")
    add = [{"type": "tag", "label": "people"}]
    api.client.post(f"/users/{ana}/change_tags", json={"add": add})
    api.put(f"/users/{ana}", user={"job_title": "Lead"})
    assert len(api.get(f"/users/{ana}/tags")["tags"]) == 1
    assert len(api.get(f"/teams/{team}/members")["members"]) == 1


def test_on_calls_tell_level_schedule_and_turn(api):
    schedule = api.schedule(api.layer("Ana", "Ben"))
    given = [
        *rules({"id": schedule["id"], "type": "schedule_reference"}),
        *rules(api.person("Emma")),
    ]
    policy = {"type": "escalation_policy", "name": "Two", "escalation_rules": given}
    api.post("/escalation_policies", escalation_policy=policy)
    first, second = api.get("/oncalls")["oncalls"]
    assert (first["escalation_level"], first["user"]["summary"]) == (1, "Ana Silva")
    assert (first["start"], first["end"]) == ("2026-03-02T12:00:00Z", "2026-03-03T09:00:00Z")
    assert first["schedule"]["id"] == schedule["id"]
    assert (second["escalation_level"], second["user"]["summary"]) == (2, "Emma Johnson")
    assert (second["schedule"], second["start"], second["end"]) == (None, None, None)


def test_who_is_alone_in_a_schedule_is_on_call_without_end(api):
    schedule = api.schedule(api.layer("Ana"))
    api.policy({"id": schedule["id"], "type": "schedule_reference"})
    (only,) = api.get("/oncalls", **{"schedule_ids[]": schedule["id"]})["oncalls"]
    assert only["end"] is None


def test_on_calls_reach_ninety_days(api):
    ways = {"since": "2026-03-02T00:00:00Z", "until": "2026-07-02T00:00:00Z"}
    answer = api.client.get("/oncalls", params=ways)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2005)


def test_the_last_turn_within_reach_has_an_end_when_others_follow(api):
    schedule = api.schedule(api.layer("Ana", "Ben", rotation_turn_length_seconds=604_800))
    api.policy({"id": schedule["id"], "type": "schedule_reference"})
    ways = {"since": "2026-05-30T00:00:00Z", "until": "2026-05-31T00:00:00Z"}
    (only,) = api.get("/oncalls", **ways)["oncalls"]
    assert only["end"] == "2026-06-01T08:00:00Z"
