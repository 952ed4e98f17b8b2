"""Escalation policies. Knows the targets of a policy, not who is on call by them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import AliasChoices, BeforeValidator, Field

from pdsync.kinds._as_written import AsOf, AsWritten, as_written
from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Kind, SideBySide
from pdsync.kinds._model import Own, Raw, Resource
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.durations import Whole
from pdsync.kinds._values.lists import Listed
from pdsync.kinds._values.names import LONGEST_DESCRIPTION, SPECIAL, described, named
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import AlsoAs, NullIs, one_of
from pdsync.kinds._wire import (
    Reader,
    a_text,
    as_it_is,
    each,
    fields,
    live,
    otherwise,
    prose,
    refs,
    some,
    tells,
)
from pdsync.kinds.escalation_policy.rules import EscalationRule, is_told, read_rule, write_rule
from pdsync.kinds.escalation_policy.zero_delay import marked
from pdsync.kinds.schedule.promises._model import PolicyExpect


def _the_one(teams: Any) -> Any:
    """Return the team of a list with at most one: the API's own `teams` is a list."""
    if not isinstance(teams, list | tuple):
        return teams
    if len(teams) > 1:
        raise problem(
            f"an escalation policy has one team at most; this one has {len(teams)}",
            help="write the one that owns it",
        )
    return teams[0] if teams else None


def _at_least_one(rules: Any) -> Any:
    if rules is None or rules == []:
        raise problem(
            "an escalation policy needs a rule",
            help="write one with an `escalation_delay_in_minutes` and `targets`",
        )
    return marked(rules)


class EscalationPolicy(Resource):
    """Levels of people who are notified of an incident, one level after another."""

    name: Annotated[str, named(without=SPECIAL)] = Field(
        "", description="What it is called. Unique in the account."
    )
    description: Annotated[str | None, described(LONGEST_DESCRIPTION)] = Field(
        None, description="What it is for."
    )
    team: Annotated[
        Annotated[Ref, RefersTo("team")] | None,
        BeforeValidator(_the_one),
        AlsoAs({"type": "array", "maxItems": 1}),
    ] = Field(
        None,
        validation_alias=AliasChoices("team", "teams"),
        description="The team that owns it, and with it the services that use it.",
    )
    num_loops: Annotated[int, Whole(0, 9), NullIs(0)] = Field(
        0, description="How often it begins again when its last rule has waited in vain, 0 to 9."
    )
    on_call_handoff_notifications: Annotated[
        str, one_of("if_has_services", "always"), NullIs("if_has_services")
    ] = Field(
        "if_has_services",
        description="Whether people hear that their turn begins or ends even when no service uses "
        "the policy.",
    )
    escalation_rules: Annotated[Listed[EscalationRule], BeforeValidator(_at_least_one)] = Field(
        (),
        description="The levels, in the order in which they are notified.",
        json_schema_extra={"minItems": 1},
    )

    expect: Annotated[PolicyExpect | None, Own()] = Field(
        None, description="What must stay so; proved on every lint and plan."
    )

    renamed_fields: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("repeat", "repeats", "loop", "loops"), "num_loops"),
        **dict.fromkeys(("levels", "level", "steps"), "escalation_rules"),
    }


_STRATEGIES = "escalation_rule_assignment_strategies"

_READERS: Mapping[str, Reader] = {
    "id": as_it_is,
    "name": some(a_text),
    "description": prose,
    "team": lambda teams: next(iter(refs(teams)), None),
    "num_loops": otherwise(0),
    "on_call_handoff_notifications": otherwise("if_has_services"),
    "escalation_rules": each(read_rule),
}


def _from_wire(raw: Raw, _: datetime) -> EscalationPolicy:
    return live(EscalationPolicy, raw, _READERS, {"team": "teams"})


def _to_wire(policy: Resource, _: Resource | None) -> dict[str, Any]:
    body = fields(policy, "name", "description", "num_loops", "on_call_handoff_notifications")
    for team in fields(policy, "team").values():
        body["teams"] = [team] if team else []
    for rules in fields(policy, "escalation_rules").values():
        body["escalation_rules"] = [write_rule(rule) for rule in rules]
    return body


def _as_listed(policy: Resource, _: datetime) -> dict[str, Any] | None:
    """Return the policy as a list tells it; None with a strategy: a default one is not sent."""
    body = _to_wire(policy, None)
    for rules in fields(policy, "escalation_rules").values():
        if any("escalation_rule_assignment_strategy" in rule.model_fields_set for rule in rules):
            return None
        body["escalation_rules"] = [tells(partial(is_told, rule)) for rule in rules]
    return body


def _members(policy: Resource) -> Iterator[tuple[Ref, Ref]]:
    """Yield the targets that PagerDuty adds to the policy's team."""
    if isinstance(policy, EscalationPolicy) and policy.team:
        targets = (target for rule in policy.escalation_rules for target in rule.targets)
        people = dict.fromkeys(target for target in targets if target.kind == "user")
        yield from ((policy.team, user) for user in people)


def _as_written(policy: Resource, as_of: AsOf) -> AsWritten:
    """Write a policy: a rule with one target says nothing of what is done with several."""
    written = as_written(policy, as_of)
    rules = [_rule(one) for one in written.fields.get("escalation_rules", ())]
    return replace(
        written, fields={**written.fields, **({"escalation_rules": rules} if rules else {})}
    )


def _rule(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    name = "escalation_rule_assignment_strategy"
    says_nothing = rule.get(name) == "assign_to_everyone" and len(rule.get("targets", ())) == 1
    return {field: one for field, one in rule.items() if field != name or not says_nothing}


def _teams(policy: Resource) -> Iterator[Ref]:
    """Yield the policy's team, whose members change with it."""
    if isinstance(policy, EscalationPolicy) and policy.team:
        yield policy.team


KIND = Kind(
    name="escalation_policy",
    section="escalation_policies",
    model=EscalationPolicy,
    endpoint=Collection(
        "/escalation_policies", "escalation_policy", "escalation_policies", sort_by="name"
    ),
    from_wire=_from_wire,
    to_wire=_to_wire,
    as_listed=_as_listed,
    wire_names={"team": "teams"},
    required=("name", "escalation_rules"),
    members=_members,
    side_by_side=SideBySide(shares=_teams),
    includes={"escalation_rule_assignment_strategy": _STRATEGIES},
    hidden={"escalation_rules": _STRATEGIES},
    description_limit=LONGEST_DESCRIPTION,
    as_written=_as_written,
    made=frozenset({"services"}),
)
