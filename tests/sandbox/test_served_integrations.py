"""Integrations of services: keys, vendors, e-mail."""

import pytest


def integration(api, service, **fields):
    return api.post(f"/services/{service['id']}/integrations", integration=fields)


def test_an_integration_gets_its_key_from_the_server(api, service):
    given = {
        "type": "events_api_v2_inbound_integration",
        "name": "API",
        "integration_key": "f" * 32,
    }
    made = integration(api, service, **given)
    assert made["integration_key"] != given["integration_key"]
    assert (len(made["integration_key"]), int(made["integration_key"], 16) >= 0) == (32, True)


def test_a_vendor_decides_the_type(api, service):
    (vendor,) = api.get("/vendors", query="cloudwatch")["vendors"]
    reference = {"id": vendor["id"], "type": "vendor_reference"}
    made = integration(api, service, vendor=reference, name="AWS")
    assert made["type"] == "aws_cloudwatch_inbound_integration"
    assert made["vendor"]["summary"] == "Amazon CloudWatch"


def test_an_unknown_type_counts_as_none(api, service):
    path = f"/services/{service['id']}/integrations"
    refused = api.refused("POST", path, integration={"type": "carrier_pigeon", "name": "x"})
    assert refused == (400, 2001, ["Type cannot be empty."])


def test_an_email_integration_always_has_a_filter(api, service):
    email = "checkout@acme.pagerduty.com"
    kind = "generic_email_inbound_integration"
    made = integration(api, service, type=kind, name="Mail", integration_email=email)
    (only,) = made["email_filters"]
    modes = {only[f"{part}_mode"] for part in ("subject", "body", "from_email")}
    assert (modes, made["integration_email"]) == ({"always"}, email)
    assert "integration_key" not in made


@pytest.mark.parametrize("address", [None, "checkout@elsewhere.example"])
def test_an_email_integration_needs_an_address_of_the_account(api, service, address):
    path = f"/services/{service['id']}/integrations"
    body = {"type": "generic_email_inbound_integration", "integration_email": address}
    assert api.refused("POST", path, integration=body)[:2] == (400, 2001)


def test_an_integration_is_renamed_but_keeps_its_type_and_key(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    path = f"/services/{service['id']}/integrations/{made['id']}"
    assert api.put(path, integration={"name": "New"})["integration_key"] == made["integration_key"]
    other = {"type": "nagios_inbound_integration"}
    assert api.refused("PUT", path, integration=other)[:2] == (400, 2001)


def test_integrations_are_listed_with_their_service_and_can_be_deleted(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    path = f"/services/{service['id']}"
    (whole,) = api.get(path, **{"include[]": "integrations"})["service"]["integrations"]
    assert whole["integration_key"] == made["integration_key"]
    assert api.delete(f"{path}/integrations/{made['id']}") == 204
    assert api.get(path)["service"]["integrations"] == []


def test_a_deleted_service_takes_its_integrations_along(api, service):
    made = integration(api, service, type="events_api_v2_inbound_integration", name="API")
    api.delete(f"/services/{service['id']}")
    path = f"/services/{service['id']}/integrations/{made['id']}"
    assert api.refused("GET", path)[:2] == (404, 2100)
