"""An own rule as it is written: its model, and what may be written in it."""

from typing import Annotated, Any, ClassVar

from pydantic import AliasChoices, Field

from pdsync.diagnostics import Severity
from pdsync.json_types import Json
from pdsync.kinds import Model, Reads, did_you_mean, json_object, one_of, problem
from pdsync.lint.own.sorts import subjects
from pdsync.on_demand import regex
from pdsync.series import any_of

_NAME = regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_NAME = 60
_EXPRESSION = {
    "type": ["string", "boolean"],
    "minLength": 1,
    "examples": ["size(service.escalation_policy.escalation_rules) >= 2"],
}


def bad_name(name: str) -> bool:
    """Return True for what cannot be the name of a rule."""
    return len(name) > _LONGEST_NAME or not _NAME.fullmatch(name)


def _section(value: Any) -> str:
    if isinstance(value, str) and value in subjects():
        return str(value)
    near = did_you_mean(value, tuple(subjects())) if isinstance(value, str) else None
    raise problem(
        "this is nothing that a rule can be for",
        help=f"did you mean `{near}`?"
        if near
        else f"write {any_of(f'`{one}`' for one in subjects())}",
    )


def _expression(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return str(value)
    raise problem("this takes an expression", help="write one such as `service.severity == 'high'`")


def _words(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise problem("this takes a sentence", help='write one such as "{service.name} has no runbook"')


def _examples(value: Any) -> tuple[dict[str, Any], ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise problem("this takes a list of examples", help="write one as `- {severity: high}`")
    return tuple(map(json_object, value))


_SENTENCE = Reads(_words, {"type": "string", "minLength": 1})
_LIST = Reads(_examples, {"type": ["array", "null"], "items": {"type": "object"}})


class OwnRule(Model):
    """Rule of the organisation's own."""

    section: Annotated[str, Reads(_section, {"enum": [*subjects()]})] = Field(
        validation_alias=AliasChoices("for"),
        description="The section of which it looks at everything, such as `services`; or `people`.",
    )
    when: Annotated[str, Reads(_expression, _EXPRESSION)] = Field(
        "true", description="Of which it speaks: an expression; not written: of all."
    )
    check: Annotated[str, Reads(_expression, _EXPRESSION)] = Field(
        description="What must hold: an expression that is true or false."
    )
    message: Annotated[str, _SENTENCE] = Field(
        description="What is said where it does not hold; `{service.name}` puts in a value."
    )
    severity: Annotated[str, one_of(*(one.value for one in Severity))] = Field(
        "warning", description="How bad that is."
    )
    why: Annotated[str, _SENTENCE] = Field("", description="Why there is this rule.")
    passes: Annotated[tuple[dict[str, Any], ...], _LIST] = Field(
        (), description="Examples that keep the rule, for `pdsync lint --test-rules`."
    )
    fails: Annotated[tuple[dict[str, Any], ...], _LIST] = Field(
        (), description="Examples that break it."
    )

    renamed_fields: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("if", "where", "unless"), "when"),
        **dict.fromkeys(("assert", "expression", "rule", "condition", "must"), "check"),
        **dict.fromkeys(("description", "reason", "because"), "why"),
        **dict.fromkeys(("kind", "section", "applies_to", "on"), "for"),
    }


def rules_schema() -> Json:
    """Return the JSON Schema of what can be written under `rules:`."""
    schema = OwnRule.model_json_schema()
    schema["properties"] = {
        name: {word: one for word, one in part.items() if word not in {"default", "title"}}
        for name, part in schema["properties"].items()
    }
    return {
        "description": "Rules of your own for `pdsync lint`: a name for each.",
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{_NAME.pattern}$", "maxLength": _LONGEST_NAME},
        "additionalProperties": {
            word: one for word, one in schema.items() if word not in {"title", "$defs"}
        },
    }
