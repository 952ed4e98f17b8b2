"""Names that an expression may use of each thing, made from the models; types in a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Duration, Model, RefersTo, Rotation, WrittenRotation
from pdsync.lint.own.facts import FACTS

PERSON = "person"
_HELD: Mapping[type[Model], type[Model]] = {WrittenRotation: Rotation}
"""Models of what is held where something shorter may be written."""
_NOT_SEEN = frozenset({"extra", "was", "rotation_virtual_start"})
_PLAIN = {bool: "true or false", int: "number", float: "number"}


@frozen
class ValueSort:
    """Sort of a value: a word; a list of an `item`; a thing of `kinds`; a part with a model."""

    word: str = "text"
    item: ValueSort | None = None
    kinds: tuple[str, ...] = ()
    model: type[Model] | None = None

    @property
    def is_structure(self) -> bool:
        """True for what has names of its own."""
        return bool(self.kinds) or self.model is not None


@frozen
class KnownName:
    """A name: what it means, and the sort of its value; `fact`: worked out, not written."""

    about: str
    sort: ValueSort
    fact: bool = False


TEXT, NUMBER, FLAG, ANYTHING = map(ValueSort, ("text", "number", "true or false", "anything"))


def subjects() -> Mapping[str, str]:
    """Return the variable for each section that a rule may be for."""
    found = {kind.section: kind.name.rpartition("_")[2] for kind in KINDS.values() if kind.managed}
    return {**found, "people": PERSON}


def kind_of(section: str) -> str:
    """Return the kind of what is in a section."""
    return next((kind.name for kind in KINDS.values() if kind.section == section), "user")


@cache
def names_of(sort: ValueSort) -> Mapping[str, KnownName]:
    """Return the names of a structure; of several kinds, those that any of them has."""
    found: dict[str, KnownName] = {}
    for kind in sort.kinds:
        found = {**dict(_of_kind(kind)), **found}
    if sort.model is not None:
        found |= _of_model(sort.model)
    return found


def _of_kind(kind: str) -> Iterator[tuple[str, KnownName]]:
    yield "kind", KnownName("What kind of thing it is, such as `service`.", TEXT)
    yield "key", KnownName("The key by which the files name it; of a person the e-mail.", TEXT)
    if KINDS[kind].managed:
        yield from _of_model(KINDS[kind].model).items()
    else:
        yield "id", KnownName("PagerDuty's id, where it is referred to by that.", TEXT)
        yield "name", KnownName("The name, where it is referred to by that.", TEXT)
    for name, fact in FACTS.get(kind, {}).items():
        thing = ValueSort("thing", kinds=(fact.of,)) if fact.of else ValueSort(fact.word)
        is_list = fact.of is not None and fact.word != "thing"
        yield name, KnownName(fact.about, ValueSort("list", thing) if is_list else thing, fact=True)


def _of_model(model: type[Model]) -> dict[str, KnownName]:
    return {
        model.names_of(name)[0]: KnownName(
            _about(field.description, field.metadata, field.annotation),
            _sort((*field.metadata, field.annotation)),
        )
        for name, field in model.model_fields.items()
        if name not in _NOT_SEEN
    }


def _about(description: str | None, metadata: Any, annotation: Any) -> str:
    unit = next((one.unit for one in (*metadata, *_inner(annotation)) if _is_length(one)), None)
    return " ".join(filter(None, [description, f"In {unit}." if unit else None]))


def _is_length(one: Any) -> bool:
    return isinstance(one, Duration)


def _inner(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    if get_origin(annotation) is not tuple:
        for part in get_args(annotation):
            yield from _inner(part)


def _sort(annotations: tuple[Any, ...]) -> ValueSort:
    """Return the sort of a value with these annotations, its type being the last."""
    for one in annotations:
        if isinstance(one, RefersTo):
            return ValueSort("thing", kinds=one.kinds)
    return _of_type(annotations[-1])


def _of_type(annotation: Any) -> ValueSort:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _sort((*annotation.__metadata__, parts[0]))
    if origin is tuple:
        return ValueSort("list", _of_type(parts[0]))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return ValueSort("part", model=_HELD.get(annotation, annotation))
    choices = [one for one in parts if one is not NoneType]
    if parts and origin is not None and NoneType in parts and len(choices) == 1:
        return _of_type(choices[0])
    if isinstance(annotation, type):
        return ValueSort(_PLAIN.get(annotation, "text")) if _is_plain(annotation) else TEXT
    return TEXT if any(one is date for one in choices) else ANYTHING


def _is_plain(annotation: type) -> bool:
    return annotation in _PLAIN
