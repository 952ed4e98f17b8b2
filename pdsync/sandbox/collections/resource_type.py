"""Descriptions of PagerDuty's collections, read by generic handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdsync.sandbox._errors import Bad, Refused, invalid
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.paging import LARGEST_PAGE, PAGE
from pdsync.sandbox.state.store import Row

Fields = dict[str, Any]
Parser = Callable[[Call, Any], Any]
Condition = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Field:
    """One writable field: how a value is read, and what stands when none is given.

    `required`: a create without it is refused. `default` is copied for a create that omits it.
    """

    read: Parser
    default: Any = None
    required: bool = False


def _keep(_call: Call, fields: Fields, _old: Row | None) -> Fields:
    return fields


def _nothing(_call: Call, _row: Row) -> None:
    return None


def _sentences(problems: Mapping[str, str]) -> Refused:
    return invalid(*(f"{humanised(name)} {problem}" for name, problem in problems.items()))


def _no_links(_fields: Fields) -> Iterable[tuple[str, str]]:
    return ()


def _search(fields: Fields, label: str) -> str:
    return f"{label}\n{fields.get('email', '')}".casefold()


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One kind of object and the hooks where PagerDuty refuses, normalises or computes.

    Attributes:
        kind: the singular, which is also the envelope and the type.
        plural: the envelope of a list.
        path: where the collection lives, with `{parent}` for the owner's id.
        web: the same on the web site, or None when html_url is null.
        fields: the writable fields.
        show: an object's own fields as answers have them.
        prepare: turns a body into what its fields' readers take.
        settle: looks at all fields together before they are stored; may change or refuse.
        links: (role, id) of everything that the stored fields refer to.
        typed: the object's `type`, where it is not simply the kind.
        label: the field that becomes `summary`.
        unique: the refusal of a name that is taken, or None when names may repeat.
        order: the column that lists are sorted by: `folded` (name) or `seq` (age).
        filters: query parameters that narrow a list, each to a condition over `o`.
        veto: refuses a deletion.
        wrote: side effects of a create or update.
        ability: the feature without which every request is answered 402.
        refuse: the refusal for what is wrong with each field.
        pages: how many a list holds when none is asked for, and at most.
        long_ids: ids are of 26 characters.
        bare: answers have its id and its own fields, no type, summary or address.
    """

    kind: str
    plural: str
    path: str
    web: str | None
    fields: Mapping[str, Field]
    show: Callable[[Call, Row], Fields]
    prepare: Callable[[Call, Fields, Row | None], Fields] = _keep
    settle: Callable[[Call, Fields, Row | None], Fields] = _keep
    links: Callable[[Fields], Iterable[tuple[str, str]]] = _no_links
    typed: Callable[[Fields], str] | None = None
    label: str = "name"
    unique: str | None = None
    order: str = "folded"
    filters: Mapping[str, Callable[[list[str]], Condition]] = field(default_factory=dict)
    veto: Callable[[Call, Row], None] = _nothing
    wrote: Callable[[Call, Row], None] = _nothing
    ability: str | None = None
    refuse: Callable[[Mapping[str, str]], Refused] = _sentences
    pages: tuple[int, int] = (PAGE, LARGEST_PAGE)
    long_ids: bool = False
    bare: bool = False


def accepted(call: Call, spec: Resource, body: Fields, old: Row | None) -> Fields:
    """The fields to store for a body: what it gives over what is there; collects refusals."""
    given = spec.prepare(call, body, old)
    fields: Fields = dict(old.fields) if old else {}
    problems: dict[str, str] = {}
    for name, about in spec.fields.items():
        try:
            _take(call, fields, name, about, given)
        except Bad as bad:
            problems[name] = str(bad)
    if problems:
        raise spec.refuse(problems)
    return spec.settle(call, fields, old)


def _take(call: Call, fields: Fields, name: str, about: Field, body: Fields) -> None:
    if name in body:
        fields[name] = about.read(call, body[name])
    elif name not in fields:
        if about.required:
            raise Bad("can't be blank")
        fields[name] = about.default


def humanised(name: str) -> str:
    """A field's name as it begins a sentence: `escalation_rules` is "Escalation rules"."""
    return name.replace("_", " ").capitalize()


def shaped(spec: Resource, row: Row) -> Row:
    """A row whose columns agree with its fields."""
    label = str(row.fields.get(spec.label) or "")
    type_ = spec.typed(row.fields) if spec.typed else spec.kind
    return Row(spec.kind, row.id, row.fields, row.parent, type_, label, _search(row.fields, label))
