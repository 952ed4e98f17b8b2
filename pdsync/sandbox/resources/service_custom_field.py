"""Custom fields of services, and the values that each service has for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from pdsync.sandbox._errors import Bad, invalid, missing
from pdsync.sandbox._times import shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, objects, one_of, optional, text, truth
from pdsync.sandbox.collections.collection import allow, collection
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import whole
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

VALUE = "value"
LONGEST = 200
MOST = 10
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str) and len(value) <= LONGEST,
    "datetime": lambda value: isinstance(value, str) and len(value) <= LONGEST,
    "url": lambda value: isinstance(value, str) and len(value) <= LONGEST,
}
HANDLE = re.compile(r"[a-z0-9_]{1,50}")


def _handle(_call: Call, value: Any) -> str:
    if not isinstance(value, str) or not HANDLE.fullmatch(value):
        raise Bad("must be lower case letters, digits and underscores")
    return value


def _options(_call: Call, value: Any) -> list[str]:
    """The words to choose from, each once."""
    found = [item.get("data") for item in objects(value)]
    words = [one.get("value") if isinstance(one, dict) else None for one in found]
    if not all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in words):
        raise Bad("must have a value each")
    return list(dict.fromkeys(map(str, words)))


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if fields["field_type"] != "single_value" and fields["data_type"] != "string":
        raise invalid("Field type is for strings only")
    return fields | {"created_at": old.fields["created_at"] if old else call.now}


def _show(call: Call, row: Row) -> Fields:
    at = shown(row.fields["created_at"], call.account.time_zone)
    about = {key: value for key, value in row.fields.items() if key != "field_options"}
    about |= {"created_at": at, "updated_at": at}
    if "field_options" in call.includes:
        about["field_options"] = [
            {"type": "field_option", "data": {"data_type": "string", "value": one}}
            for one in row.fields["field_options"]
        ]
    return about


def listed(call: Call) -> Response:
    """GET /services/custom_fields: all of them at once."""
    allow(call, RESOURCE)
    return answer(200, {"fields": [whole(call, row) for row in call.store.children("field", "")]})


def values(call: Call, status: int = 200) -> Response:
    """GET /services/{id}/custom_fields/values: of every field that has one."""
    service = call.row("service", call.ids["id"])
    kept = dict(call.store.targets(service.id, VALUE))
    return answer(
        status,
        {
            "custom_fields": [
                {
                    "id": row.id,
                    "type": "field_value",
                    **{key: row.fields[key] for key in ("name", "display_name", "description")},
                    **{key: row.fields[key] for key in ("data_type", "field_type")},
                    "value": json.loads(kept[row.id]),
                }
                for row in call.store.children("field", "")
                if row.id in kept
            ]
        },
    )


def put_values(call: Call) -> Response:
    """PUT /services/{id}/custom_fields/values: all or nothing; what is not named stays."""
    service = call.row("service", call.ids["id"])
    body = call.request.body
    if not isinstance(body, dict) or "custom_fields" not in body:
        raise missing("custom_fields")
    known = {key: row for row in call.store.children("field", "") for key in _keys(row)}
    given = [(known.get(_asked(one)), one.get("value")) for one in objects(body["custom_fields"])]
    for row, value in given:
        if row is None or not _fits(row, value):
            raise invalid("Custom fields must be values of fields of services")
    for row, value in given:
        if row is not None and value is None:
            call.store.unlink(service.id, VALUE, row.id)
        elif row is not None:
            call.store.link(service.id, "field_value", VALUE, row.id, json.dumps(value))
    return values(call, 201)


def _keys(row: Row) -> tuple[str, str]:
    return row.id, row.fields["name"]


def _asked(item: Mapping[str, Any]) -> str:
    return str(item.get("id") or item.get("name"))


def _fits(row: Row, value: Any) -> bool:
    if value is None:
        return True
    several = row.fields["field_type"].startswith("multi_value")
    if several and (not isinstance(value, list) or len(value) > MOST):
        return False
    is_one = TYPES[row.fields["data_type"]]
    choice = row.fields["field_options"] if row.fields["field_type"].endswith("_fixed") else None
    items = value if several else [value]
    return all(is_one(one) and (choice is None or one in choice) for one in items)


RESOURCE = Resource(
    kind="field",
    plural="fields",
    path="/services/custom_fields",
    web=None,
    fields={
        "name": Field(_handle, required=True),
        "display_name": Field(name(50), required=True),
        "description": Field(text(1000)),
        "data_type": Field(one_of(*TYPES), required=True),
        "field_type": Field(
            one_of("single_value", "single_value_fixed", "multi_value", "multi_value_fixed"),
            required=True,
        ),
        "enabled": Field(optional(truth), default=True),
        "field_options": Field(_options, []),
    },
    show=_show,
    settle=_settle,
    label="display_name",
    unique="Display name has already been taken",
)
ROUTES = [
    Route("GET", RESOURCE.path, listed),
    *collection(RESOURCE, "CGD"),
    Route("GET", "/services/{id}/custom_fields/values", values),
    Route("PUT", "/services/{id}/custom_fields/values", put_values),
]
