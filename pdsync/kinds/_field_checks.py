"""Checks of a mapping's fields: unknown and refused ones. Know no kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import AliasChoices, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails

from pdsync.kinds._values.problem import PROBLEM, Located, problem, repeated, within
from pdsync.kinds._values.words import shown

T = TypeVar("T")


class Refusal(NamedTuple):
    """Reason why a field cannot be written, with what to write instead.

    Without one that is `retired` nothing is lost.
    """

    message: str
    help: str
    retired: bool = False


def validated(value: Any, refused: Mapping[str, Refusal], handler: Callable[[Any], T]) -> T:
    """Validate a mapping by `handler`; raises one pydantic error with all problems in it."""
    if not isinstance(value, Mapping):
        raise problem(f"expected a mapping, found {shown(value)}", help="write `field: value`")
    if refused.keys().isdisjoint(value):
        return handler(value)
    errors = [
        InitErrorDetails(
            type=problem(why.message, help=why.help, instead="" if why.retired else None),
            loc=(name,),
            input=None,
        )
        for name, why in refused.items()
        if name in value
    ]
    try:
        handler({name: child for name, child in value.items() if name not in refused})
    except ValidationError as error:
        errors += repeated(error)
    raise ValidationError.from_exception_data(PROBLEM, errors)


_TYPE = Refusal("the type of a thing follows from its section", "delete it")


def not_modelled(
    extra: Mapping[str, Any],
    fields: Mapping[str, FieldInfo],
    refused: Mapping[str, Refusal],
    renamed: Mapping[str, str],
    further: Iterable[Located] = (),
) -> Mapping[str, Any]:
    """Return `extra`; raises pydantic errors for names that are fields or refused fields.

    `renamed` are other names of fields, by which these are not written either; `further` is what
    else is wrong in it.
    """
    modelled = {name for field, info in fields.items() for name in _names(field, info)}
    wrong = [
        ((name,), problem(f"`{name}` is a field of its own", help="write it beside `extra`"))
        for name in extra
        if name in modelled
    ] + [
        ((name,), problem(why.message, help=why.help))
        for name, why in {"type": _TYPE, **refused}.items()
        if name in extra and name not in modelled
    ]
    wrong += [
        ((name,), problem(f"`{name}` is called `{right}` here", help="write it beside `extra`"))
        for name, right in renamed.items()
        if name in extra
    ]
    found: list[Located] = [*wrong, *further]
    if found:
        raise within(*found)
    return extra


def _names(field: str, info: FieldInfo) -> Iterable[str]:
    alias = info.validation_alias
    return [str(one) for one in alias.choices] if isinstance(alias, AliasChoices) else [field]
