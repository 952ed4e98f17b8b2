"""What the account would refuse is an error of lint: the same thing in YAML and on the wire."""

from datetime import UTC, datetime

import httpx
import pytest
from lint.refusals import BY_HOURS, HOURS, REFUSED, A, as_written, rule, service, zoned
from lint.refusals_of_schedules import REFUSED_OF_SCHEDULES
from source.saying import expected, told

from pdsync.lint import lint
from pdsync.sandbox import Account, Habits, Sandbox, transport
from pdsync.source import load_texts

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def wire():
    account = Account.open(":memory:", clock=lambda: NOW)
    sandbox = Sandbox(account, Habits(rate_limit=0))
    headers = {"Authorization": "Token token=full-access"}
    with httpx.Client(
        transport=transport(sandbox), base_url="https://api.pagerduty.com", headers=headers
    ) as client:
        yield Wire(client)
    account.close()


class Wire:
    """An account with one of each kind, and whole bodies for another one."""

    def __init__(self, client):
        self.client = client
        self.user = client.get("/users", params={"query": A}).json()["users"][0]["id"]
        self.bodies = {
            "team": {"name": "T"},
            "escalation_policy": {"name": "P", "escalation_rules": [self.rule()]},
            "schedule": {"name": "D", "time_zone": "Europe/London", "schedule_layers": []},
            "layer": {
                "start": "2026-03-02T09:00:00Z",
                "rotation_virtual_start": "2026-03-02T09:00:00Z",
                "rotation_turn_length_seconds": 86_400,
                "users": [{"user": {"id": self.user, "type": "user_reference"}}],
            },
            "event": {
                "name": "E",
                "start_time": zoned("2026-03-02T09:00:00Z"),
                "end_time": zoned("2026-03-02T17:00:00Z"),
                "effective_since": "2026-03-02T09:00:00Z",
                "recurrence": ["RRULE:FREQ=DAILY"],
                "assignment_strategy": self.strategy(),
            },
            "integration": {"name": "I", "type": "events_api_v2_inbound_integration"},
        }
        policy = self.post("escalation_policy")["id"]
        self.policy = {"id": policy, "type": "escalation_policy_reference"}
        self.bodies["service"] = {"name": "S", "escalation_policy": self.policy}
        self.service = self.post("service")["id"]
        shifts = {"schedule": {"name": "V", "time_zone": "Europe/London"}}
        made = client.post("/v3/schedules", json=shifts).json()["schedule"]["id"]
        self.shift_based = f"/v3/schedules/{made}/rotations"
        self.rotation = client.post(self.shift_based, json={}).json()["rotation"]["id"]

    def rule(self, targets=1, delay=5):
        user = {"id": self.user, "type": "user_reference"}
        return {"escalation_delay_in_minutes": delay, "targets": [user] * targets}

    def team(self, name):
        return {"id": self.post("team", name=name)["id"], "type": "team_reference"}

    def strategy(self, members=1, **fields):
        who = [{"type": "user_member", "user_id": self.user}] * members
        kind = "rotating_member_assignment_strategy"
        return {"type": kind, "shifts_per_member": 1, "members": who, **fields}

    def sent(self, kind, changes):
        """Send a whole body with some fields changed: the answer."""
        body = {**self.bodies[kind], **changes}
        if kind == "layer":
            layers = {"schedule_layers": [body]}
            return self.client.post(
                "/schedules", json={"schedule": self.bodies["schedule"] | layers}
            )
        paths = {
            "escalation_policy": "/escalation_policies",
            "integration": f"/services/{getattr(self, 'service', '')}/integrations",
            "event": f"{getattr(self, 'shift_based', '')}/{getattr(self, 'rotation', '')}/events",
        }
        return self.client.post(paths.get(kind, f"/{kind}s"), json={kind: body})

    def post(self, kind, **changes):
        return self.sent(kind, changes).json()[kind]


def errors(text):
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    return [one for one in lint(config, NOW) if one.is_error]


