"""Audit records: every write, by whom, how, and what of it."""

import pytest
from sandbox.conftest import Caller

from pdsync.sandbox import Account

NOON = "2026-03-02T12:00:00.000Z"


def records(api, path="/audit/records", **params):
    return api.get(path, **params)["records"]


def brief(record):
    """(action, root, resource, fields and references) of a record, in few words."""
    details = record["details"]
    fields = {
        one["name"]: (one.get("before_value"), one.get("value"))
        for one in details.get("fields", ())
    }
    listed = {
        (one["name"], way): [ref["id"] for ref in one[way]]
        for one in details.get("references", ())
        for way in ("added", "removed")
        if way in one
    }
    return (
        record["action"],
        record["root_resource"]["id"],
        details["resource"]["id"],
        fields | listed,
    )


def test_a_new_account_has_no_records(api):
    assert api.get("/audit/records") == {"records": [], "limit": 100, "next_cursor": None}


def test_a_record_says_who_did_what_when_and_how(connect, api):
    ana = api.user("Ana")
    client = connect(token=f"user-{ana}")
    made = client.post("/teams", json={"team": {"name": "Core"}}, headers={})
    team = made.json()["team"]
    (record,) = records(api)
    reference = {
        "id": team["id"],
        "type": "team_reference",
        "summary": "Core",
        "self": team["self"],
        "html_url": team["html_url"],
    }
    (actor,) = record["actors"]
    assert record == {
        "id": record["id"],
        "self": None,
        "execution_time": NOON,
        "execution_context": {
            "request_id": made.headers["x-request-id"],
            "remote_address": None,
        },
        "actors": [actor],
        "method": {"type": "api_token", "truncated_token": ana[-4:]},
        "root_resource": reference,
        "action": "create",
        "details": {"resource": reference, "fields": record["details"]["fields"]},
    }
    assert (actor["id"], actor["type"], actor["summary"]) == (ana, "user_reference", "Ana Silva")


def test_a_token_of_the_account_is_an_api_key_and_is_never_told_whole(connect, api):
    for token in ("secret-0123456789", "short"):
        connect(token=token).post("/teams", json={"team": {"name": token[-4:]}})
    found = records(api)
    assert [one["method"]["truncated_token"] for one in found] == [None, "6789"]
    assert {one["actors"][0]["type"] for one in found} == {"api_key_reference"}
    assert "secret" not in str(found)


def test_an_update_has_what_was_and_what_is_and_a_delete_what_was(api):
    team = api.team("Core", description="old")
    api.put(f"/teams/{team}", team={"description": "new"})
    api.put(f"/teams/{team}", team={"description": "new"})
    api.delete(f"/teams/{team}")
    gone, changed, _ = [brief(one) for one in records(api, f"/teams/{team}/audit/records")]
    assert changed == ("update", team, team, {"description": ("old", "new")})
    assert gone[:3] == ("delete", team, team)
    assert (gone[3]["name"], gone[3]["description"]) == (("Core", None), ("new", None))


def test_what_belongs_to_something_is_a_change_of_that(api):
    ana = api.user("Ana")
    phone = {"type": "phone_contact_method", "label": "New", "address": "7700900999"}
    made = api.post(f"/users/{ana}/contact_methods", contact_method=phone)["id"]
    told = [brief(one) for one in records(api, f"/users/{ana}/audit/records")]
    added = ("update", ana, ana, {("contact_methods", "added"): [made]})
    assert told[0] == added
    assert told[1][:3] == ("update", ana, made)
    assert told[1][3]["address"] == (None, "7700900999")


def test_members_of_a_team_are_its_changes(api):
    team, ana = api.team(), api.user("Ana")
    path = f"/teams/{team}/users/{ana}"
    api.put(path, role="observer")
    api.put(path, role="manager")
    api.delete(path)
    told = [brief(one) for one in records(api)][:3]
    assert told == [
        ("update", team, team, {("members", "removed"): [ana]}),
        ("update", team, ana, {"team_role": ("observer", "manager")}),
        ("update", team, team, {("members", "added"): [ana]}),
    ]


def test_a_policy_and_an_integration_have_references_and_no_keys(api, service):
    made = {"type": "events_api_v2_inbound_integration", "name": "Events"}
    integration = api.post(f"/services/{service['id']}/integrations", integration=made)
    found = records(api)
    created = brief(next(one for one in found if one["action"] == "create"))
    policy = service["escalation_policy"]["id"]
    assert created[3]["escalation_policy", "added"] == [policy]
    assert integration["integration_key"] not in str(found)


