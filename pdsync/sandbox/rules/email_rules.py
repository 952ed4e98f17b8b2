"""The e-mail side of integrations: addresses, filters, parsers."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import BLANK, each, objects, one_of, optional, text
from pdsync.sandbox.state.account_state import ANY_SUBDOMAIN

Fields = dict[str, Any]
MODES = ("match", "no-match", "always")
PARTS = ("subject", "body", "from_email")
COMPARING = ("contains", "exactly", "regex")
PREDICATES = ("all", "any", "not", *COMPARING)
READ = ("body", "subject", "from_addresses")
EXTRACTORS = ("entire", "regex", "between")


def _filter(call: Call, value: Any) -> Fields:
    if not isinstance(value, dict):
        raise Bad("must be a list of filters")
    kept: Fields = {"id": value.get("id") or call.account.new_id()}
    for part in PARTS:
        mode, regex = value.get(f"{part}_mode", "always"), value.get(f"{part}_regex")
        if mode not in MODES:
            raise Bad(f"{part} mode is not included in the list")
        if mode != "always" and not regex:
            raise Bad(f"{part} regex {BLANK}")
        kept |= {f"{part}_mode": mode, f"{part}_regex": regex}
    return kept


def _parser(call: Call, value: Any) -> Fields:
    if not isinstance(value, dict) or value.get("action") not in ("trigger", "resolve"):
        raise Bad("action is not included in the list")
    predicate = value.get("match_predicate")
    _check_predicate(predicate)
    extractors = [_extractor(item) for item in objects(value.get("value_extractors"))]
    if [item["value_name"] for item in extractors].count("incident_key") != 1:
        raise Bad("must have exactly one extractor named incident_key")
    return {
        "id": _number(call, value.get("id")),
        "action": value["action"],
        "match_predicate": predicate,
        "value_extractors": extractors,
    }


def _check_predicate(predicate: Any) -> None:
    kind = predicate.get("type") if isinstance(predicate, dict) else None
    if kind not in PREDICATES:
        raise Bad("match predicate type is not included in the list")
    if kind in COMPARING and not predicate.get("matcher"):
        raise Bad(f"match predicate matcher {BLANK}")
    if kind in COMPARING and predicate.get("part") not in READ:
        raise Bad("match predicate part is not included in the list")
    for child in objects(predicate.get("children")):
        _check_predicate(child)


def _number(call: Call, given: Any) -> int:
    """The number of a parser: its own if it has one, else one that was not drawn before."""
    return given if isinstance(given, int) else int(call.account.draw()[:7], 16) + 1


def _extractor(item: Fields) -> Fields:
    if item.get("type") not in EXTRACTORS or item.get("part") not in READ:
        raise Bad("value extractor type or part is not included in the list")
    if not item.get("value_name"):
        raise Bad(f"value extractor value name {BLANK}")
    # Documented as `ends_with`, given back as `ends_before`: both are taken.
    end = item.get("ends_before", item.get("ends_with"))
    rest = {key: value for key, value in item.items() if key not in ("ends_before", "ends_with")}
    return rest | ({"ends_before": end} if end is not None else {})


FIELDS: dict[str, tuple[Any, Any]] = {
    "integration_email": (optional(text()), None),
    "email_incident_creation": (
        one_of("on_new_email", "on_new_email_subject", "only_if_no_open_incidents", "use_rules"),
        "on_new_email",
    ),
    "email_filter_mode": (
        one_of("all-email", "or-rules-email", "and-rules-email"),
        "all-email",
    ),
    "email_filters": (each(_filter), []),
    "email_parsers": (each(_parser), []),
    "email_parsing_fallback": (one_of("open_new_incident", "discard"), "open_new_incident"),
}


def settled(call: Call, fields: Fields) -> Fields:
    """Refuses an address outside the account; there is always at least one filter."""
    address, account = fields["integration_email"], call.account.subdomain
    if not address:
        raise invalid("Integration email cannot be empty.")
    domain = "" if account == ANY_SUBDOMAIN else f"@{account}.pagerduty.com"
    if not address.endswith(domain) or address == domain:
        raise invalid(f"Integration email must end with {domain}")
    return fields | {"email_filters": fields["email_filters"] or [_filter(call, {})]}
