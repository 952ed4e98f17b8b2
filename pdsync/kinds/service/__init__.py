"""Services, without integrations, which are another kind. Never writes alert grouping."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Collection
from pdsync.kinds._field_checks import Refusal
from pdsync.kinds._kind import Apart, Draft, Kind, SideBySide
from pdsync.kinds._model import Item, Own, Raw, Resource, Unordered
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.durations import Duration, duration_words
from pdsync.kinds._values.lists import Listed, distinct
from pdsync.kinds._values.names import LONGEST_DESCRIPTION, described, named
from pdsync.kinds._values.problem import problem, within
from pdsync.kinds._values.words import Flag, NullIs, Text, one_of
from pdsync.kinds._wire import (
    Reader,
    a_number,
    a_text,
    as_it_is,
    fields,
    live,
    live_item,
    otherwise,
    prose,
    ref,
    some,
)
from pdsync.kinds.schedule.promises._model import ServiceExpect
from pdsync.kinds.service.in_words import service_in_words
from pdsync.kinds.service.urgency import (
    BY_HOURS,
    ScheduledAction,
    SupportHours,
    UrgencyRule,
)
from pdsync.kinds.service.urgency_wire import (
    read_actions,
    read_hours,
    read_rule,
    with_all_urgency,
    write_action,
    write_hours,
    write_rule,
)

_PAUSES = (0, 120, 180, 300, 600, 900)
_GROUPING = Refusal(
    "alert grouping will be a kind of its own, and is never part of a service",
    "leave it out: what is set up in PagerDuty stays as it is",
)


def _pause(seconds: int) -> int:
    if seconds not in _PAUSES:
        raise problem(
            f"PagerDuty cannot pause for {duration_words(seconds)}",
            help="write 2m, 3m, 5m, 10m or 15m, or 0 for what PagerDuty recommends",
        )
    return seconds


def _off_is_none(seconds: Any) -> Any:
    return seconds or None


_LENGTH = Annotated[int, Duration("seconds", least=0, null="never")]
_Timeout = Annotated[_LENGTH | None, AfterValidator(_off_is_none)]


class AutoPause(Item):
    """Pause of notifications for alerts that are likely to go away by themselves."""

    enabled: Flag = Field(description="Whether they wait.")
    timeout: Annotated[int, Duration("seconds", least=0), AfterValidator(_pause), NullIs(0)] = (
        Field(0, description="How long: 2m, 3m, 5m, 10m, 15m, or 0 for what PagerDuty recommends.")
    )

    other_forms: ClassVar[tuple[dict[str, Any], ...]] = ({"type": "null"},)

    @classmethod
    def spelled_out(cls, value: Any) -> Any:
        """Return the fields of a pause; null is PagerDuty's default."""
        return {"enabled": False} if value is None else value

    @model_validator(mode="after")
    def _waits_only_when_enabled(self) -> Self:
        if self.timeout and not self.enabled:
            wrong = problem(
                "PagerDuty forgets the timeout while it is not enabled",
                help="delete it, or write `enabled: true`",
            )
            raise within((("timeout",), wrong))
        return self


class Service(Resource):
    """Application or component that gets alerts and opens incidents."""

    name: Annotated[str, named()] = Field(
        "", description="What it is called. Unique in the account."
    )
    description: Annotated[str | None, described(LONGEST_DESCRIPTION)] = Field(
        None, description="What it is for."
    )
    escalation_policy: Annotated[Ref, RefersTo("escalation_policy")] | None = Field(
        None, description="Who is notified of its incidents; its team is that policy's."
    )
    status: Annotated[str, one_of("active", "disabled"), NullIs("active")] = Field(
        "active", description="`disabled` makes no incidents at all."
    )
    auto_resolve_timeout: _Timeout = Field(
        None, description="After how long an open incident resolves itself. Null or 0: never."
    )
    acknowledgement_timeout: _Timeout = Field(
        None,
        description="After how long an acknowledged incident notifies again. Null or 0: never.",
    )
    incident_urgency_rule: UrgencyRule = Field(
        UrgencyRule(type="constant", urgency="high"),
        description="How urgent its incidents are: `high`, `low`, `severity_based`, or by hours.",
    )
    support_hours: SupportHours | None = Field(
        None, description="The hours that an urgency rule of `use_support_hours` needs."
    )
    scheduled_actions: Annotated[
        Listed[ScheduledAction],
        Unordered(),
        AfterValidator(lambda actions: distinct(actions, by=lambda action: action.at)),
    ] = Field((), description="What happens to open incidents when the hours begin or end.")
    auto_pause_notifications_parameters: AutoPause = Field(
        AutoPause(enabled=False),
        description="Whether passing alerts wait before they notify. Needs AIOps.",
    )
    expect: Annotated[ServiceExpect | None, Own()] = Field(
        None, description="What must stay so; proved on every lint and plan."
    )
    severity: Annotated[
        Annotated[str, one_of("critical", "high", "medium", "low")] | None, Own()
    ] = Field(None, description="How bad it is when this fails. pdsync's own: never sent.")
    runbook: Annotated[Text | None, Own()] = Field(
        None, description="The page or file that says what to do. pdsync's own: never sent."
    )

    refused_fields: ClassVar[Mapping[str, Refusal]] = {
        "alert_grouping": _GROUPING,
        "alert_grouping_parameters": _GROUPING,
        "alert_grouping_timeout": _GROUPING,
        "alert_creation": Refusal(
            "PagerDuty has retired this: every service makes alerts and incidents",
            "delete it",
            retired=True,
        ),
        "custom_fields": Refusal(
            "pdsync does not write values of custom fields",
            "leave it out: what is set in PagerDuty stays as it is",
        ),
        "response_play": Refusal(
            "PagerDuty has retired response plays in favour of incident workflows",
            "delete it",
            retired=True,
        ),
        "teams": Refusal(
            "a service belongs to the team of its escalation policy",
            "write `team:` on the escalation policy",
        ),
    }

    @model_validator(mode="after")
    def _hours_and_rule_agree(self) -> Self:
        by_hours = self.incident_urgency_rule.type == BY_HOURS
        wrong = []
        if by_hours and self.support_hours is None:
            missing = problem(
                "urgency by support hours needs the hours", help="write `support_hours:` beside it"
            )
            wrong.append((("incident_urgency_rule",), missing))
        for name in ("support_hours", "scheduled_actions"):
            if not by_hours and getattr(self, name):
                idle = problem(
                    f"`{name}` is for urgency by support hours only",
                    help="write `incident_urgency_rule:` with `type: use_support_hours`, "
                    "or delete this",
                )
                wrong.append(((name,), idle))
        if wrong:
            raise within(*wrong)
        return self


