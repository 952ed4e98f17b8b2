"""Users, contact methods, notification rules, teams and members, as the API has them."""

import pytest


def names(items):
    return [item["name"] for item in items]


def test_a_new_account_has_the_people_of_the_example_organisation(api):
    listing = api.get("/users", limit=100, total="true")
    assert listing["total"] == 15
    assert {(u["name"], u["email"], u["time_zone"], u["role"]) for u in listing["users"]} >= {
        ("Ana Silva", "ana.silva@acme.example", "Europe/London", "admin"),
        ("Grace Kim", "grace.kim@acme.example", "America/New_York", "limited_user"),
        ("Liam Chen", "liam.chen@acme.example", "Australia/Sydney", "user"),
        ("Olga Stakeholder", "olga.stakeholder@acme.example", "Europe/London", "read_only_user"),
    }


def test_a_seeded_user_has_an_email_a_phone_and_a_rule_for_each_urgency(api):
    user = api.get(
        f"/users/{api.user('Ana')}", **{"include[]": ["contact_methods", "notification_rules"]}
    )
    methods = [(method["type"], method["address"]) for method in user["user"]["contact_methods"]]
    assert methods == [
        ("email_contact_method", "ana.silva@acme.example"),
        ("phone_contact_method", "7700900101"),
    ]
    assert [rule["urgency"] for rule in user["user"]["notification_rules"]] == ["high", "low"]


def test_a_query_finds_users_by_name_and_by_email_in_any_case(api):
    assert names(api.get("/users", query="GRACE")["users"]) == ["Grace Kim"]
    assert names(api.get("/users", query="torres@")["users"]) == ["Frank Torres"]


def test_an_email_is_kept_in_lower_case_and_is_unique_in_any_case(api):
    user = api.post("/users", user={"type": "user", "name": " Zoe ", "email": "Zoe@Acme.example"})
    assert (user["name"], user["email"], user["role"]) == (
        "Zoe",
        "zoe@acme.example",
        "limited_user",
    )
    again = {"type": "user", "name": "Zoe", "email": "ZOE@acme.example"}
    assert api.refused("POST", "/users", user=again) == (
        400,
        2001,
        ["Email has already been taken"],
    )


def test_a_user_of_a_policy_cannot_be_deleted(api, policy):
    status, code, _ = api.refused("DELETE", f"/users/{api.user('Ana')}")
    assert (status, code) == (400, 2001)
    assert api.delete(f"/users/{api.user('Ben')}") == 204


def test_users_me_needs_a_users_own_token(api, connect):
    answer = api.client.get("/users/me")
    assert (answer.status_code, answer.json()["error"][:49]) == (
        400,
        "Because this request was made using an account-le",
    )
    ana = api.user("Ana")
    assert connect(token=f"user-{ana}").get("/users/me").json()["user"]["id"] == ana


def test_contact_methods_are_made_changed_and_removed(api):
    path = f"/users/{api.user('Ana')}/contact_methods"
    sms = {
        "type": "sms_contact_method",
        "label": "Work",
        "address": "7700900000",
        "country_code": 44,
    }
    made = api.post(path, contact_method=sms)
    assert (made["type"], made["country_code"], made["html_url"]) == (
        "sms_contact_method",
        44,
        None,
    )
    assert api.put(f"{path}/{made['id']}", contact_method={"label": "Desk"})["label"] == "Desk"
    assert api.get(f"{path}/{made['id']}")["contact_method"]["address"] == "7700900000"
    assert api.delete(f"{path}/{made['id']}") == 204
    assert len(api.get(path)["contact_methods"]) == 2


def test_a_contact_method_is_unique_to_its_user(api):
    path = f"/users/{api.user('Ana')}/contact_methods"
    twin = {"type": "email_contact_method", "label": "x", "address": "ana.silva@acme.example"}
    assert api.refused("POST", path, contact_method=twin) == (
        400,
        2001,
        ["User Contact method must be unique"],
    )


def test_a_notification_rule_is_unique_in_delay_channel_and_urgency(api):
    path = f"/users/{api.user('Ana')}/notification_rules"
    rule = api.get(path)["notification_rules"][0]
    assert api.refused("POST", path, notification_rule=rule) == (
        400,
        2001,
        ["Channel Start delay must be unique for a given contact method"],
    )
    later = {**rule, "start_delay_in_minutes": 15}
    assert api.post(path, notification_rule=later)["start_delay_in_minutes"] == 15


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "Name can't be blank"),
        ("a/b", "Name contains invalid characters"),
        ("a&b", "Name contains invalid characters"),
        ("a<b", "Name contains invalid characters"),
        ("a\\b", "Name contains invalid characters"),
        ("a\x07b", "Name contains invalid characters"),
        ("a ", "Name can't end with white space"),
        ("a" * 101, "Name is too long (maximum is 100 characters)"),
    ],
)
def test_a_team_name_that_pagerduty_refuses(api, name, problem):
    assert api.refused("POST", "/teams", team={"name": name}) == (400, 2001, [problem])