ALL_REFUSED = REFUSED | REFUSED_OF_SCHEDULES


@pytest.mark.parametrize(("text", "kind", "changes"), ALL_REFUSED.values(), ids=ALL_REFUSED)
def test_what_the_account_refuses_lint_refuses_at_its_place(wire, text, kind, changes):
    body = changes(wire) if callable(changes) else changes
    found = errors(text)
    assert (
        wire.sent(kind, body).status_code,
        len(found),
        {one.place.file for one in found},
    ) == (400, 1, {"a.yaml"})


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("team", {}),
        ("layer", {}),
        ("event", {}),
        ("integration", {}),
        ("schedule", {}),
        ("escalation_policy", {"name": "Q"}),
        ("service", {"name": "R"}),
        ("service", {"name": "H", "incident_urgency_rule": BY_HOURS, "support_hours": HOURS}),
    ],
)
def test_the_account_takes_the_bodies_as_they_are_without_the_fault(wire, kind, changes):
    assert wire.sent(kind, changes).status_code // 100 == 2


def test_a_role_that_there_is_not_is_refused_by_both(wire):
    member = f"/teams/{wire.team('Members')['id']}/users/{wire.user}"
    answer = wire.client.put(member, json={"role": "boss"})
    found = errors(f"teams:\n  t: {{members: {{{A}: boss}}}}\n")
    assert (answer.status_code, len(found)) == (400, 1)


def test_eleven_rotations_are_refused_by_both(wire):
    body = {"schedule": {"name": "Eleven", "time_zone": "Europe/London"}}
    made = wire.client.post("/v3/schedules", json=body).json()["schedule"]["id"]
    path = f"/v3/schedules/{made}/rotations"
    codes = [wire.client.post(path, json={}).status_code for _ in range(11)]
    one = f"      - {{shifts: 09:00-17:00, members: [{A}]}}\n"
    text = f"schedules:\n  d:\n    time_zone: Europe/London\n    rotations:\n{one * 11}"
    assert (codes, len(errors(text))) == ([201] * 10 + [400], 1)


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        ([(month, month + 1) for month in range(4, 10)], [201] * 5 + [400]),
        ([(4, 6), (5, 7)], [201, 400]),
    ],
    ids=["six events", "events that overlap"],
)
def test_events_of_a_rotation_are_refused_by_both(wire, events, codes):
    rotation = wire.client.post(wire.shift_based, json={}).json()["rotation"]["id"]
    path = f"{wire.shift_based}/{rotation}/events"
    spans = [[f"2026-{month:02}-01" for month in event] for event in events]
    answers = [
        wire.client.post(
            path,
            json={
                "event": wire.bodies["event"]
                | {"effective_since": f"{since}T00:00:00Z", "effective_until": f"{until}T00:00:00Z"}
            },
        ).status_code
        for since, until in spans
    ]
    parts = ", ".join(
        f"{{shifts: 09:00-17:00, members: [{A}], from: {since}, until: {until}}}"
        for since, until in spans
    )
    text = f"schedules:\n  d: {{time_zone: Europe/London, rotations: [{{events: [{parts}]}}]}}\n"
    assert (answers, len(errors(text))) == (codes, 1)


@pytest.mark.parametrize("kind", ["team", "escalation_policy", "service"])
def test_a_name_in_other_capitals_is_taken_in_both(wire, kind):
    wire.sent(kind, {"name": "Twice"})
    section = {"escalation_policy": "escalation_policies"}.get(kind, f"{kind}s")
    body = {
        "team": "",
        "escalation_policy": f", escalation_rules: {rule()}",
        "service": ", escalation_policy: {name: P}",
    }
    text = f"{section}:\n  a: {{name: Twice{body[kind]}}}\n  b: {{name: TWICE{body[kind]}}}\n"
    answer = wire.sent(kind, {"name": "TWICE"})
    assert (answer.status_code, [one.rule for one in errors(text)]) == (400, ["duplicate-name"])


