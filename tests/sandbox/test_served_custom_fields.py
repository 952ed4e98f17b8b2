"""Custom fields of services, and their values."""

import pytest

TIER = {
    "name": "tier",
    "display_name": "Tier",
    "data_type": "string",
    "field_type": "single_value_fixed",
    "field_options": [{"data": {"data_type": "string", "value": one}} for one in ("1", "2")],
}
REGIONS = {
    "name": "regions",
    "display_name": "Regions",
    "data_type": "string",
    "field_type": "multi_value",
}


@pytest.fixture
def tier(api):
    return api.post("/services/custom_fields", field=TIER)


def values(api, service):
    path = f"/services/{service['id']}/custom_fields/values"
    return {one["name"]: one["value"] for one in api.get(path)["custom_fields"]}


def put(api, service, *fields):
    path = f"/services/{service['id']}/custom_fields/values"
    return api.client.put(path, json={"custom_fields": [*fields]}).status_code


def test_fields_are_listed_with_their_options_on_request(api, tier):
    assert api.get("/services/custom_fields")["fields"] == [tier]
    (found,) = api.get("/services/custom_fields", **{"include[]": "field_options"})["fields"]
    assert [one["data"]["value"] for one in found["field_options"]] == ["1", "2"]


def test_a_service_has_no_value_until_it_is_given_one(api, service, tier):
    assert values(api, service) == {}
    assert put(api, service, {"name": "tier", "value": "1"}) == 201
    assert values(api, service) == {"tier": "1"}


def test_values_that_are_not_named_stay_and_null_takes_one_away(api, service, tier):
    api.post("/services/custom_fields", field=REGIONS)
    put(api, service, {"name": "tier", "value": "2"}, {"name": "regions", "value": ["eu", "us"]})
    put(api, service, {"id": tier["id"], "value": None})
    assert values(api, service) == {"regions": ["eu", "us"]}


def test_one_wrong_value_leaves_all_as_they_are(api, service, tier):
    api.post("/services/custom_fields", field=REGIONS)
    wrong = put(api, service, {"name": "regions", "value": ["eu"]}, {"name": "tier", "value": "9"})
    assert (wrong, values(api, service)) == (400, {})


def test_values_stay_when_the_service_changes_and_go_with_the_field(api, service, tier):
    put(api, service, {"name": "tier", "value": "1"})
    api.put(f"/services/{service['id']}", service={"name": "Other"})
    assert values(api, service) == {"tier": "1"}
    api.delete(f"/services/custom_fields/{tier['id']}")
    assert values(api, service) == {}


def test_only_strings_may_be_several(api):
    refused = api.refused(
        "POST", "/services/custom_fields", field=REGIONS | {"data_type": "integer"}
    )
    assert refused == (400, 2001, ["Field type is for strings only"])
