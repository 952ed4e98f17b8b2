"""Readers of single values of a body: each takes a value or raises Bad."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pdsync.sandbox._errors import Bad, not_found
from pdsync.sandbox._times import zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.resource_type import Parser

BLANK = "can't be blank"
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\ufeff]")


def name(limit: int, forbidden: str = "") -> Parser:
    """A name: not blank, no trailing white space, nothing that cannot be printed."""

    def read(_call: Call, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise Bad(BLANK)
        if len(value) > limit:
            raise Bad(f"is too long (maximum is {limit} characters)")
        if value != value.rstrip():
            raise Bad("can't end with white space")
        if UNPRINTABLE.search(value) or any(character in value for character in forbidden):
            raise Bad("contains invalid characters")
        return value

    return read


def text(limit: int | None = None) -> Parser:
    """Free text or null; line ends become LF and blanks at the end go."""

    def read(_call: Call, value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise Bad("must be a string")
        tidy = value.replace("\r\n", "\n").rstrip()
        if limit is not None and len(tidy) > limit:
            raise Bad(f"is too long (maximum is {limit} characters)")
        return tidy

    return read


def whole_number(lowest: int, highest: int | None = None) -> Parser:
    """An integer within bounds; digits in a string are taken too."""

    def read(_call: Call, value: Any) -> int:
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if isinstance(number, bool) or not isinstance(number, int):
            raise Bad("is not a number")
        if number < lowest:
            raise Bad(f"must be greater than or equal to {lowest}")
        if highest is not None and number > highest:
            raise Bad(f"must be less than or equal to {highest}")
        return number

    return read


def one_of(*choices: str | None) -> Parser:
    """One of a closed set of words."""

    def read(_call: Call, value: Any) -> Any:
        if value not in choices or isinstance(value, (list, dict)):
            raise Bad("is not included in the list")
        return value

    return read


def truth(_call: Call, value: Any) -> bool:
    """A boolean."""
    if not isinstance(value, bool):
        raise Bad("must be true or false")
    return value


def time_zone(_call: Call, value: Any) -> str:
    """A zone's name, as it reads back."""
    return zone_name(value)


def objects(value: Any) -> list[dict[str, Any]]:
    """A list of objects; nothing where null stands."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Bad("must be a list of objects")
    return value


def optional(read: Parser) -> Parser:
    """Null, or what the reader takes."""
    return lambda call, value: None if value is None else read(call, value)


def reference(kind: str) -> Parser:
    """The id of an object of a kind; an id that leads nowhere answers 404."""

    def read(call: Call, value: Any) -> str:
        ident = value.get("id") if isinstance(value, dict) else None
        if not isinstance(ident, str) or not ident:
            raise Bad(BLANK)
        if call.store.get(kind, ident) is None:
            raise not_found()
        return ident

    return read


def references(kind: str, highest: int | None = None) -> Parser:
    """The ids of a list of references, each once."""
    one = reference(kind)

    def read(call: Call, value: Any) -> list[str]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise Bad("must be a list")
        idents = list(dict.fromkeys(one(call, item) for item in value))
        if highest is not None and len(idents) > highest:
            raise Bad(f"may have at most {highest}")
        return idents

    return read


def each(read: Callable[[Call, Any], Any], *, least: int = 0) -> Parser:
    """A list, every item of which the reader takes."""

    def read_all(call: Call, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Bad("must be a list")
        if len(value) < least:
            raise Bad(BLANK)
        return [read(call, item) for item in value]

    return read_all
