"""Integrations of services. Their keys are never read, written or shown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from pdsync.kinds._as_written import AsOf, AsWritten, as_written
from pdsync.kinds._field_checks import Refusal
from pdsync.kinds._kind import Kind, Parting, SideBySide
from pdsync.kinds._model import Own, Raw, Resource, Unordered
from pdsync.kinds._nested import Child
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.lists import Listed
from pdsync.kinds._values.names import named
from pdsync.kinds._values.problem import problem, within
from pdsync.kinds._values.words import Flag, Reads, did_you_mean, one_of, shown, text
from pdsync.kinds._wire import Reader, a_text, as_it_is, fields, live, ref, some
from pdsync.kinds.integration.email_rules import (
    EmailFilter,
    EmailParser,
    read_filters,
    read_parsers,
    that_filter,
    write_filter,
    write_parser,
)
from pdsync.on_demand import regex

_SUFFIX = "_inbound_integration"
_EMAIL = f"generic_email{_SUFFIX}"
_MAILED = {_EMAIL, f"pingdom{_SUFFIX}"}
_MAILING = {"email", "pingdom"}
_EMAIL_ID = "PBPQJ1M"
"""The id of the vendor Email, the same in every account (go-pagerduty issue 315)."""
"""Vendors whose integrations read e-mail, by their names in small letters."""
_TYPES = tuple(
    f"{name}{_SUFFIX}"
    for name in (
        *("events_api_v2", "generic_events_api", "generic_email", "app_event_transform"),
        *("aws_cloudwatch", "cloudkick", "event_transformer_api", "keynote", "nagios", "pingdom"),
        "sql_monitor",
    )
)
_SHORT = {one.removesuffix(_SUFFIX): one for one in _TYPES} | {"email": _EMAIL}
WRITTEN_TYPES = {wire: short for short, wire in _SHORT.items()}
"""The shortest name of each type, by PagerDuty's own."""
_ADDRESS = regex(r"[^\s@]+@(?P<account>[a-z0-9-]+)(?:\.eu)?\.pagerduty\.com")
_SETTINGS = (
    *("integration_email", "email_incident_creation", "email_filter_mode", "email_filters"),
    *("email_parsers", "email_parsing_fallback"),
)
_A_KEY = Refusal(
    "keys are made by PagerDuty and are never in the configuration: whoever has one can page you",
    "delete it, and give it to a store of secrets; a new integration's key is on its page",
)


def _type(value: Any) -> str:
    written = text(value).strip()
    found = _SHORT.get(written, written)
    if found in _TYPES:
        return found
    near = did_you_mean(written, [*_SHORT, *_TYPES])
    hint = f"did you mean `{near}`?" if near else f"write one of: {', '.join(_SHORT)}"
    raise problem(f"{shown(value)} is no type of integration", help=hint)


def _address(value: Any) -> str:
    written = text(value).strip().lower()
    if not _ADDRESS.fullmatch(written):
        raise problem(
            f"{shown(value)} is no address that PagerDuty reads",
            help="write one at the account's own name, such as alerts@acme.pagerduty.com",
        )
    return written


