"""Values of custom fields of services, which no YAML says: a dump lists them."""

import re
from pathlib import Path

import httpx
import pytest
from command_line import the_account

from pdsync import sandbox

SHOP = """\
escalation_policies:
  web:
    name: Web
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}
services:
  cart: {name: Cart, escalation_policy: web}
  search: {name: Search, escalation_policy: web}
  returns: {name: Returns, escalation_policy: web}
"""
WHY = "pdsync does not write values of custom fields"


@pytest.fixture
def shop(run, write):
    write(SHOP, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0


@pytest.fixture
def told(shop):
    """Two custom fields; two of three services have values."""
    with the_account() as world:
        for name in ("tier", "cost_centre"):
            about = {"data_type": "string", "field_type": "single_value"}
            field = {"name": name, "display_name": name, **about}
            world.send("POST", "/services/custom_fields", {"field": field})
        for service, fields in {
            "Cart": {"tier": "1", "cost_centre": "retail"},
            "Search": {"tier": "2"},
        }.items():
            ident = world.named("service", "services", service)["id"]
            values = [{"name": name, "value": value} for name, value in fields.items()]
            path = f"/services/{ident}/custom_fields/values"
            world.send("PUT", path, {"custom_fields": values})


class Without(httpx.BaseTransport):
    """An account that refuses what is asked about custom fields."""

    def __init__(self, inner, status):
        self.inner, self.status = inner, status

    def handle_request(self, request):
        if "custom_fields" not in request.url.path:
            return self.inner.handle_request(request)
        return httpx.Response(self.status, json={"error": {"message": "No", "code": 2010}})


@pytest.fixture
def refusing(told, monkeypatch):
    """Refuse whatever is asked about custom fields."""

    def refusing(status):
        real = sandbox.transport
        monkeypatch.setattr(sandbox, "transport", lambda one: Without(real(one), status))

    return refusing


def reads(ended):
    """What was asked about custom fields."""
    found = re.findall(r"GET (/services/\S*custom_fields[^ :]*)", ended.err)
    return [re.sub("/P[A-Z0-9]+/", "/P/", one) for one in found]


def test_values_of_custom_fields_are_counted_in_text(run, told):
    ended = run("dump", "--sandbox", "--out", "out")
    assert (
        ended.out.partition("\n\n")[2]
        == f"""\
Not in the YAML, and left as it is (3):
  `custom_fields.cost_centre` of service 'Cart': {WHY}
  `custom_fields.tier` of 2 services: {WHY}
"""
    )


def test_values_of_custom_fields_are_listed_in_json(run, told):
    found = run("dump", "--sandbox", "--out", "out", "--format", "json").json["unsaid"]
    assert [(one["key"], one["field"], one["why"]) for one in found] == [
        ("cart", "custom_fields.cost_centre", WHY),
        ("cart", "custom_fields.tier", WHY),
        ("search", "custom_fields.tier", WHY),
    ]


def test_values_of_custom_fields_stand_as_a_comment_of_their_service(run, told):
    assert run("dump", "--sandbox", "--out", "out").code == 0
    text = Path("out/shared.yaml").read_text(encoding="utf-8")
    assert [one.strip() for one in text.splitlines() if "Not here" in one] == [
        "# Not here: `custom_fields.cost_centre`, `custom_fields.tier`",
        "# Not here: `custom_fields.tier`",
    ]


def test_init_lists_values_of_custom_fields_as_a_dump_does(run, told):
    ended = run("init", "new", "--from-account", "--sandbox")
    assert f"`custom_fields.tier` of 2 services: {WHY}" in ended.out


def test_one_request_tells_that_an_account_has_no_custom_fields(run, shop):
    assert reads(run("dump", "--sandbox", "--out", "out", "--verbose")) == [
        "/services/custom_fields"
    ]


def test_only_services_that_are_written_are_asked_for_their_values(run, told):
    ended = run("dump", "--sandbox", "--out", "out", "--only", "service:Cart", "--verbose")
    assert reads(ended) == ["/services/custom_fields", "/services/P/custom_fields/values"]
    without = run("dump", "--sandbox", "--out", "teams", "--only", "team", "--verbose")
    assert reads(without) == []


def test_values_of_custom_fields_stay_when_the_dump_is_applied(run, told):
    run("dump", "--sandbox", "--out", "out")
    assert run("apply", "--sandbox", "--config", "out", "--yes").code == 0
    again = run("dump", "--sandbox", "--out", "again", "--stack", "acme", "--format", "json")
    assert len(again.json["unsaid"]) == 3


def test_a_value_written_in_a_service_is_refused_with_the_reason(run, write):
    write(SHOP.replace("{name: Cart,", "{name: Cart, custom_fields: {tier: one},"))
    ended = run("lint", "--format", "json")
    assert ended.code == 1
    assert WHY in ended.out


def test_values_that_a_token_may_not_read_are_said_to_be_unknown(run, refusing):
    refusing(403)
    told = run("dump", "--sandbox", "--out", "out", "--format", "json").json
    assert told["unsaid"] == []
    assert told["unseen"] == [
        "no custom fields of services were told: GET /services/custom_fields: 403 No (code 2010)"
    ]


@pytest.mark.parametrize("status", [402, 404])
def test_an_account_without_custom_fields_has_no_values(run, refusing, status):
    refusing(status)
    told = run("dump", "--sandbox", "--out", "out", "--format", "json").json
    assert (told["unsaid"], told["unseen"]) == ([], [])
