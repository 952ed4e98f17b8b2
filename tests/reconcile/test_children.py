"""Team members and integrations: written ones are managed, others left alone, keys are safe."""

import httpx
from reconcile.world import changes, ended, fields, results

BASE = """
escalation_policies:
  pay:
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
services:
  cart:
    escalation_policy: pay
"""


def cart(*integrations):
    return BASE + "    integrations:\n" + "".join(f"      {one}\n" for one in integrations)


def live(world):
    ident = world.named("service", "services", "cart")["id"]
    service = world.get(f"/services/{ident}", **{"include[]": "integrations"})["service"]
    return {one["name"]: one for one in service["integrations"]}


def test_a_new_integration_says_where_its_key_is(world):
    applied = world.applied(cart("dd: {name: Datadog, vendor: Datadog}"))
    notes = [outcome.notes for outcome in applied.outcomes if outcome.notes]
    assert notes == [(f"its key is on {live(world)['Datadog']['html_url']}",)]


def on_the_wire(world, path):
    """Return the answer as it comes, which the client hands on without keys."""
    with httpx.Client(transport=world.wire, headers={"Authorization": "Token token=t"}) as http:
        return http.get(f"https://api.pagerduty.com{path}").json()


def test_no_key_is_in_a_plan(world):
    world.applied(cart("dd: {name: Datadog, vendor: Datadog}"))
    path = live(world)["Datadog"]["self"].partition(".com")[2]
    key = on_the_wire(world, path)["integration"]["integration_key"]
    assert key
    plan = world.plan(cart("dd: {name: Datadog, vendor: Prometheus}"))
    assert key not in repr(plan)


def test_an_integration_that_is_not_written_is_left_alone(world):
    world.applied(cart("dd: {name: Datadog, vendor: Datadog}"))
    assert changes(world.plan(BASE)) == []
    world.applied(cart("p: {name: Prom, vendor: Prometheus}"))
    assert sorted(live(world)) == ["Datadog", "Prom"]


def test_removing_one_needs_absent_and_consent(world):
    world.applied(cart("dd: {name: Datadog, vendor: Datadog}"))
    plan = world.plan(cart("dd: {name: Datadog, absent: true}"))
    assert plan.refused == (
        "integration `cart/dd` would be removed, and its key goes with it: "
        "write `allow_key_change: true` on it to agree",
    )
    gone = cart("dd: {name: Datadog, absent: true, allow_key_change: true}")
    assert changes(world.plan(gone)) == [("delete", "integration", "cart/dd")]
    world.applied(gone)
    assert live(world) == {}


def test_another_vendor_replaces_it_with_consent_only(world):
    world.applied(cart("dd: {name: Monitor, vendor: Datadog}"))
    plan = world.plan(cart("dd: {name: Monitor, vendor: Prometheus}"))
    assert changes(plan) == [("replace", "integration", "cart/dd")]
    assert len(plan.refused) == 1
    agreed = cart("dd: {name: Monitor, vendor: Prometheus, allow_key_change: true}")
    world.forget()
    world.applied(agreed)
    assert [method for method, _ in world.writes()] == ["POST", "DELETE"]


def test_a_renamed_integration_is_pointed_out_since_the_old_one_stays(world):
    world.applied(cart("dd: {name: Datadog, vendor: Datadog}"))
    old = live(world)["Datadog"]["id"]
    plan = world.plan(cart("dd: {name: Monitor, vendor: Datadog}"))
    assert plan.changes[0].notes == (
        "'Datadog' there is of the same type and stays, with its key: if this is the same "
        f"integration under a new name, write `id: {old}` on it",
    )
    with_id = cart(f"dd: {{id: {old}, name: Monitor, vendor: Datadog}}")
    assert fields(world.plan(with_id)) == {"/name": ("Datadog", "Monitor")}
    world.applied(with_id)


HOURS = """
    incident_urgency_rule: {type: use_support_hours, during_support_hours: high, \
outside_support_hours: low}
    support_hours: {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, \
days_of_week: Mon-Fri}
    scheduled_actions: []
"""


def test_what_goes_with_a_changed_field_is_shown_though_nobody_wrote_it(world):
    world.applied(BASE + HOURS.lstrip("\n"))
    plan = world.plan(BASE + "    incident_urgency_rule: high\n")
    old, new = fields(plan)["/support_hours"]
    assert old["start_time"] == "09:00:00"
    assert new is None


