"""Frozen data classes that cost little until the first of one is made.

For each class `dataclass(frozen=True)` writes and compiles six functions when it is imported: about
0.4 ms, and a command imports hundreds, of which it makes objects of half. `frozen` lets Python look
for the fields when somebody asks for them, writes `__init__` once it is called often, and needs no
text for the rest. What `dataclasses` has for such classes (`field`, `fields`, `replace`, `asdict`)
holds for these.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import cache, partial
from reprlib import recursive_repr
from threading import RLock
from typing import Any, TypeVar, dataclass_transform, overload

_Class = TypeVar("_Class", bound=type)
_Object = TypeVar("_Object")
_ONE_AT_A_TIME = RLock()
"""Python takes the defaults out of a class: a second thread would find none."""


@overload
def frozen(cls: _Class, /) -> _Class: ...


@overload
def frozen(
    *, eq: bool = True, kw_only: bool = False, order: bool = False
) -> Callable[[_Class], _Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    cls: _Class | None = None, /, *, eq: bool = True, kw_only: bool = False, order: bool = False
) -> _Class | Callable[[_Class], _Class]:
    """Make a frozen data class: `@frozen`, or `@frozen(eq=False)` for one compared by identity.

    With `order=True` those of one class are compared by their fields, as `dataclass` does.

    Every field is one of `__init__`, unless the class writes that itself: `field(init=False)` and
    `InitVar` are not for it, nor is inheriting from `dataclass(frozen=True)`.
    """

    def made(cls: _Class) -> _Class:
        own = set(vars(cls))
        if "__eq__" in own and cls.__hash__ is None:  # as Python leaves it beside an `__eq__`
            own.remove("__hash__")
        for name in ("__dataclass_fields__", "__match_args__"):
            setattr(cls, name, _FoundWhenAsked(cls, name, kw_only=kw_only))
        shared: dict[str, Any] = {
            "__setattr__": _refuse_set,
            "__delattr__": _refuse_delete,
            "__init__": _made_when_called(cls, "__init__", _init),
            "__repr__": _shown,
        }
        if eq:
            shared["__eq__"] = _made_when_called(cls, "__eq__", _compared)
            shared["__hash__"] = _made_when_called(cls, "__hash__", _hashed)
        if order:
            for name in _ORDER:
                shared[name] = _made_when_called(cls, name, partial(_ordered, name))
        for name in shared.keys() - own:
            setattr(cls, name, shared[name])
        return cls

    return made if cls is None else made(cls)


class _FoundWhenAsked:
    """Stands for what `dataclass` finds out about a class, until somebody looks for it."""

    def __init__(self, cls: type, name: str, *, kw_only: bool) -> None:
        self.cls = cls
        self.name = name
        self.kw_only = kw_only

    def __get__(self, _: object, __: type) -> Any:
        cls = self.cls
        with _ONE_AT_A_TIME:
            if isinstance(vars(cls)["__dataclass_fields__"], _FoundWhenAsked):
                dataclass(cls, init=False, repr=False, eq=False, kw_only=self.kw_only)
                by_place = tuple(one.name for one in fields(cls) if not one.kw_only)
                setattr(cls, "__match_args__", by_place)  # noqa: B010 - no type has it by itself
        return vars(cls)[self.name]


def _made_when_called(
    cls: type, name: str, make: Callable[[type], Callable[..., Any]]
) -> Callable[..., Any]:
    def call(self: Any, *args: Any, **named: Any) -> Any:
        made = make(cls)
        setattr(cls, name, made)
        return made(self, *args, **named)

    return call


def _init(cls: type) -> Callable[..., None]:
    """Return an `__init__` that takes no compiling, until objects are many: of most there are few.

    Arguments that do not fit are left to the written one, which says so in Python's words.
    """
    found = fields(cls)
    names = {one.name: None for one in found}
    by_place = [one.name for one in found if not one.kw_only]
    defaults = {one.name: one.default for one in found if one.default is not MISSING}
    made_anew: dict[str, Callable[[], Any]] = {
        one.name: one.default_factory for one in found if one.default_factory is not MISSING
    }
    left = _FEW

    def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807 - its name in errors
        nonlocal left
        left -= 1
        given = dict(zip(by_place, args, strict=False))
        fits = len(args) <= len(by_place) and given.keys().isdisjoint(named)
        values = {**defaults, **given, **named}
        values |= {name: make() for name, make in made_anew.items() if name not in values}
        if left < 0 or not fits or values.keys() != names.keys():
            cls.__init__ = written = _written_init(cls)  # type: ignore[misc]  # for good
            written(self, *args, **named)
            return
        for name in names:
            object.__setattr__(self, name, values[name])
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    return __init__


_FEW = 8
"""Objects filled before `__init__` is written, which takes as long as to fill some twenty."""


def _written_init(cls: type) -> Callable[..., None]:
    """Write `__init__` for the fields of a class, as Python would.

    What is not a field in its text begins with two underscores, which no field does.
    """
    scope: dict[str, Any] = {"__put": object.__setattr__, "__made_anew": object()}
    by_place: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for one in fields(cls):
        name, default, factory = one.name, f"__default_{one.name}", f"__factory_{one.name}"
        parameter, value = name, name
        if one.default_factory is not MISSING:
            scope[factory] = one.default_factory
            parameter = f"{name}=__made_anew"
            value = f"{factory}() if {name} is __made_anew else {name}"
        elif one.default is not MISSING:
            scope[default] = one.default
            parameter = f"{name}={default}"
        (by_name if one.kw_only else by_place).append(parameter)
        lines.append(f"__put(self, {name!r}, {value})")
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    parameters = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    body = "\n ".join(lines or ["pass"])
    exec(f"def __init__({parameters}):\n {body}", scope)  # noqa: S102 - of names of fields alone
    written: Callable[..., None] = scope["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    return written


_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")


def _ordered(name: str, cls: type) -> Callable[[Any, object], bool]:
    values = _values([one.name for one in fields(cls) if one.compare])
    compare: Callable[[object, object], bool] = getattr(operator, name)

    def ordered(self: Any, other: object) -> bool:
        same = other.__class__ is self.__class__
        return compare(values(self), values(other)) if same else NotImplemented

    return ordered


def replace(made: _Object, /, **values: Any) -> _Object:
    """Return an object of a frozen class with other values in some fields.

    It is what `dataclasses.replace` returns, at a fraction of its cost where fields are many.
    """
    cls = type(made)
    names, fill, checks = _ways_to_fill(cls)  # type: ignore[arg-type]  # a class can be hashed
    kept = vars(made)
    whole = {name: kept[name] for name in names}
    whole.update(values)
    if len(whole) != len(names):
        raise TypeError(f"{cls.__qualname__} has no such field: {values.keys() - set(names)}")
    new = cls.__new__(cls)
    fill(new, whole)
    if checks:
        new.__post_init__()  # type: ignore[attr-defined]  # it has one
    return new


@cache
def _ways_to_fill(cls: type) -> tuple[tuple[str, ...], Callable[[Any, dict[str, Any]], None], bool]:
    """Return the names of the fields, what fills them, and whether they are looked at then."""
    return tuple(one.name for one in fields(cls)), _filler(cls), hasattr(cls, "__post_init__")


def _filler(cls: type) -> Callable[[Any, dict[str, Any]], None]:
    """Return what gives an object all of its values at once.

    For each of them `object.__setattr__` would cost as much as a short function. An object filled
    like this takes more memory, since it shares no names with others of its class: `__init__`
    fills each value by itself.
    """
    fill: Callable[[Any, dict[str, Any]], None] = next(
        vars(one)["__dict__"].__set__ for one in cls.__mro__ if "__dict__" in vars(one)
    )
    return fill


def _compared(cls: type) -> Callable[[Any, object], bool]:
    values = _values([one.name for one in fields(cls) if one.compare])

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807 - its name in errors
        if self is other:
            return True
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    return __eq__


def _hashed(cls: type) -> Callable[[Any], int]:
    kept = [one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    values = _values(kept)

    def __hash__(self: Any) -> int:  # noqa: N807 - its name in errors
        return hash(values(self))

    return __hash__


def _values(names: list[str]) -> Callable[[Any], object]:
    return operator.attrgetter(*names) if names else lambda _: ()


@recursive_repr()
def _shown(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_set(_: Any, name: str, __: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