def _auto_pause(raw: Any) -> AutoPause:
    read = live_item(AutoPause, raw, {"enabled": otherwise(default=False), "timeout": otherwise(0)})
    return read or AutoPause(enabled=False)


def _status(value: Any) -> str:
    """Return `disabled` or `active`: PagerDuty computes all other statuses by itself."""
    return "disabled" if a_text(value) == "disabled" else "active"


_READERS: Mapping[str, Reader] = {
    "id": as_it_is,
    "name": some(a_text),
    "description": prose,
    "escalation_policy": some(ref),
    "status": _status,
    "auto_resolve_timeout": lambda seconds: _off_is_none(a_number(seconds)),
    "acknowledgement_timeout": lambda seconds: _off_is_none(a_number(seconds)),
    "incident_urgency_rule": read_rule,
    "support_hours": read_hours,
    "scheduled_actions": read_actions,
    "auto_pause_notifications_parameters": _auto_pause,
}


def _from_wire(raw: Raw, _: datetime) -> Service:
    return live(Service, raw, _READERS)


def _to_wire(service: Resource, _: Resource | None) -> dict[str, Any]:
    body = fields(
        service,
        *("name", "description", "escalation_policy"),
        *("auto_resolve_timeout", "acknowledgement_timeout"),
    )
    if isinstance(service, Service):
        body |= _urgency(service)
        for name, pause in fields(service, "auto_pause_notifications_parameters").items():
            body[name] = _pausing(pause)
    return body


def _urgency(service: Service) -> dict[str, Any]:
    """Return rule and support hours, which PagerDuty wants with one type of rule only."""
    body = fields(service, "incident_urgency_rule", "support_hours", "scheduled_actions")
    if "incident_urgency_rule" not in body:
        return {}
    rule = service.incident_urgency_rule
    by_hours = rule.type == BY_HOURS
    body["incident_urgency_rule"] = write_rule(rule)
    if "support_hours" in body:
        hours = service.support_hours if by_hours else None
        body["support_hours"] = write_hours(hours) if hours else None
    if "scheduled_actions" in body or by_hours:
        actions = service.scheduled_actions if by_hours else ()
        body["scheduled_actions"] = [write_action(action) for action in actions]
    return body


def _pausing(pause: AutoPause) -> dict[str, Any]:
    body = {name: value for name, value in pause.wire.items() if name != "recommended_timeout"}
    return {**body, "enabled": pause.enabled, "timeout": pause.timeout if pause.enabled else None}


def _calls(draft: Draft) -> tuple[Call, ...]:
    """Return the call that changes the status; PagerDuty creates no disabled services."""
    service = draft.merged
    before = draft.live.status if isinstance(draft.live, Service) else "active"
    if not isinstance(service, Service) or service.status == before:
        return ()
    body = {"service": {"type": "service", "status": service.status}}
    return (Call("PUT", draft.path, body, deletes=int(service.status == "disabled")),)


_GROUPS = ("alert_grouping", "alert_grouping_timeout")
"""What PagerDuty makes of `alert_grouping_parameters`."""
_MADE = ("integrations", "teams", "addons", "last_incident_timestamp", "alert_creation", *_GROUPS)
_URGENCY = frozenset({"incident_urgency_rule", "support_hours", "scheduled_actions"})

KIND = Kind(
    name="service",
    section="services",
    model=Service,
    endpoint=Collection("/services", "service", "services", sort_by="name"),
    from_wire=_from_wire,
    to_wire=_to_wire,
    as_listed=lambda service, _: with_all_urgency(_to_wire(service, None)),
    together={name: _URGENCY - {name} for name in _URGENCY},
    required=("name", "escalation_policy"),
    calls=_calls,
    beside_the_body=frozenset({"status"}),
    side_by_side=SideBySide(),
    includes={"auto_pause_notifications_parameters": "auto_pause_notifications_parameters"},
    description_limit=LONGEST_DESCRIPTION,
    as_written=service_in_words,
    made=frozenset(_MADE),
    apart=Apart(
        "custom_fields",
        "custom fields of services",
        defined="/services/custom_fields",
        listed="fields",
        path="custom_fields/values",
    ),
)