def test_a_part_of_live_support_hours_can_be_written(world):
    world.applied(BASE + HOURS.lstrip("\n"))
    rule = HOURS.lstrip("\n").splitlines()[0]
    text = f"{BASE}{rule}\n    support_hours: {{start_time: 08:00}}\n"
    assert fields(world.plan(text)) == {"/support_hours/start_time": ("09:00:00", "08:00:00")}
    world.applied(text)
    live = world.named("service", "services", "cart")["support_hours"]
    assert (live["end_time"], live["time_zone"]) == ("17:00:00", "Europe/London")


def test_new_support_hours_must_be_whole(world):
    plan = world.plan(BASE + HOURS.lstrip("\n").replace("end_time: 17:00, ", ""))
    assert [(one.rule, one.message) for one in plan.diagnostics] == [
        ("incomplete", "this is new, and PagerDuty takes none without `end_time`")
    ]


TEAM = "teams: {{web: {{members: [{members}]}}}}\n"
ANA, BEN = "{user: ana.silva@acme.example, role: manager}", "ben.okafor@acme.example"


def members(world):
    ident = world.named("team", "teams", "web")["id"]
    found = world.get(f"/teams/{ident}/members")["members"]
    return sorted((one["user"]["summary"], one["role"]) for one in found)


def test_written_members_are_the_exact_set(world):
    world.applied(TEAM.format(members=f"{ANA}, {BEN}"))
    assert [name for name, _ in members(world)] == ["Ana Silva", "Ben Okafor"]
    world.applied(TEAM.format(members=ANA))
    assert members(world) == [("Ana Silva", "manager")]


def test_unwritten_members_are_not_managed(world):
    world.applied(TEAM.format(members=ANA))
    world.forget()
    assert changes(world.plan("teams: {web: {}}")) == []
    assert not any("members" in request.path for request in world.sandbox.requests)


def test_removing_a_person_everywhere_is_one_apply_in_the_right_order(world):
    def text(*people):
        targets = ", ".join(f"{one}@acme.example" for one in people)
        return (
            f"teams: {{web: {{members: [{targets}]}}}}\n"
            "escalation_policies:\n  p:\n    team: web\n    escalation_rules:\n"
            f"      - {{escalation_delay_in_minutes: 5, targets: [{targets}]}}\n"
        )

    world.applied(text("ana.silva", "ben.okafor"))
    world.forget()
    world.applied(text("ana.silva"))
    assert [method for method, _ in world.writes()] == ["PUT", "DELETE"]


def test_a_member_whom_a_foreign_policy_needs_is_an_error(world):
    world.applied(TEAM.format(members=f"{ANA}, {BEN}"))
    team = world.named("team", "teams", "web")["id"]
    users = {user["email"]: user["id"] for user in world.get("/users", limit="100")["users"]}
    target = {"id": users[BEN], "type": "user_reference"}
    body = {
        "type": "escalation_policy",
        "name": "By hand",
        "teams": [{"id": team, "type": "team_reference"}],
        "escalation_rules": [{"escalation_delay_in_minutes": 5, "targets": [target]}],
    }
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    plan = world.plan(TEAM.format(members=ANA))
    assert [(one.rule, one.message) for one in plan.diagnostics] == [
        (
            "missing-member",
            "PagerDuty keeps ben.okafor@acme.example on the team `web`, because escalation policy "
            "'By hand' (not in this configuration) belongs to the team and uses them",
        )
    ]


def test_a_disabled_service_is_made_and_then_disabled(world):
    text = BASE.replace(
        "escalation_policy: pay\n", "escalation_policy: pay\n    status: disabled\n"
    )
    world.applied(text, "stack: acme\n")
    assert world.named("service", "services", "cart")["status"] == "disabled"


def test_a_role_alone_is_one_call(world):
    world.applied(TEAM.format(members=ANA))
    text = TEAM.format(members=ANA.replace("manager", "responder"))
    assert fields(world.plan(text)) == {"/members/0/role": ("manager", "responder")}
    assert ended(world.applied(text)) == {"done"}
    assert results(world.apply(text)) == {}


def test_an_integration_may_be_called_like_one_that_is_told_by_its_id(world):
    world.applied(cart("dd: {name: Same, vendor: Datadog}"))
    first = live(world)["Same"]["id"]
    both = cart(
        f"dd: {{id: {first}, name: Same, vendor: Datadog}}", "p: {name: Same, vendor: Prometheus}"
    )
    assert changes(world.plan(both)) == [("create", "integration", "cart/p")]
    world.applied(both)
