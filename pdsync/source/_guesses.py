"""Guesses at what was meant where a section or a key stands that is none. Reads names alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pdsync.kinds import KINDS, Collection, Kind, did_you_mean, with_words_of
from pdsync.series import any_of
from pdsync.source._unknown_fields import a

_ANSWER = frozenset({"limit", "offset", "more", "total"})
_EVENT_RULES = "delete it: PagerDuty ends event rules in favour of event orchestrations"
_RETIRED = {
    **dict.fromkeys(("ruleset", "event_rule", "service_event_rule"), _EVENT_RULES),
    "response_play": "delete it: PagerDuty has retired response plays for incident workflows",
}
"""What PagerDuty had once, in the singular, and what has come in its place."""


def sections() -> tuple[Kind, ...]:
    """Return the kinds that have a section of their own."""
    return tuple(kind for kind in KINDS.values() if has_section(kind))


def has_section(kind: Kind) -> bool:
    """Return True if things of a kind are written in a section, and not inside of others."""
    return kind.managed and isinstance(kind.endpoint, Collection)


def field_names(kind: Kind) -> frozenset[str]:
    """Return every name under which a field of a kind may be written."""
    model = kind.model
    return frozenset(name for field in model.model_fields for name in model.names_of(field))


def instead_of_section(name: str, settings: Iterable[str]) -> str:
    """Say what to write in place of a section that there is not."""
    if name in _ANSWER:
        return "delete it: an answer of PagerDuty's API says by it which part of a list it holds"
    if name.removesuffix("s") in _RETIRED:
        return _RETIRED[name.removesuffix("s")]
    owners = [kind for kind in sections() if name in field_names(kind)]
    if owners:
        titles = any_of(a(kind.title) for kind in owners)
        return f"it is a field of {titles}: indent it below the key of the one it belongs to"
    near = _near_section(name, [*settings])
    names = ", ".join(kind.section for kind in sections())
    return f"did you mean `{near}`?" if near else f"the sections are: {names}"


def meant_section(name: str) -> Kind | None:
    """Return the kind whose section was meant by a name that is none."""
    near = _near_section(name, [])
    return next((kind for kind in sections() if kind.section == near), None)


def _near_section(name: str, settings: list[str]) -> str | None:
    own = {word: kind.section for kind in sections() for word in (kind.section, kind.name)}
    near = did_you_mean(name, [*own, *settings])
    if near:
        return own.get(near, near)
    ends = {own[word] for word in own if name.lower().endswith(word)}
    ends = ends or {own[word] for word in with_words_of(name, [*own])}
    return ends.pop() if len(ends) == 1 else None


def are_keys(kind: Kind, body: Any) -> bool:
    """Return True for the content of a plural section, which stands below a singular one."""
    return (
        isinstance(body, dict)
        and bool(body)
        and not body.keys() & field_names(kind)
        and all(one is None or isinstance(one, dict) for one in body.values())
    )


def not_indented(kind: Kind, content: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Find fields that stand beside the key that they belong to, which then has none itself.

    Return that key, and the fields.
    """
    owner, fields = None, list[str]()
    for name, body in content.items():
        if owner is not None and _is_field(kind, name, body):
            fields.append(name)
        elif fields:
            break
        else:
            owner = name if body is None else None
    return (owner, fields) if owner is not None and fields else None


def _is_field(kind: Kind, name: str, body: Any) -> bool:
    if name not in field_names(kind):
        return False
    if not isinstance(body, dict):
        return True
    # `status: {escalation_policy: …}` is a service, `escalation_policy: {name: …}` is a field.
    try:
        kind.model.model_validate({name: body})
    except ValidationError as trouble:
        return all(one["loc"][:1] != (name,) for one in trouble.errors(include_url=False))
    return True
