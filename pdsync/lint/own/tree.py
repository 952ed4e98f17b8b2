"""An expression as a tree of nodes with their places, read from the bytes CEL's compiler gives.

The bytes are protocol buffers; what is read of them is what `syntax.proto` of CEL numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from pdsync.frozen import frozen

_Fields = dict[int, list[Any]]

_ID, _CONST, _IDENT, _SELECT, _CALL, _LIST, _STRUCT, _FOLD = range(2, 10)
_BOUNDED = {1: 8, 5: 4}
_LENGTH_GIVEN, _VARINT = 2, 0
_MORE, _BITS = 0x80, 7


@frozen
class ExpressionPart:
    """Part of an expression; `at` counts the characters before what tells it from others."""

    at: int


@frozen
class Constant(ExpressionPart):
    """Value that is written; None for one that is neither text nor a whole number."""

    value: str | int | None


@frozen
class Variable(ExpressionPart):
    """Variable."""

    name: str


@frozen
class Select(ExpressionPart):
    """Field of something; `is_asked`: only asked whether it is there."""

    of: ExpressionPart
    field: str
    is_asked: bool


@frozen
class FunctionCall(ExpressionPart):
    """Function or operator with what it is called on."""

    function: str
    target: ExpressionPart | None
    arguments: tuple[ExpressionPart, ...]

    @property
    def all(self) -> tuple[ExpressionPart, ...]:
        """Everything that it is given."""
        return (*((self.target,) if self.target else ()), *self.arguments)


@frozen
class ListOf(ExpressionPart):
    """List or mapping that is written."""

    items: tuple[ExpressionPart, ...]
    is_map: bool = False


@frozen
class Fold(ExpressionPart):
    """Macro such as `exists`, as CEL unfolds it: each item changes a result in turn."""

    variable: str
    range: ExpressionPart
    result: str
    first: ExpressionPart
    condition: ExpressionPart
    step: ExpressionPart
    last: ExpressionPart


def tree_of(serialized: bytes) -> ExpressionPart:
    """Read the tree of an expression that was parsed, and not yet checked."""
    parsed = _fields(_fields(serialized)[2][0])
    places = {
        one[1][0]: one.get(2, [0])[0]
        for one in map(_fields, _fields(parsed[3][0]).get(4, []))
        if 1 in one
    }
    return _TreeReader(places).node(parsed[2][0])


def inside(node: ExpressionPart) -> Iterator[ExpressionPart]:
    """Yield a node and all below it."""
    yield node
    for one in _children(node):
        yield from inside(one)


def _children(node: ExpressionPart) -> tuple[ExpressionPart, ...]:
    if isinstance(node, Select):
        return (node.of,)
    if isinstance(node, FunctionCall):
        return node.all
    if isinstance(node, ListOf):
        return node.items
    if isinstance(node, Fold):
        return (node.range, node.first, node.condition, node.step, node.last)
    return ()


@frozen
class _TreeReader:
    places: Mapping[int, int] = field(default_factory=dict)

    def node(self, raw: bytes) -> ExpressionPart:
        found = _fields(raw)
        at = self.places.get(found.get(_ID, [0])[0], 0)
        kind = next((one for one in found if one != _ID), _CONST)
        body = _fields(found[kind][0]) if kind in found else {}
        return _READ[kind](self, at, body)

    def constant(self, at: int, body: _Fields) -> ExpressionPart:
        if 6 in body:  # noqa: PLR2004 - the number of a text in syntax.proto
            return Constant(at, body[6][0].decode("utf-8", "replace"))
        return Constant(at, body[3][0] if 3 in body else None)  # noqa: PLR2004 - of an int64

    def name(self, at: int, body: _Fields) -> ExpressionPart:
        return Variable(at, _text(body, 1))

    def select(self, at: int, body: _Fields) -> ExpressionPart:
        return Select(at, self.node(body[1][0]), _text(body, 2), bool(body.get(3, [0])[0]))

    def call(self, at: int, body: _Fields) -> ExpressionPart:
        target = self.node(body[1][0]) if 1 in body else None
        arguments = tuple(map(self.node, body.get(3, [])))
        return FunctionCall(at, _text(body, 2), target, arguments)

    def list(self, at: int, body: _Fields) -> ExpressionPart:
        return ListOf(at, tuple(map(self.node, body.get(1, []))))

    def map(self, at: int, body: _Fields) -> ExpressionPart:
        entries = map(_fields, body.get(2, []))
        items = [self.node(one[number][0]) for one in entries for number in (3, 4) if number in one]
        return ListOf(at, tuple(items), is_map=True)

    def fold(self, at: int, body: _Fields) -> ExpressionPart:
        range_, first, condition, step, last = (self.node(body[one][0]) for one in (2, 4, 5, 6, 7))
        return Fold(at, _text(body, 1), range_, _text(body, 3), first, condition, step, last)


_READ = {
    _CONST: _TreeReader.constant,
    _IDENT: _TreeReader.name,
    _SELECT: _TreeReader.select,
    _CALL: _TreeReader.call,
    _LIST: _TreeReader.list,
    _STRUCT: _TreeReader.map,
    _FOLD: _TreeReader.fold,
}


def _text(body: _Fields, number: int) -> str:
    return bytes(body.get(number, [b""])[0]).decode("utf-8", "replace")


def _fields(raw: bytes) -> _Fields:
    """Return the fields of a message by number, each with every value that it has."""
    found: _Fields = {}
    at = 0
    while at < len(raw):
        tag, at = _varint(raw, at)
        number, wire = tag >> 3, tag & 7
        value: Any
        if wire == _VARINT:
            value, at = _varint(raw, at)
        elif wire == _LENGTH_GIVEN:
            length, at = _varint(raw, at)
            value, at = raw[at : at + length], at + length
        else:
            size = _BOUNDED[wire]
            value = struct.unpack_from("<d" if size == _BOUNDED[1] else "<f", raw, at)[0]
            at += size
        found.setdefault(number, []).append(value)
    return found


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = raw[at]
        value |= (byte & ~_MORE) << shift
        at, shift = at + 1, shift + _BITS
        if not byte & _MORE:
            return value, at
