"""Rules of an escalation policy: what may be written. Does not decide who is notified."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field

from pdsync.kinds._model import Item, Unordered
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.durations import Duration
from pdsync.kinds._values.lists import Listed, distinct
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import AlsoAs, one_of
from pdsync.kinds._wire import (
    Reader,
    a_number,
    an_id,
    as_it_is,
    each,
    fields,
    live_item,
    maybe,
    part,
    parts,
    ref,
    some,
)
from pdsync.kinds.escalation_policy.zero_delay import DELAY, refuse_zero

_MOST_TARGETS = 10
_EVERYONE = "assign_to_everyone"
_STRATEGIES = ("round_robin", _EVERYONE)


def _how_many(targets: Sequence[Ref]) -> Sequence[Ref]:
    if not 1 <= len(targets) <= _MOST_TARGETS:
        raise problem(
            f"a rule notifies 1 to {_MOST_TARGETS} targets; this one has {len(targets)}",
            help="write the e-mail of a person or the key of a schedule"
            if not targets
            else "use a schedule, or move some to a rule of their own",
        )
    return distinct(targets)


def _strategy(value: Any) -> Any:
    """Return the strategy's word from each form in PagerDuty's documents and answers."""
    if isinstance(value, list | tuple) and len(value) == 1:
        return _strategy(value[0])
    if isinstance(value, Mapping):
        return value.get("type")
    return _EVERYONE if value is None else value


class EscalationRule(Item):
    """Level of an escalation policy: targets, and minutes until the next level."""

    escalation_delay_in_minutes: Annotated[
        int, Duration("minutes", least=1), BeforeValidator(refuse_zero)
    ] = Field(
        description="How long this rule waits for somebody to acknowledge before the incident is "
        "handed on to the next rule."
    )
    targets: Annotated[
        Listed[Annotated[Ref, RefersTo("user", "schedule")]], Unordered(), AfterValidator(_how_many)
    ] = Field(
        description="Whom the rule notifies, 1 to 10 of them: people by e-mail, schedules by key.",
        json_schema_extra={"minItems": 1, "maxItems": _MOST_TARGETS},
    )
    escalation_rule_assignment_strategy: Annotated[
        str,
        one_of(*_STRATEGIES),
        BeforeValidator(_strategy),
        AlsoAs({"type": ["object", "null"], "properties": {"type": {"enum": list(_STRATEGIES)}}}),
    ] = Field(
        _EVERYONE,
        description="Whether all targets are notified, or each incident goes to the next of them. "
        "Needs a plan that has it; not written: as it is now, never sent nor asked for.",
    )

    @property
    def round_robin(self) -> bool | None:
        """True if each incident goes to the next target; None where only the account knows.

        An account without the feature shows no strategy, and has no round robin. Of a strategy that
        pdsync does not know nothing is known.
        """
        written = "escalation_rule_assignment_strategy" in self.model_fields_set
        is_strange = self.escalation_rule_assignment_strategy not in _STRATEGIES
        if len(self.targets) > 1 and (is_strange or not (written or self.wire)):
            return None
        return self.escalation_rule_assignment_strategy == "round_robin"

    @property
    def whose(self) -> tuple[Ref, ...]:
        """Targets, by which people tell one level from another."""
        return self.targets

    def likeness(self, live: Self) -> int:
        """Return a likeness by targets; a rule with other targets may still be the same one."""
        ours, theirs = {*self.targets}, {*live.targets}
        shared = 100 * len(ours & theirs) // max(len(ours | theirs), 1)
        same_delay = self.escalation_delay_in_minutes == live.escalation_delay_in_minutes
        return 1 + 10 * shared + same_delay


_RULE: Mapping[str, Reader] = {
    DELAY: some(a_number),
    "targets": each(ref),
    "escalation_rule_assignment_strategy": maybe(lambda raw: as_it_is(_strategy(raw))),
}


def read_rule(raw: Any) -> EscalationRule | None:
    """Read a rule of live JSON; None for null. Raises Unreadable for an unexpected form."""
    return live_item(EscalationRule, raw, _RULE)


def is_told(rule: EscalationRule, raw: Any) -> bool:
    """Return True if live JSON says what is written of a rule; raises Unreadable like `read_rule`.

    The order of targets means nothing.
    """
    found = parts(raw, _RULE)
    targets = found["targets"]
    is_so = found[DELAY] == rule.escalation_delay_in_minutes and {*targets} == {*rule.targets}
    return is_so and len(targets) == len(rule.targets) and part(raw, "id", an_id) is not None


def write_rule(rule: EscalationRule) -> dict[str, Any]:
    """Return a rule as the API takes it, with live fields that pdsync does not model."""
    body = {**rule.wire, **fields(rule, DELAY, "targets")}
    for name, strategy in fields(rule, "escalation_rule_assignment_strategy").items():
        # PagerDuty's own default needs no word, and accounts without the feature take none.
        if strategy != _EVERYONE or name in rule.wire:
            body[name] = {"type": strategy}
    return body
