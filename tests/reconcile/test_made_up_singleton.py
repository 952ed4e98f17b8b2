"""A kind with one thing below each parent: a module of kinds, and one of the sandbox."""

import runpy

import httpx
import pytest
from reconcile.world import World, changes, fields, said
from source_code import ROOT

from pdsync.source import json_schema

pytestmark = pytest.mark.usefixtures("made_up")

POLICY = """
escalation_policies:
  pay:
    escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]
"""
SERVICE = f"{POLICY}services:\n  cart:\n    name: Cart\n    escalation_policy: pay\n"


def cart(orchestration):
    return f"{SERVICE}    orchestration: {orchestration}\n"


def path(world):
    return f"/event_orchestrations/services/{world.named('service', 'services', 'Cart')['id']}"


def told(world):
    found = world.get(path(world))["orchestration_path"]
    return found["severity"], (found["priority"] or {}).get("summary")


def test_a_singleton_of_a_new_service_is_written_as_soon_as_the_service_is_there(world):
    plan = world.plan(cart("{severity: info}"))
    assert changes(plan)[1:] == [
        ("create", "service", "cart"),
        ("create", "orchestration", "cart"),
    ]
    world.applied(cart("{severity: info}"))
    assert world.writes()[2:] == [("PUT", path(world))]
    assert told(world) == ("info", None)


def test_a_singleton_is_compared_changed_and_read_back(world):
    world.applied(cart("{severity: info}"))
    world.forget()
    both = cart("{severity: critical, priority: P1}")
    assert fields(world.plan(both)) == {
        "/severity": ("info", "critical"),
        "/priority": (None, "P1"),
    }
    assert changes(world.plan(both)) == [("update", "orchestration", "cart")]
    world.applied(both)
    assert world.writes() == [("PUT", path(world))]
    assert told(world) == ("critical", "P1")


def test_a_singleton_that_is_there_from_the_beginning_is_changed_and_never_made(world):
    world.applied(SERVICE)
    (change,) = world.plan(cart("{severity: info}")).changes
    assert (change.action, change.name, change.id) == ("update", "Cart", path(world))


def test_a_singleton_that_is_not_written_is_not_even_read(world):
    world.applied(cart("{severity: info}"))
    world.forget()
    assert changes(world.plan(SERVICE)) == []
    assert [one.path for one in world.sandbox.requests if "orchestration" in one.path] == []


def test_a_singleton_goes_with_its_parent(world):
    world.applied(cart("{severity: info}"))
    assert changes(world.plan(POLICY)) == [("delete", "service", "cart")]


def test_a_singleton_is_selected_by_the_key_of_its_parent(world):
    world.applied(SERVICE)
    text = cart("{severity: info}") + "    description: New\n"
    assert changes(world.plan(text, only=(("orchestration", "cart"),))) == [
        ("update", "orchestration", "cart")
    ]


DENIED = (403, {"error": {"code": 2010, "message": "Access Denied"}})


@pytest.mark.parametrize("answer", [DENIED, (200, {}), (200, []), (200, {"orchestration_path": 1})])
def test_a_singleton_that_cannot_be_read_is_left_alone(world, answer):
    world.applied(cart("{severity: info}"))
    answering = World(account=world.account, around=lambda inner: Answering(inner, *answer))
    plan = answering.plan(cart("{severity: critical}"))
    assert [one.calls for one in plan.changes] == [()]
    assert len(plan.refused) == 1
    assert plan.refused[0].endswith(
        "orchestration `cart` is not known well enough, and nothing of it is written; "
        "try again later"
    )


class Answering(httpx.BaseTransport):
    """Answers every read of an orchestration in one way."""

    def __init__(self, inner, status, body):
        self.inner, self.status, self.body = inner, status, body

    def handle_request(self, request):
        if request.url.path.startswith("/event_orchestrations"):
            return httpx.Response(self.status, json=self.body)
        return self.inner.handle_request(request)


@pytest.mark.parametrize("field", ["id", "name", "protected", "service", "was"])
def test_nothing_tells_a_singleton_from_others(world, field):
    wrong = said(world.plan(cart(f"{{{field}: x}}")))
    assert wrong[0][0] == "unknown-field"
    assert wrong[0][2] == "an orchestration belongs to the service that it stands below"


def test_a_singleton_has_no_section(world):
    (wrong,) = world.plan("orchestration: {severity: info}").diagnostics[:1]
    assert (wrong.message, wrong.help) == (
        "an orchestration belongs to a service and has no own section",
        "write `orchestration:` among the fields of the service",
    )


def test_a_singleton_is_a_mapping_of_fields(world):
    (wrong, *_) = said(world.plan(cart("info")))
    assert wrong[2] == (
        "`orchestration` stands where an orchestration is expected, and has no fields"
    )


def test_editors_know_a_singleton_and_members():
    definitions = json_schema()["$defs"]
    service, team = definitions["Service"]["properties"], definitions["Team"]["properties"]
    assert service["orchestration"] == {"$ref": "#/$defs/Orchestration"}
    assert set(definitions["Orchestration"]["properties"]) == {"severity", "priority", "extra"}
    assert team["memberships"]["type"] == ["object", "null"]


def test_the_table_of_a_page_has_what_can_be_written_alone():
    table = runpy.run_path(str(ROOT / "docs" / "fields.py"))["table"]
    assert table("orchestration").rstrip().splitlines()[2:] == [
        "| `severity` | `info`, `warning`, `critical` | What its events get. |",
        "| `priority` | priority | What its incidents get. |",
        "| `extra` | mapping | Fields of PagerDuty's that are not listed here, sent as they are. |",
    ]