def test_a_team_name_is_unique_in_any_case(api):
    api.team("Core")
    taken = (400, 2001, ["Name has already been taken"])
    assert api.refused("POST", "/teams", team={"name": "CORE"}) == taken


def test_a_put_keeps_what_it_does_not_name(api):
    team = api.team("Core", description="Ours", default_role="none")
    changed = api.put(f"/teams/{team}", team={"name": "Kernel"})
    assert (changed["name"], changed["description"], changed["default_role"]) == (
        "Kernel",
        "Ours",
        "none",
    )


def test_line_ends_become_lf_and_blanks_at_the_end_of_a_description_go(api):
    team = api.post("/teams", team={"name": "Core", "description": "one\r\ntwo \n\n"})
    assert team["description"] == "one\ntwo"


def test_an_account_without_teams_answers_402(api, account):
    account.store.set_meta("abilities", "priorities")
    status, code, _ = api.refused("GET", "/teams")
    assert (status, code) == (402, 2014)


def test_members_have_roles_and_a_second_put_changes_the_role(api):
    team, ana = api.team(), api.user("Ana")
    api.put(f"/teams/{team}/users/{ana}", role="responder")
    api.put(f"/teams/{team}/users/{ana}", role="observer")
    members = api.get(f"/teams/{team}/members", total="true")
    assert [(m["user"]["id"], m["role"]) for m in members["members"]] == [(ana, "observer")]
    assert members["total"] == 1


def test_a_member_without_a_role_gets_the_teams_default(api):
    team, frank = api.team(), api.user("Frank")
    assert api.client.put(f"/teams/{team}/users/{frank}").status_code == 204
    assert api.get(f"/teams/{team}/members")["members"][0]["role"] == "manager"


def test_a_stakeholder_can_only_observe(api):
    team, olga = api.team(), api.user("Olga")
    status, code, _ = api.refused("PUT", f"/teams/{team}/users/{olga}", role="manager")
    assert (status, code) == (400, 2001)
    api.put(f"/teams/{team}/users/{olga}", role="observer")


NO_STAKEHOLDERS = (400, 2001, ["Stakeholders cannot be added to schedules"])


def test_a_stakeholder_is_taken_into_no_layers(api):
    layer = api.layer("Ana", "Olga")
    schedule = {"type": "schedule", "name": "Rota", "time_zone": "Etc/UTC"}
    body = schedule | {"schedule_layers": [layer]}
    assert api.refused("POST", "/schedules", schedule=body) == NO_STAKEHOLDERS


def test_the_people_of_a_teams_schedule_become_members_by_themselves(api):
    team = api.team()
    api.schedule(api.layer("Ana", "Ben"), teams=[{"id": team, "type": "team_reference"}])
    members = api.get(f"/teams/{team}/members")["members"]
    assert [(m["user"]["summary"], m["role"]) for m in members] == [
        ("Ana Silva", "manager"),
        ("Ben Okafor", "manager"),
    ]


def test_the_people_of_a_teams_policy_become_members_and_cannot_leave(api):
    team = api.team(default_role="none")
    api.policy(api.person("Frank"), teams=[{"id": team, "type": "team_reference"}])
    members = api.get(f"/teams/{team}/members")["members"]
    assert [(m["user"]["summary"], m["role"]) for m in members] == [("Frank Torres", "responder")]
    assert api.refused("DELETE", f"/teams/{team}/users/{api.user('Frank')}") == (
        400,
        2001,
        ["User cannot be removed as they belong to an escalation policy on this team"],
    )


def test_a_member_can_leave(api):
    team, ana = api.team(), api.user("Ana")
    api.put(f"/teams/{team}/users/{ana}", role="manager")
    assert api.delete(f"/teams/{team}/users/{ana}") == 204
    assert api.get(f"/teams/{team}/members")["members"] == []
    assert api.refused("DELETE", f"/teams/{team}/users/{ana}")[0] == 404


def test_a_team_with_a_schedule_cannot_be_deleted(api):
    team = api.team()
    schedule = api.schedule(teams=[{"id": team}])["id"]
    assert api.refused("DELETE", f"/teams/{team}") == (
        400,
        6006,
        ["Cannot delete team with existing Schedules association(s)"],
    )
    api.put(f"/schedules/{schedule}", schedule={"teams": []})
    assert api.delete(f"/teams/{team}") == 204


def test_a_policy_belongs_to_one_team_at_most(api, policy):
    core, other = api.team("Core"), api.team("Other")
    api.put(f"/teams/{core}/escalation_policies/{policy['id']}")
    assert api.refused("PUT", f"/teams/{other}/escalation_policies/{policy['id']}") == (
        400,
        2001,
        "Escalation Policy has already been taken",
    )
    assert api.delete(f"/teams/{core}/escalation_policies/{policy['id']}") == 204


def test_users_of_a_team_are_listed_by_its_id(api):
    team, ana = api.team(), api.user("Ana")
    api.put(f"/teams/{team}/users/{ana}", role="manager")
    assert names(api.get("/users", **{"team_ids[]": team})["users"]) == ["Ana Silva"]