def test_shifts_are_changes_of_their_schedule(api, shifts):
    path, rotation = shifts.made(shifts.event("Ana"))
    schedule, event = path.rpartition("/")[2], api.get(rotation)["rotation"]["events"][0]["id"]
    told = [brief(one)[:3] for one in records(api, f"{path}/audit/records")]
    assert told[-1] == ("create", schedule, schedule)
    assert ("update", schedule, event) in told


def test_what_was_refused_leaves_no_record(api):
    api.refused("POST", "/teams", team={"name": ""})
    api.refused("DELETE", "/users/PNOBODY")
    assert records(api) == []


def test_pages_follow_a_cursor_from_the_newest_to_the_oldest(api):
    teams = [api.team(f"T{number}") for number in range(5)]
    found, cursor = [], None
    while True:
        page = api.get("/audit/records", limit=2, **({"cursor": cursor} if cursor else {}))
        found.append([one["root_resource"]["id"] for one in page["records"]])
        api.team(f"later {len(found)}")
        cursor = page["next_cursor"]
        if cursor is None:
            break
    newest = teams[::-1]
    assert found == [newest[:2], newest[2:4], newest[4:]]


def test_the_last_day_is_told_unless_a_range_is_asked_for(api, clock):
    early = api.team("Early")
    clock.forward(days=2)
    late = api.team("Late")
    ids = [one["root_resource"]["id"] for one in records(api)]
    both = records(api, since="2026-03-01T00:00:00Z")
    only = records(api, since="2026-03-01T00:00:00Z", until="2026-03-03T00:00:00Z")
    told = [[one["root_resource"]["id"] for one in some] for some in (both, only)]
    assert [ids, *told] == [[late], [late, early], [early]]


def test_records_are_filtered(api, service):
    api.team()
    everything = records(api)
    for params, wanted in (
        ({"root_resource_types[]": "teams"}, lambda one: one["root_resource"]["summary"] == "Core"),
        ({"actions[]": "create"}, lambda one: one["action"] == "create"),
        ({"method_type": "oauth"}, lambda _: False),
        ({"actor_type": "api_key_reference"}, lambda _: True),
        ({"method_type": "api_token", "method_truncated_token": "cess"}, lambda _: True),
    ):
        found = records(api, **params)
        if "root_resource_types[]" in params:
            assert {one["root_resource"]["type"] for one in found} == {"team_reference"}
        else:
            assert found == [one for one in everything if wanted(one)]


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        (
            {"since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:01Z"},
            "Until may not be more than 31 days after since",
        ),
        ({"since": "2026-04-01T00:00:00Z"}, "Since must be before until"),
        ({"since": "soon"}, "Since is not a time"),
        ({"cursor": "zz"}, "Cursor is not valid"),
        ({"cursor": "f" * 40}, "Cursor is not valid"),
        ({"actor_id": "P1"}, "actor_type is required with actor_id"),
        (
            {"method_truncated_token": "6789"},
            "method_type is required with method_truncated_token",
        ),
        ({"actions[]": "read"}, "actions must be one of create, update, delete"),
    ],
)
def test_what_cannot_be_asked_is_refused(api, params, problem):
    answer = api.client.get("/audit/records", params=params)
    assert (answer.status_code, answer.json()["error"]["errors"]) == (400, [problem])


def test_an_account_without_the_audit_trail_is_told_so(connect, clock):
    account = Account.open(":memory:", seed={"abilities": ["teams"]}, clock=clock)
    try:
        answers = [
            connect(account=account).get(path)
            for path in ("/audit/records", "/users/PNOBODY/audit/records")
        ]
        assert [one.status_code for one in answers] == [402, 402]
    finally:
        account.close()


def test_only_who_runs_the_account_may_read_records(connect, api):
    ben = api.user("Ben")
    paths = ("/audit/records", f"/users/{ben}/audit/records")
    answers = [
        connect(token=f"user-{api.user(name)}").get(path).status_code
        for name in ("Ana", "Ben")
        for path in paths
    ]
    assert answers == [200, 200, 403, 403]


def test_records_of_what_never_was_are_not_found(api):
    assert api.client.get("/teams/PNOBODY/audit/records").status_code == 404


def test_a_record_has_the_addresses_by_which_it_is_asked_for(api, connect):
    schedule = api.schedule(api.layer("Ana"), teams=[{"id": api.team()}])
    client = connect()
    client.base_url = "https://localhost:8443"
    found = records(Caller(client), f"/schedules/{schedule['id']}/audit/records")
    resource = found[-1]["root_resource"]
    assert (resource["self"], resource["html_url"]) == (
        f"https://localhost:8443/schedules/{schedule['id']}",
        f"https://localhost:8443/schedules/{schedule['id']}",
    )
    assert "pagerduty.com" not in str(found)
