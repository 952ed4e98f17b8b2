"""Contact methods: where a user can be reached. Children of a user."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox._errors import Bad, invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import BLANK, one_of, optional, text, truth, whole_number
from pdsync.sandbox.collections.child import children
from pdsync.sandbox.collections.collection import delete
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.serving.wire import Response
from pdsync.sandbox.state.store import Row

DIALLED = ("phone_contact_method", "sms_contact_method", "whatsapp_contact_method")
TYPES = ("email_contact_method", "push_notification_contact_method", *DIALLED)
OF_SEEDS = ("enabled", "blacklisted")
"""What PagerDuty alone decides: an account may begin with it, and requests do not change it."""
RULES = ("notification_rule", "oncall_handoff_notification_rule")
PHONE = re.compile(r"[0-9,*#]{1,40}")


def _address(_call: Call, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Bad(BLANK)
    return value.strip()


def _without_what_is_not_theirs(call: Call, body: Fields, _old: Row | None) -> Fields:
    if call.seeding:
        return body
    return {name: value for name, value in body.items() if name not in OF_SEEDS}


def _settle(_call: Call, fields: Fields, _old: Row | None) -> Fields:
    if fields["type"] in DIALLED:
        _check_number(fields["address"])
        fields["country_code"] = fields["country_code"] or 1
    return fields


def _check_number(address: str) -> None:
    if not PHONE.fullmatch(address):
        raise invalid("Address must be at most 40 digits, commas, stars and hashes")
    if address.startswith("0"):
        raise invalid("Phone number can't start with a zero")


def _show(_call: Call, row: Row) -> Fields:
    common = {name: row.fields[name] for name in ("label", "address")}
    enabled = {"enabled": row.fields.get("enabled", True)}
    blacklisted = {"blacklisted": row.fields.get("blacklisted", False)}
    if row.type in DIALLED:
        return common | {"country_code": row.fields["country_code"]} | enabled | blacklisted
    if row.type == "email_contact_method":
        return common | {"send_short_email": row.fields["send_short_email"]} | enabled
    sounds = [
        {"type": "alert_high_urgency", "file": "default"},
        {"type": "alert_low_urgency", "file": "default"},
    ]
    return common | {"device_type": "ios", "sounds": sounds} | blacklisted


def _wrote(call: Call, row: Row) -> None:
    twins = (
        other
        for other in call.store.children("contact_method", row.parent)
        if other.id != row.id and _key(other) == _key(row)
    )
    if next(twins, None) is not None:
        raise invalid("User Contact method must be unique")


def _key(row: Row) -> tuple[Any, ...]:
    return row.type, row.fields["address"], row.fields["country_code"]


def refuse_anothers(call: Call, rule: Row) -> None:
    """Finds no contact method for a rule of one user that is another user's."""
    if call.store.get(RESOURCE.kind, rule.fields["contact_method"], rule.parent) is None:
        raise not_found()


def delete_with_rules(call: Call) -> Response:
    """DELETE: the rules that notify by it go too."""
    for kind in RULES:
        for rule in call.store.users_of(call.ids["id"], kind, "contact_method"):
            call.store.delete(rule)
    return delete(call, RESOURCE, call.row("user", call.ids["parent"]).id)


RESOURCE = Resource(
    kind="contact_method",
    plural="contact_methods",
    path="/users/{parent}/contact_methods",
    web=None,
    fields={
        "type": Field(one_of(*TYPES), required=True),
        "address": Field(_address, required=True),
        "label": Field(text(), "Default"),
        "country_code": Field(optional(whole_number(1, 1999))),
        "send_short_email": Field(truth, default=False),
        "enabled": Field(truth, default=True),
        "blacklisted": Field(truth, default=False),
    },
    show=_show,
    prepare=_without_what_is_not_theirs,
    settle=_settle,
    typed=lambda fields: str(fields["type"]),
    label="label",
    wrote=_wrote,
)
ROUTES = [
    *children(RESOURCE, "user", "LCGU"),
    Route("DELETE", RESOURCE.path + "/{id}", delete_with_rules),
]