def test_a_field_that_cannot_be_cleared_says_what_to_write():
    text = "services:\n  s: {escalation_policy: null}\nschedules:\n  d: {time_zone: ~}\n"
    assert told(errors(text)) == expected("""
        a.yaml:2:26 invalid-value: PagerDuty takes no service without `escalation_policy`
          write one; or delete the line: what is not written stays as it is
        a.yaml:4:18 invalid-value: PagerDuty takes no schedule without `time_zone`
          write one; or delete the line: what is not written stays as it is
        """)


def test_a_layer_of_no_name_is_told_to_leave_it_out():
    text = "schedules:\n  d: {time_zone: Etc/UTC, layers: [{name: '', members: [a@b.example]}]}\n"
    assert told(errors(text)) == expected("""
        a.yaml:2:43 invalid-value: a name cannot be empty
          delete the line, and PagerDuty gives it a name; or write at least one letter
        """)


@pytest.mark.parametrize("vendor", ["Email", "pingdom", "{id: PBPQJ1M}"])
def test_a_vendor_whose_integrations_read_e_mail_needs_an_address(wire, vendor):
    name = "Email" if "id" in vendor else vendor
    (known,) = wire.client.get("/vendors", params={"query": name}).json()["vendors"]
    sent = wire.sent("integration", {"type": None, "vendor": {"id": known["id"]}})
    found = errors(service(f"integrations: {{i: {{vendor: {vendor}}}}}"))
    assert (sent.status_code, told(found)) == (
        400,
        expected(f"""
        a.yaml:2:55 invalid-value: integrations of '{vendor.strip("{id: }")}' read e-mail, and \
have an address
          write `integration_email:`, such as alerts@acme.pagerduty.com
        """),
    )


def test_all_that_is_wrong_in_extra_is_told_at_once():
    text = "teams:\n  t: {extra: {type: team, parent: platform}}\n"
    assert [str(one.place) for one in errors(text)] == ["a.yaml:2:21", "a.yaml:2:35"]


ELSEWHERE = "s: {escalation_policy: {name: P}, integrations: {%s}}"
HOME = "type: email, integration_email: a@acme.pagerduty.com"


def test_an_address_beside_a_vendor_of_whom_nobody_knows_that_they_send_e_mail():
    one = "i: {vendor: Datadog, integration_email: a@acme.pagerduty.com}"
    text = f"services:\n  {ELSEWHERE % one}\n"
    assert told(errors(text)) == expected("""
        a.yaml:2:92 invalid-value: nothing says that an integration of 'Datadog' reads e-mail
          write `type: email` beside it, or delete this
        """)


@pytest.mark.parametrize(
    ("settings", "whose"),
    [("account: acme\n", "the configuration is"), ("", "others are")],
)
def test_an_address_of_another_account_than_the_configurations_or_the_rest(settings, whose):
    several = f"i: {{{HOME}}}, j: {{{HOME.replace('acme', 'other')}}}, k: {{{HOME}}}"
    text = f"services:\n  {ELSEWHERE % several}\n"
    config = load_texts({"pdsync.yaml": f"stack: acme\n{settings}", "a.yaml": text})
    assert told([one for one in lint(config, NOW) if one.is_error]) == expected(f"""
        a.yaml:2:147 other-account: this address is of the account `other`, and {whose} of `acme`
          write one that ends with @acme.pagerduty.com: an account reads no other
        """)


def test_an_address_of_an_account_in_europe_is_one():
    text = service(f"integrations: {{i: {{{HOME.replace('acme.', 'acme.eu.')}}}}}")
    assert errors(text) == []


@pytest.mark.parametrize("name", ["time_zone", "start_time", "end_time", "days_of_week"])
def test_hours_without_a_part_of_theirs(name):
    more = as_written({"incident_urgency_rule": BY_HOURS, "support_hours": HOURS | {name: None}})
    (found,) = errors(more.replace("'None'", "null").replace(" none", " null"))
    assert (found.message, found.help) == (
        "PagerDuty takes none without this",
        "write one; or delete the line: what is not written stays as it is",
    )
