"""Integrations: where a service's events come in. Children of a service, with keys to keep."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import invalid
from pdsync.sandbox._times import shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, optional, reference
from pdsync.sandbox.collections.child import children
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import refer
from pdsync.sandbox.rules import email_rules as _email
from pdsync.sandbox.state.store import Row

EMAIL = "generic_email_inbound_integration"
KEYED = (
    "aws_cloudwatch_inbound_integration",
    "cloudkick_inbound_integration",
    "event_transformer_api_inbound_integration",
    "generic_events_api_inbound_integration",
    "keynote_inbound_integration",
    "nagios_inbound_integration",
    "sql_monitor_inbound_integration",
    "events_api_v2_inbound_integration",
    "app_event_transform_inbound_integration",
)
MAILED = (EMAIL, "pingdom_inbound_integration")


def _type(_call: Call, value: Any) -> str | None:
    given = value.removesuffix("_reference") if isinstance(value, str) else ""
    return given if given in (*KEYED, *MAILED) else None


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    vendor = fields["vendor"] and call.store.get("vendor", fields["vendor"])
    kind = fields["type"] or (vendor and vendor.fields["integration_type"])
    if kind is None:
        raise invalid("Type cannot be empty.")
    if old is not None and (kind, fields["vendor"]) != (old.fields["type"], old.fields["vendor"]):
        raise invalid("Type and vendor cannot be changed")
    fields |= {"type": kind, "name": fields["name"] or (vendor.label if vendor else "Integration")}
    if kind in MAILED:
        return _email.settled(call, fields) | _first(old, call)
    return fields | _first(old, call)


def _first(old: Row | None, call: Call) -> Fields:
    if old is not None:
        return {name: old.fields[name] for name in ("created_at", "integration_key")}
    return {"created_at": call.now, "integration_key": call.account.draw()[:32]}


def _show(call: Call, row: Row) -> Fields:
    fields, vendor = row.fields, row.fields["vendor"]
    common = {
        "name": fields["name"],
        "service": refer(call, "service", row.parent, "services"),
        "created_at": shown(fields["created_at"], call.account.time_zone),
        "vendor": vendor and refer(call, "vendor", vendor, "vendors"),
    }
    if row.type in MAILED:
        return common | {key: fields[key] for key in _email.FIELDS}
    return common | {"integration_key": fields["integration_key"]}


RESOURCE = Resource(
    kind="integration",
    plural="integrations",
    path="/services/{parent}/integrations",
    web="/services/{parent}/integrations",
    fields={
        "type": Field(_type),
        "name": Field(optional(name(255))),
        "vendor": Field(optional(reference("vendor"))),
        **{key: Field(read, default) for key, (read, default) in _email.FIELDS.items()},
    },
    show=_show,
    settle=_settle,
    typed=lambda fields: str(fields["type"]),
)
# PagerDuty has no list of integrations; its DELETE works, though it is not documented.
ROUTES = [*children(RESOURCE, "service", "CGUD")]