class Integration(Resource):
    """Entry point for events of a service: e-mail, Events API or a vendor's tool."""

    name: Annotated[str, named()] = Field("", description="What it is called.")
    service: Annotated[Annotated[Ref, RefersTo("service")] | None, Own()] = Field(
        None, description="The service below which it is written."
    )
    type: Annotated[str, Reads(_type, {"enum": [*_SHORT, *_TYPES]}, takes="type")] | None = Field(
        None,
        description="How events come in, as PagerDuty calls it or without `_inbound_integration`. "
        "Not written: as its vendor does it. Changing it makes a new key.",
    )
    vendor: Annotated[Ref, RefersTo("vendor")] | None = Field(
        None, description="The product that sends the events, by name. Changing it makes a new key."
    )
    integration_email: (
        Annotated[str, Reads(_address, {"type": "string"}, takes="e-mail address")] | None
    ) = Field(None, description="The address that an e-mail integration reads.")
    email_incident_creation: (
        Annotated[
            str,
            one_of(
                "on_new_email", "on_new_email_subject", "only_if_no_open_incidents", "use_rules"
            ),
        ]
        | None
    ) = Field(None, description="Which e-mail makes an incident.")
    email_filter_mode: (
        Annotated[str, one_of("all-email", "or-rules-email", "and-rules-email")] | None
    ) = Field(None, description="Whether all e-mail is let through, or by any or all filters.")
    email_filters: Annotated[Listed[EmailFilter], Unordered(), AfterValidator(that_filter)] = Field(
        (), description="Which e-mail is let through."
    )
    email_parsers: Listed[EmailParser] = Field(
        (), description="What is read out of e-mail, when `email_incident_creation: use_rules`."
    )
    email_parsing_fallback: Annotated[str, one_of("open_new_incident", "discard")] | None = Field(
        None, description="What happens to e-mail that no parser is for."
    )
    absent: Annotated[Flag, Own()] = Field(
        default=False, description="Removes the integration, and its key with it. pdsync's own."
    )
    allow_key_change: Annotated[Flag, Own()] = Field(
        default=False, description="Agrees to the loss of its key. pdsync's own."
    )

    refused_fields: ClassVar[Mapping[str, Refusal]] = {
        "integration_key": _A_KEY,
        "routing_key": _A_KEY,
        "service_key": _A_KEY,
        "protected": Refusal(
            "an integration has no description in which PagerDuty could keep this",
            "delete it: an integration goes only with `absent: true` and `allow_key_change: true`",
        ),
    }

    @model_validator(mode="after")
    def _is_of_some_type(self) -> Self:
        if not (self.type or self.vendor or self.absent or self.id):
            raise problem(
                "this does not say what sends the events",
                help="write `vendor:` with the product's name, or `type: events_api_v2`",
            )
        return self

    @model_validator(mode="after")
    def _reads_email_or_not(self) -> Self:
        if self._is_mailed and not (self.integration_email or self.absent or self.id):
            raise problem(
                "an e-mail integration has an address"
                if self.type
                else f"integrations of '{self.vendor}' read e-mail, and have an address",
                help="write `integration_email:`, such as alerts@acme.pagerduty.com",
            )
        if (self.type or self.vendor) and not self._is_mailed:
            surplus = [
                ((name,), self._no_email()) for name in _SETTINGS if name in self.model_fields_set
            ]
            if surplus:
                raise within(*surplus)
        return self

    @property
    def _is_mailed(self) -> bool:
        if self.type or not self.vendor:
            return self.type in _MAILED
        return self.vendor.id == _EMAIL_ID or str(self.vendor.name).casefold() in _MAILING

    def _no_email(self) -> PydanticCustomError:
        if self.type:
            return problem("this integration reads no e-mail", help="delete this")
        return problem(
            f"nothing says that an integration of '{self.vendor}' reads e-mail",
            help="write `type: email` beside it, or delete this",
        )


def account_of_address(resource: Resource | None) -> str | None:
    """Return the subdomain of the account whose address an integration reads; None for none."""
    address = resource.integration_email if isinstance(resource, Integration) else None
    found = _ADDRESS.fullmatch(address or "")
    return found["account"] if found else None


def _live_type(value: Any) -> Any:
    return str(some(a_text)(value)).removesuffix("_reference")


_READERS: Mapping[str, Reader] = {
    "id": as_it_is,
    "name": some(a_text),
    "service": ref,
    "type": _live_type,
    "vendor": ref,
    "integration_email": lambda value: value.lower() if a_text(value) else value,
    "email_incident_creation": a_text,
    "email_filter_mode": a_text,
    "email_filters": read_filters,
    "email_parsers": read_parsers,
    "email_parsing_fallback": a_text,
}


def _from_wire(raw: Raw, _: datetime) -> Integration:
    return live(Integration, raw, _READERS)


def _to_wire(integration: Resource, _: Resource | None) -> dict[str, Any]:
    body = fields(
        integration,
        *("name", "type", "vendor", "integration_email"),
        *("email_incident_creation", "email_filter_mode", "email_parsing_fallback"),
    )
    for filters in fields(integration, "email_filters").values():
        body["email_filters"] = [write_filter(one) for one in filters]
    for parsers in fields(integration, "email_parsers").values():
        body["email_parsers"] = [write_parser(one) for one in parsers]
    return body


def _as_written(integration: Resource, as_of: AsOf) -> AsWritten:
    """Write an integration: its type in short, and settings of e-mail only where it reads any."""
    written = as_written(integration, as_of)
    found = dict(written.fields)
    wire = found.get("type")
    if wire not in _MAILED:
        found = {name: value for name, value in found.items() if name not in _SETTINGS}
    if "type" in found:
        found["type"] = WRITTEN_TYPES.get(str(wire), wire)
    return replace(written, fields=found)


def _parting(integration: Resource) -> Parting:
    assert isinstance(integration, Integration)  # noqa: S101 - a bug if it fails
    agree = "its key goes with it: write `allow_key_change: true` on it to agree"
    return Parting(
        absent=integration.absent,
        objection=None if integration.allow_key_change else agree,
        removed=("its key goes: whatever sends events with it is no longer heard",),
        replaced=("its key changes: give the new one to whatever sends events with the old one",),
    )


def _service(integration: Resource) -> Iterator[Ref]:
    """Yield the service below which it is."""
    if isinstance(integration, Integration) and integration.service:
        yield integration.service


KIND = Kind(
    name="integration",
    section="integrations",
    model=Integration,
    endpoint=Child(
        "/services/{parent}/integrations",
        "integration",
        "integrations",
        parent="service",
        included=True,
    ),
    from_wire=_from_wire,
    to_wire=_to_wire,
    replaced_by=frozenset({"type", "vendor"}),
    parting=_parting,
    marked=False,
    names_repeat=True,
    side_by_side=SideBySide(shares=_service),
    on_its_page="its key",
    as_written=_as_written,
)
