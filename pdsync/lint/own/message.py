"""Messages of own rules: texts with expressions in `{ }`, whose values are put in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pdsync.frozen import frozen
from pdsync.lint.own.cel import Expression, Failure
from pdsync.lint.own.names import Fault

LONGEST = 500
"""Characters of a message that are shown."""
_LONGEST_VALUE = 200
_UNKNOWN = "(not known)"
_HOW = "write `{{` for a brace that is shown, and `}` behind what `{` begins"


@frozen
class Message:
    """Texts and expressions in turn."""

    parts: tuple[str | Expression, ...]

    def of(self, data: Mapping[str, Any]) -> str:
        """Return the message about some data, cut where it is very long."""
        texts = [one if isinstance(one, str) else _shown(one.of(data)) for one in self.parts]
        return _cut("".join(texts), LONGEST)


def message_of(text: str, read: Callable[[str, int], Expression | None]) -> Message | Fault | None:
    """Split a message; `read` is given each expression, and where in the message it begins.

    Return None where `read` does, which has said why.
    """
    parts: list[str | Expression | None] = []
    for at, part, is_expression in _split(text):
        if part.startswith("{") and part != "{" and not is_expression:
            return Fault(at, 1, "this { has no end", _HOW)
        if is_expression and not part.strip():
            return Fault(at - 1, 1, "there is nothing between { and }", _HOW)
        parts.append(read(part, at) if is_expression else part)
    known = tuple(one for one in parts if one is not None)
    return Message(known) if len(known) == len(parts) else None


def _split(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the parts of a message: where each begins, its text, and if it is an expression."""
    here = 0
    while here < len(text):
        begin = min(
            (found for one in "{}" if (found := text.find(one, here)) >= 0), default=len(text)
        )
        if begin > here:
            yield here, text[here:begin], False
        if begin >= len(text):
            return
        if text[begin : begin + 2] in {"{{", "}}"} or text[begin] == "}":
            yield begin, text[begin], False
            here = begin + (2 if text[begin + 1 : begin + 2] == text[begin] else 1)
            continue
        end = _end(text, begin)
        if end is None:
            yield begin, text[begin:], False
            return
        yield begin + 1, text[begin + 1 : end], True
        here = end + 1


def _end(text: str, begin: int) -> int | None:
    """Return where the brace that opens at a place is closed, texts in quotes left out."""
    depth, quote = 0, ""
    for here in range(begin, len(text)):
        one = text[here]
        if quote:
            quote = "" if one == quote else quote
        elif one in {"'", '"'}:
            quote = one
        else:
            depth += {"{": 1, "}": -1}.get(one, 0)
            if depth == 0:
                return here
    return None


def _shown(value: Any) -> str:
    if isinstance(value, Failure) or value is None:
        return _UNKNOWN
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return _cut(", ".join(map(_shown, value)), _LONGEST_VALUE)
    if isinstance(value, Mapping):
        known = value.get("key") or value.get("name")
        return _cut(str(known or _UNKNOWN), _LONGEST_VALUE)
    return _cut(" ".join(str(value).split()), _LONGEST_VALUE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
